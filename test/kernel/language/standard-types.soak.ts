// The standard library's and Node's types as the build has laid them together: the same types as in their packages. TypeScript 6
// judges, by another implementation of the language than the one that cells are checked by.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const types = join(root, "dist", "kernel", "language", "types");
const modules = join(root, "node_modules");
const nodeTypes = join(modules, "@types", "node");

describe("standard types, laid together", () => {
  it("of Node's types every module and every global has the same type as in @types/node", function () {
    this.timeout(300_000);
    const original = surface([join(nodeTypes, "index.d.ts")]);
    const laid = surface([join(types, "node", "index.d.ts")]);
    assert.ok(original.size > 2500, `expected thousands of names, but got ${original.size}`);
    assert.deepEqual(differences(original, laid), []);
  });

  it("of the standard library every global has the same type as in the compiler's own files", function () {
    this.timeout(300_000);
    const compiler = createRequire(join(modules, "typescript7", "package.json"));
    const platform = compiler.resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
    const libraries = join(dirname(platform), "lib").replaceAll("\\", "/");
    const { text, names } = JSON.parse(readFileSync(join(types, "library.json"), "utf8")) as {
      text: string;
      names: string[];
    };
    const roots = names.map(name => `${libraries}/${name}`);
    const own = `${libraries}/lib.esnext.d.ts`;
    const original = surface(roots, { noLib: true });
    const laid = surface([own], { noLib: true }, path => (path === own ? text : undefined));
    assert.ok(original.size > 150, `expected hundreds of names, but got ${original.size}`);
    assert.deepEqual(differences(original, laid), []);
  });
});

/** The types of all that these files make global and of all ambient modules' exports, by name. */
function surface(
  roots: string[],
  more: ts.CompilerOptions = {},
  instead: (path: string) => string | undefined = () => undefined,
): Map<string, string> {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts"],
    types: [],
    typeRoots: roots.map(root => dirname(dirname(root))),
    ...more,
    paths: { "undici-types": [join(modules, "undici-types", "index.d.ts")] },
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  const empty = "/empty.ts";
  host.getSourceFile = (path, ...rest) => {
    const text = path === empty ? "" : instead(path);
    return text === undefined
      ? read.call(host, path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  };
  const program = ts.createProgram([...roots, empty], options, host);
  const checker = program.getTypeChecker();
  const found = new Map<string, string>();
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseFullyQualifiedType;
  const describeSymbol = (name: string, symbol: ts.Symbol): void => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const parts = [];
    if (target.flags & ts.SymbolFlags.Value) parts.push(membersOf(checker.getTypeOfSymbol(target)));
    if (target.flags & ts.SymbolFlags.Type) parts.push(membersOf(checker.getDeclaredTypeOfSymbol(target)));
    // Symbols have a number of the program's own.
    found.set(name, parts.join("; ").replace(/(__@\w+)@\d+/g, "$1"));
  };
  /** A name alone would be the same for a type that has lost its members. */
  const membersOf = (type: ts.Type) =>
    [
      checker.typeToString(type, undefined, flags),
      ...checker
        .getPropertiesOfType(type)
        .toSorted((one, other) => (one.name < other.name ? -1 : 1))
        .map(member => `${member.name}: ${checker.typeToString(checker.getTypeOfSymbol(member), undefined, flags)}`),
    ].join(", ");
  for (const module of checker.getAmbientModules())
    for (const member of checker.getExportsOfModule(module)) describeSymbol(`${module.name}.${member.name}`, member);
  const everything = ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace;
  for (const symbol of checker.getSymbolsInScope(program.getSourceFile(empty)!.endOfFileToken, everything))
    describeSymbol(symbol.name, symbol);
  return found;
}

function differences(one: Map<string, string>, other: Map<string, string>): string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names]
    .filter(name => one.get(name) !== other.get(name))
    .map(name => `${name}: ${one.get(name)?.slice(0, 300)} ≠ ${other.get(name)?.slice(0, 300)}`)
    .slice(0, 10);
}
