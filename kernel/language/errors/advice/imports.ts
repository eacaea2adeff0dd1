// A module that is not there: what to write in its place, or how it is installed.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import type { Folder } from "../folder.ts";
import { nearest } from "../nearest.ts";
import { standardModules } from "../python/builtins.ts";
import { type Adviser, textAt, type WrongCell } from "../wrong-cell.ts";

const notFound = new Set([2307, 2882]);
const withoutTypes = 7016;
const noDefault = 2613;

export const adviseOnImports: Adviser = (complaint, cell) => {
  if (complaint.code === noDefault) return adviseOnDefault(complaint, cell);
  const isMissing = notFound.has(complaint.code);
  if (!isMissing && complaint.code !== withoutTypes) return undefined;
  const { modules, inScope } = cell.words;
  const module = textAt(cell, complaint).replace(/^["'`]|["'`]$/g, "");
  // Of another language's libraries npm has strangers' packages: nobody is sent there.
  if (modules.has(module.split(/[/.]/)[0]!))
    return {
      message: `Nothing is to be imported: ${inScope.join(", ")} and the rest are in scope. Leave the line out.`,
    };
  if (!isMissing) return undefined;
  const standard = Object.hasOwn(standardModules, module) ? standardModules[module] : undefined;
  const isThere = cell.folder.builtins().includes(module) || cell.folder.packages().includes(module);
  if (standard !== undefined && !isThere)
    return { message: `Nothing is to be imported: ${standard}. Leave the line out.` };
  if (/\.(py|ipynb|r|m|java)$/i.test(module))
    return { message: `'${module}' is no file of TypeScript's, so nothing can be imported from it.` };
  return { message: `Cannot find module '${module}'. ${nextStep(module, complaint, cell)}` };
};

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
