// Lines for a terminal, or for another kernel: `!pip install numpy`, `%matplotlib inline`, `npm install lodash`.
import type { Words } from "../words.ts";
import { lineOf, type Reader } from "../wrong-cell.ts";

const install = /^[!%]?\s*(?:python3? -m )?(?:pip3?|conda|mamba|uv)(?: pip)? (?:install|add)\b/;
const npm = /^[!%]?\s*(?:npm (?:install|i|add)|yarn add|pnpm add)\s+(\S.*)$/;
const shell = /^!\s*(\S.*)$/;
/** What '!' stands before in TypeScript: a name alone, with members, or called. */
const negated = /^!!?\s*\(?[\p{ID_Start}_$][\p{ID_Continue}$]*(?:$|\s*[;)]|[.[(])/u;
/** Commands of one word, which read as a name. */
const commandWord = /^!!?\s*(?:ls|pwd|date|whoami|uname|nvidia-smi|top|ps|env|df|free|node|python3?|clear|history)$/;
const magic = /^%%?\s*([a-zA-Z]\w*)(?:\s+(.*))?$/;
const bareCommand =
  /^(?:(?:cd|mkdir|rm|cp|mv|cat|git|curl|wget|python3?|node|npx|sudo|apt|apt-get|brew|source|conda activate)\s+[\w./~-]|export [A-Z_][A-Z\d_]*=|ls(?:\s+-?[\w./~]|$)|pwd$)/;

export const readCommands: Reader = ({ text, complaints, words }) => {
  for (const complaint of complaints) {
    const number = lineOf(text, complaint.start);
    const line = text.split("\n")[number - 1]!;
    const said = sayOf(line.trim(), words);
    if (said === undefined) continue;
    const start =
      text
        .split("\n")
        .slice(0, number - 1)
        .join("\n").length + (number > 1 ? 1 : 0);
    const indent = line.length - line.trimStart().length;
    return { message: said, place: { start: start + indent, end: start + line.trimEnd().length }, alone: true };
  }
  return undefined;
};

function sayOf(line: string, { inScope, modules }: Words): string | undefined {
  const [, packages] = npm.exec(line) ?? [];
  const named = packages?.split(/\s+/).filter(word => !word.startsWith("-")) ?? [];
  if (install.test(line) || (named.length > 0 && named.every(name => modules.has(name.split(/[@/]/)[0]!))))
    return `Nothing is to be installed: ${inScope.length > 0 ? `${inScope.join(", ")} are in scope by themselves` : "pip's packages are Python's"}. Leave the line out.`;
  if (packages !== undefined)
    return `This line is for a terminal, in the notebook's folder: npm install ${packages}. Then import the package in a cell.`;
  const [, command] = shell.exec(line) ?? [];
  if (command !== undefined && (!negated.test(line) || commandWord.test(line)))
    return `'!' runs no command here. Type it in a terminal: ${command}`;
  const [, name, rest = ""] = magic.exec(line) ?? [];
  if (name !== undefined) return magicWords(name, rest);
  return bareCommand.test(line) ? `This line is for a terminal: ${line}` : undefined;
}

function magicWords(name: string, rest: string): string {
  if (/^time(it)?$/.test(name))
    return `TypeScript has no %${name}. To measure: console.time(); ${rest || "…"}; console.timeEnd()`;
  if (/^(matplotlib|pylab|load_ext|autoreload|config|tensorflow_version|reload_ext)$/.test(name))
    return `%${name} is for Python's kernel, and nothing takes its place. Leave the line out.`;
  return `%${name} is for Python's kernel. Leave the line out.`;
}
