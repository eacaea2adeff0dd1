// A module that is not there: what to write in its place, or how it is installed.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import type { Folder } from "../folder.ts";
import { nearest } from "../nearest.ts";
import { standardModules } from "../python/builtins.ts";
import type { Words } from "../words.ts";
import { type Adviser, lineOf, type Reader, textAt, type WrongCell } from "../wrong-cell.ts";

const notFound = new Set([2307, 2882]);
const withoutTypes = 7016;
const noDefault = 2613;

/** Of another language's libraries npm has strangers' packages: nobody is sent there. */
export function nothingToImport(module: string, { modules, inScope }: Words): string | undefined {
  if (!modules.has(module.split(/[/.]/)[0]!)) return undefined;
  return `Nothing is to be imported: ${inScope.join(", ")} and the rest are in scope. Leave the line out.`;
}

/** `from "keras"`, and `import keras from keras`: other lines that do not parse, but name such a library. */
export const readImports: Reader = ({ text, complaints: [first], words }) => {
  if (!first) return undefined;
  const line = text.split("\n")[lineOf(text, first.start) - 1]!;
  const [, quoted, bare] = /^\s*(?:from\s+["']([^"']+)["']|import\b.*\bfrom\s+([\w./]+))\s*;?\s*$/.exec(line) ?? [];
  const message = nothingToImport(quoted ?? bare ?? "", words);
  return message === undefined ? undefined : { message, alone: true };
};

export const adviseOnImports: Adviser = (complaint, cell) => {
  if (complaint.code === noDefault) return adviseOnDefault(complaint, cell);
  const isMissing = notFound.has(complaint.code);
  if (!isMissing && complaint.code !== withoutTypes) return undefined;
  const module = textAt(cell, complaint).replace(/^["'`]|["'`]$/g, "");
  const nothing = nothingToImport(module, cell.words);
  if (nothing !== undefined) return { message: nothing };
  if (!isMissing) return undefined;
  const there = importedFromScope(module, complaint.start, cell);
  if (there !== undefined) return { message: `Nothing is to be imported: ${there} in scope. Leave the line out.` };
  const standard = Object.hasOwn(standardModules, module) ? standardModules[module] : undefined;
  const isThere = cell.folder.builtins().includes(module) || cell.folder.packages().includes(module);
  if (standard !== undefined && !isThere)
    return { message: `Nothing is to be imported: ${standard}. Leave the line out.` };
  if (/^[\w-]+\.[cm]?[jt]s$/.test(module) && !complaint.file)
    return { message: `Cannot find module '${module}'. ${beside(module, cell.folder)}` };
  if (/\.(py|ipynb|r|m|java)$/i.test(module))
    return { message: `'${module}' is no file of TypeScript's, so nothing can be imported from it.` };
  return { message: `Cannot find module '${module}'. ${nextStep(module, complaint, cell)}` };
};

/** `import { lstm } from "rnn"`: a made-up package, of which everything that is named is there. */
function importedFromScope(module: string, at: number, { text, names }: WrongCell): string | undefined {
  const [, list] = /\bimport\s*\{([^{}]*)\}\s*from\s*["'`]?$/.exec(text.slice(0, at)) ?? [];
  const wanted = (list ?? "").split(",").flatMap(part => part.trim().split(/\s+as\s+/)[0] || []);
  const isThere = (name: string) => names.preloaded(name) !== undefined;
  if (wanted.length > 0 && wanted.every(isThere)) return `${wanted.join(", ")} ${wanted.length > 1 ? "are" : "is"}`;
  return isThere(module) ? `${module} is` : undefined;
}

/** A file's name alone, of which npm may have a package: `npm install helper.js`. */
function beside(module: string, folder: Folder): string {
  const meant = nearest(module, folder.filesIn("."));
  if (folder.filesIn(".").includes(module)) return `Did you mean "./${module}"? The path of a file begins with "./".`;
  return meant === undefined
    ? `There is no such file in ${folder.path}. The path of a file begins with "./".`
    : `Did you mean "./${meant}"?`;
}

/** `import parse from "acorn"`. The compiler names the module by its file. */
const adviseOnDefault: Adviser = ({ start, end, message }, { text }) => {
  const [, source] = /\bfrom\s*(?:["'])([^"']*)/.exec(text.slice(end)) ?? [];
  if (source === undefined) return undefined;
  const name = text.slice(start, end);
  const written = /\bimport \{/.test(message) ? `{ ${name} }` : `* as ${name}`;
  return { message: `'${source}' has no default export. Write import ${written} from "${source}"` };
};

function nextStep(module: string, complaint: Diagnostic, { folder }: WrongCell): string {
  const foreign = fromElsewhere(module, folder);
  if (foreign !== undefined) return foreign;
  if (/^(\.{1,2})?(\/|$)|^\.\.?$/.test(module)) return ofPath(module, complaint, folder);
  if (module.startsWith("node:")) return ofBuiltin(module, folder);
  return ofPackage(module, folder);
}

/** Deno's and the browser's ways to name a package. */
function fromElsewhere(module: string, folder: Folder): string | undefined {
  const npm = /^npm:\/?(.+)$/.exec(module);
  if (npm) return byName(npm[1]!, "Packages are imported by their name alone", folder);
  const jsr = /^jsr:\/?(@[^/@]+\/[^/@]+)/.exec(module);
  if (jsr)
    return `Node knows no 'jsr:'. In a terminal, in ${folder.path}: npx jsr add ${jsr[1]}. Then import "${jsr[1]}".`;
  if (!/^https?:/.test(module)) return undefined;
  const cdn =
    /^https?:\/\/(?:esm\.sh|esm\.run|unpkg\.com|cdn\.skypack\.dev|cdn\.jsdelivr\.net\/npm|ga\.jspm\.io\/npm:)\/?(?:v\d+\/)?((?:@[\w.-]+\/)?[\w.-]+(?:@[\w.^~-]+)?)/.exec(
      module,
    );
  const none = "Node imports nothing from an address";
  if (cdn) return byName(cdn[1]!, none, folder);
  const file = /([\w.-]+\.[cm]?[jt]s)(?:[?#].*)?$/.exec(module)?.[1] ?? "module.js";
  return `${none}: download the file to ${folder.path}, and import "./${file}".`;
}

/** @param spec a package with its version, perhaps, and what follows */
function byName(spec: string, why: string, folder: Folder): string {
  const [, name = spec, version = "", rest = ""] = /^((?:@[^/@]+\/)?[^/@]+)(@[^/]+)?(\/.*)?$/.exec(spec) ?? [];
  const write = `${why}: write "${name}${rest}".`;
  return folder.packages().includes(name) ? write : `${write} ${install(name + version, folder)}`;
}

const install = (what: string, { path }: Folder): string =>
  `Install it in a terminal, in ${path}: npm install ${what}.`;

function ofPath(module: string, { file }: Diagnostic, folder: Folder): string {
  // Of an import in a file the folder is another.
  if (file) return `${file.name} imports it, and there is no such file.`;
  const [, parent = "", name = ""] = /^(.*\/)?([^/]*)$/.exec(module) ?? [];
  const there = module.startsWith("/") ? [] : folder.filesIn(parent || ".");
  const meant = nearest(
    name.replace(/\.[cm]?[jt]s$/, ""),
    there.map(entry => entry.replace(/\.[cm]?[jt]s$/, "")),
  );
  if (meant !== undefined) return `Did you mean "${parent}${meant}"?`;
  return module.startsWith("/") ? "There is no such file." : `There is no such file in ${folder.path}.`;
}

function ofBuiltin(module: string, folder: Folder): string {
  const meant = nearest(module.slice("node:".length), folder.builtins());
  return meant === undefined ? "Node has no module of this name." : `Did you mean "node:${meant}"?`;
}

function ofPackage(module: string, folder: Folder): string {
  const beside = folder.filesIn(".");
  const [first = module] = module.split("/");
  if (
    [first, `${first}.ts`, `${first}.js`, `${first}.json`, `${first}.mts`, `${first}.mjs`].some(name =>
      beside.includes(name),
    )
  )
    return `Did you mean "./${module}"? The path of a file begins with "./".`;
  const [name] = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*(?=\/|$)/.exec(module) ?? [];
  if (name === undefined) return 'A package\'s name has no such letters. The path of a file begins with "./".';
  const packages = folder.packages();
  if (packages.includes(name))
    return module === name
      ? `The package is in ${folder.path}, but has nothing that an import finds.`
      : `The package '${name}' has no '${module.slice(name.length + 1)}' that can be imported.`;
  // Of a name that is nearly another's, nobody is told to install it: it may be a stranger's.
  const meant = nearest(module, folder.builtins()) ?? nearest(name, packages);
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return `Install it in a terminal, in ${folder.path}: npm install ${name}. Then run the cell again.`;
}
