// Recognizes a line of Python in a cell that does not compile, and says it in TypeScript where that is easy.

export interface PythonLine {
  /** Counted from 1. */
  line: number;
  python: string;
  /** The same in TypeScript; absent where it takes more than one line's change. */
  typescript?: string;
}

/** A form of Python's that no TypeScript line has; the replacement may use the pattern's groups. */
interface Form {
  pattern: RegExp;
  typescript?: string | ((...groups: string[]) => string);
}

const forms: Form[] = [
  { pattern: /^import ([\w.]+) as (\w+)$/, typescript: 'import * as $2 from "$1"' },
  { pattern: /^import (\w+)$/, typescript: 'import * as $1 from "$1"' },
  { pattern: /^from ([\w.]+) import (\w+(?:, *\w+)*)$/, typescript: 'import { $2 } from "$1"' },
  { pattern: /^from [\w.]+ import .+$/ },
  { pattern: /^print\((.*)\)$/, typescript: values => `console.log(${toExpression(values!)})` },
  {
    pattern: /^(async )?def (\w+)\((.*)\)(?: *-> *.+)?:(?: .*)?$/,
    typescript: (isAsync, name, parameters) => `${isAsync ?? ""}function ${name}(${toParameters(parameters!)}) {`,
  },
  { pattern: /^class (\w+)(?:\(\))?:$/, typescript: "class $1 {" },
  { pattern: /^class (\w+)\((\w+)\):$/, typescript: "class $1 extends $2 {" },
  { pattern: /^for (\w+) in range\(([^,()]+)\):$/, typescript: "for (let $1 = 0; $1 < $2; $1++) {" },
  {
    pattern: /^for (\w+) in range\(([^,()]+), *([^,()]+)\):$/,
    typescript: "for (let $1 = $2; $1 < $3; $1++) {",
  },
  { pattern: /^for (\w+) in (.+):$/, typescript: "for (const $1 of $2) {" },
  { pattern: /^(if|while) ([^(].*):$/, typescript: (word, test) => `${word} (${toExpression(test!)}) {` },
  { pattern: /^elif (.+):$/, typescript: test => `} else if (${toExpression(test!)}) {` },
  { pattern: /^else:$/, typescript: "} else {" },
  { pattern: /^try:$/, typescript: "try {" },
  { pattern: /^except\b.*:$/, typescript: "} catch (error) {" },
  { pattern: /^with .+ as \w+:$/ },
  { pattern: /^(\w+) = lambda (\w+(?:, *\w+)*): (.+)$/, typescript: "const $1 = ($2) => $3" },
  {
    pattern: /^(\w+) = (.*\b(?:None|True|False)\b.*)$/,
    typescript: (name, value) => `const ${name} = ${toExpression(value!)}`,
  },
  { pattern: /^# ?(.*)$/, typescript: "// $1" },
  { pattern: /^[%!]pip install (.+)$/, typescript: "npm install $1   (in a terminal, beside the notebook)" },
  { pattern: /^[%!].+$/ },
];

/** The first line of a text that only Python would have. */
export function findPython(text: string): PythonLine | undefined {
  const lines = text.split("\n");
  for (const [index, source] of lines.entries()) {
    const python = source.trim().replace(/;$/, "");
    for (const { pattern, typescript } of forms) {
      const match = pattern.exec(python);
      if (!match) continue;
      const line = index + 1;
      if (typescript === undefined) return { line, python };
      const said = typeof typescript === "string" ? python.replace(pattern, typescript) : typescript(...match.slice(1));
      return { line, python, typescript: said };
    }
  }
  return undefined;
}

/** What stands above the compiler's own message. */
export function explainPython({ line, python, typescript }: PythonLine): string[] {
  const first = `This kernel speaks TypeScript, and line ${line} looks like Python.`;
  if (typescript === undefined) return [first, ""];
  return [`${first} In TypeScript:`, "", `    ${python}`, `  → ${typescript}`, ""];
}

function toExpression(python: string): string {
  return python
    .replace(/\bTrue\b/g, "true")
    .replace(/\bFalse\b/g, "false")
    .replace(/\bNone\b/g, "null")
    .replace(/\bf(["'])(.*?)\1/g, (_, _quote, inner: string) => `\`${inner.replace(/\{/g, "${")}\``)
    .replace(/\blen\((\w+)\)/g, "$1.length")
    .replace(/ and /g, " && ")
    .replace(/ or /g, " || ")
    .replace(/\bnot /g, "!");
}

function toParameters(python: string): string {
  return python
    .replace(/: *int\b|: *float\b/g, ": number")
    .replace(/: *str\b/g, ": string")
    .replace(/: *bool\b/g, ": boolean");
}
