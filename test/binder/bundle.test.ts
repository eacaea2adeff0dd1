// dist/ as it is built: few files, which find what they start, and stand on nothing that the package does not bring.
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import { parse } from "acorn";
import { needDist, root } from "../needs.ts";

const dist = join(root, "dist");
const scripts = () => globSync("**/*.js", { cwd: dist });
const read = (path: string) => readFileSync(join(dist, path), "utf8");
const door = (path: string) => import(join(dist, path));

/** The files that Node loads before the first line of this one runs. */
function startsWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const node of parse(read(file), { ecmaVersion: "latest", sourceType: "module" }).body) {
    const source = "source" in node ? node.source?.value : undefined;
    if (typeof source === "string" && source.startsWith(".")) startsWith(join(dirname(file), source), found);
  }
  return found;
}

describe("build: dist/", () => {
  before(function () {
    needDist(this);
  });

  for (const [start, most] of [
    ["kernel/main.js", 8],
    ["kernel/session.js", 8],
    ["kernel/execution/child.js", 4],
    ["kernel/language/thread/thread-main.js", 4],
    ["src/index.js", 4],
    ["assignments/index.js", 8],
    ["src/cli.js", 2],
  ] as const)
    it(`has ${start} start with few files: all others are loaded when they are asked for`, () => {
      const files = startsWith(start);
      assert.ok(files.size <= most, `${files.size}: ${[...files].join(", ")}`);
    });

  it("imports nothing but Node's modules, what the package brings, and its own files", () => {
    const { dependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const file of scripts())
      for (const specifier of importsOf(read(file))) {
        const isOwn = /^\.\.?\//.test(specifier) && existsSync(join(dist, dirname(file), specifier));
        const isNode = specifier.startsWith("node:") && builtinModules.includes(specifier.slice(5));
        // Text of a cell, which a session resolves.
        const isAsked = specifier === "unrolled/checking";
        // Imported where somebody asks for it, who is told when it is not there.
        const isPeer = peerDependenciesMeta[specifier]?.optional && !read(file).includes(`from '${specifier}'`);
        const isThere = isOwn || isNode || isAsked || isPeer || Object.hasOwn(dependencies, specifier);
        assert.ok(isThere, `${file} imports ${specifier}`);
      }
  });

  it("has no `import` of Node's modules in what a start loads: it would read all of their exports", () => {
    const started = [
      "kernel/main.js",
      "kernel/session.js",
      "kernel/execution/child.js",
      "kernel/execution/urgent-thread.js",
    ];
    const language = ["thread-main.js", "compiler.shared.js"].map(name => `kernel/language/thread/${name}`);
    for (const file of [...started, ...language]) {
      assert.match(read(file), /process\.getBuiltinModule\("node:fs"\)/, file);
      assert.doesNotMatch(read(file), /^import [^;]*["']node:/m, file);
    }
  });

  it("has every file that the sources start or serve by its path", () => {
    const started = globSync("kernel/**/*.ts", { cwd: root }).flatMap(file => {
      const text = readFileSync(join(root, file), "utf8");
      const names = [
        ...text.matchAll(/sibling\(import\.meta\.url, "([^"]+)"\)/g),
        ...text.matchAll(/new URL\([`"]\.\/([\w/-]+)(?:\$\{extension\}|\.js)[`"], import\.meta\.url\)/g),
      ];
      return names.map(([, name]) => join(dirname(file), `${name}.js`));
    });
    assert.ok(started.length >= 5, started.join());
    // Only its types are read.
    const missing = started.filter(
      file => file !== join("kernel", "display", "names.js") && !existsSync(join(dist, file)),
    );
    assert.deepEqual(missing, []);
    assert.ok(existsSync(join(dist, "kernel", "display", "names.d.ts")));
  });

  it("gives the classes of `unrolled/checking` to every door", async () => {
    const [checking, assignments] = await Promise.all([door("src/checking/index.js"), door("assignments/index.js")]);
    const { q1 } = assignments.assignment("counting");
    assert.ok(q1 instanceof checking.Question);
  });

  it("loads the course without the toolkit", () => {
    const reached = new Set(["assignments/index.js"]);
    for (const file of reached)
      for (const specifier of importsOf(read(file)))
        if (specifier.startsWith(".")) reached.add(join(dirname(file), specifier));
    assert.ok(read("src/index.js").includes("class LSTMCell"));
    assert.deepEqual(
      [...reached].filter(file => /class (Tensor|LSTMCell)\b/.test(read(file))),
      [],
    );
  });

  it("leads from a place in a door's file back to the source", () => {
    const lines = read("src/index.js").split("\n");
    const line = lines.findIndex(text => /^class LSTMCell\b/.test(text));
    const map = new TraceMap(read("src/index.js.map"));
    const { source, line: original } = originalPositionFor(map, { line: line + 1, column: 0 });
    const path = join(dist, "src", source!);
    assert.equal(relative(root, path), join("src", "nn", "cells", "lstm-cell.ts"));
    assert.match(readFileSync(path, "utf8").split("\n")[original! - 1]!, /class LSTMCell\b/);
  });

  it("names the licence of every package that is in its files", () => {
    const text = read("THIRD-PARTY-LICENSES.txt");
    for (const name of [
      "acorn",
      "eslint-scope",
      "esrecurse",
      "estraverse",
      "jsfive",
      "magic-string",
      "pako",
      "typescript",
    ])
      assert.match(text, new RegExp(`^${name} \\d[^\\n]*\\n\\n[^]*?(copyright|licen[cs]e)`, "im"), name);
    assert.match(text, /Apache License/);
  });
});

function importsOf(code: string): string[] {
  const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module" });
  const statics = body.flatMap(node =>
    (node.type === "ImportDeclaration" ||
      node.type === "ExportNamedDeclaration" ||
      node.type === "ExportAllDeclaration") &&
    node.source
      ? [String(node.source.value)]
      : [],
  );
  return [...statics, ...[...code.matchAll(/\bawait import\(["']([^"']+)["']\)/g)].map(([, name]) => name!)];
}
