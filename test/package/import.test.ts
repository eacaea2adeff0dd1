// Packages that `npm install` puts beside a notebook, wherever that lies: imported in cells, with their types.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Session, startSession } from "../../kernel/session.ts";
import { Elsewhere } from "./tarball.ts";

/** A small package, as its files. */
type Files = { [path: string]: string };

const packages: { [name: string]: Files } = {
  // Only as ES modules, with types behind conditional exports, and a package of its own below it.
  "esm-only": {
    "package.json": manifest("esm-only", {
      type: "module",
      dependencies: { "below-it": "file:../below-it" },
      exports: {
        ".": { types: "./index.d.ts", import: "./index.js" },
        "./extra": { types: "./extra.d.ts", import: "./extra.js" },
      },
    }),
    "index.js": 'import below from "below-it";\nexport const half = x => below.times(x, 0.5);',
    "index.d.ts": "export declare function half(x: number): number;",
    "extra.js": 'export default await Promise.resolve("extra");',
    "extra.d.ts": "declare const extra: string;\nexport default extra;",
  },
  "below-it": {
    "package.json": manifest("below-it", { main: "index.cjs" }),
    "index.cjs": "exports.times = (x, y) => x * y;",
  },
  // As many older packages are: CommonJS, `export =`, one function with more on it.
  "common-js": {
    "package.json": manifest("common-js", { main: "lib/main.js", types: "lib/main.d.ts" }),
    "lib/main.js": "module.exports = name => `hello, ${name}`;\nmodule.exports.loud = name => `HELLO, ${name}`;",
    "lib/main.d.ts":
      "declare function greet(name: string): string;\ndeclare namespace greet { function loud(name: string): string }\nexport = greet;",
  },
  "without-types": {
    "package.json": manifest("without-types", { main: "index.js" }),
    "index.js": "exports.answer = 42;",
  },
  // Its types come as a package of their own.
  "types-apart": {
    "package.json": manifest("types-apart", { main: "index.js" }),
    "index.js": "exports.parts = text => text.split(',');",
  },
  "@types/types-apart": {
    "package.json": manifest("@types/types-apart", { types: "index.d.ts" }),
    "index.d.ts": "export function parts(text: string): string[];",
  },
};

function manifest(name: string, fields: object): string {
  return JSON.stringify({ name, version: "1.0.0", ...fields });
}

describe("package: installed beside a notebook", function () {
  this.timeout(60_000);
  const elsewhere = new Elsewhere();
  let session: Session;

  before(async () => {
    for (const [name, files] of Object.entries(packages))
      for (const [path, text] of Object.entries(files)) elsewhere.write(join("..", "packages", name, path), text);
    elsewhere.write(
      "helper.ts",
      "export interface Point { x: number }\nexport const mirror = ({ x }: Point): Point => ({ x: -x });",
    );
    elsewhere.write("data.json", '{ "steps": 3 }');
    session = await startSession({ preload: ["unrolled"], cwd: elsewhere.folder });
  });
  after(async () => {
    await session?.close();
    elsewhere.remove();
  });

  const install = async (...names: string[]) => {
    const folders = names.map(name => `../packages/${name}`);
    const { status, output } = await elsewhere.npm(["install", "--offline", "--install-links", ...folders]);
    assert.equal(status, 0, output);
  };
  async function shows(code: string, text: string): Promise<void> {
    const outcome = await session.execute(code);
    assert.equal(outcome.status, "ok", JSON.stringify(outcome));
    assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], text);
  }
  async function fails(code: string, ename: string, evalue: RegExp): Promise<void> {
    const outcome = await session.execute(code);
    assert.ok(outcome.status === "error", `${code} should fail`);
    assert.equal(outcome.ename, ename);
    assert.match(outcome.evalue, evalue);
  }

  it("is missed before npm install, and found after it, by the kernel that runs", async () => {
    await fails('import { half } from "esm-only"', "TS2307", /Cannot find module 'esm-only'/);
    await install(...Object.keys(packages));
    await shows('import { half } from "esm-only"; half(5)', "2.5");
  });

  it("may be an ES module only, with a package below it, and subpaths", async () => {
    await shows("half(8)", "4");
    await shows('import extra from "esm-only/extra"; extra', "'extra'");
    await fails('half("five")', "TS2345", /Here a number is wanted, and not the text "five"/);
    await fails('import "esm-only/inside"', "TS2882", /Cannot find module .*'esm-only\/inside'/);
  });

  it("may be CommonJS", async () => {
    await shows('import greet from "common-js"; greet("you")', "'hello, you'");
    await shows('greet.loud("you")', "'HELLO, you'");
    await shows('(await import("common-js")).default("it")', "'hello, it'");
    await fails("greet(1)", "TS2345", /'number' is not assignable to parameter of type 'string'/);
  });

  it("may have no types: then its values are any", async () => {
    await shows('import { answer } from "without-types"; answer', "42");
    await shows("answer.length === undefined", "true");
  });

  it("may have its types in a package of their own", async () => {
    await shows('import { parts } from "types-apart"; parts("a,b").length', "2");
    await fails("parts(1)", "TS2345", /'number'/);
  });

  it("is completed by its members", async () => {
    const code = "greet.lo";
    assert.ok((await session.complete(code, code.length)).items.some(({ text }) => text === "loud"));
  });

  it("stands beside the notebook's own TypeScript and JSON", async () => {
    await shows('import { mirror, type Point } from "./helper.ts"; const p: Point = mirror({ x: 2 }); p.x', "-2");
    await fails("mirror({ y: 2 })", "TS2353", /There is no option 'y' here. Known are x/);
    await shows('import data from "./data.json" with { type: "json" }; data.steps', "3");
  });

  it("does not hide the toolkit", async () => {
    await shows("half(countParameters(sequential([dense(4, { inputShape: [3] })])))", "8");
  });

  it("works in `unrolled run`, from another folder", async () => {
    const source = ['import { half } from "esm-only"\n', 'import greet from "common-js"\n', "greet(String(half(3)))"];
    const cells = [{ cell_type: "code", id: "a", metadata: {}, execution_count: null, outputs: [], source }];
    const kernelspec = { name: "unrolled", display_name: "TypeScript", language: "typescript" };
    const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
    const path = elsewhere.write("a notebook.ipynb", JSON.stringify(notebook));
    const { unrolled } = await import("../src/cli/cli.ts");
    const { code, stdout, stderr } = await unrolled(["run", path, "--inplace"], { cwd: elsewhere.top });
    assert.equal(code, 0, stdout + stderr);
    assert.match(readFileSync(path, "utf8"), /hello, 1\.5/);
  });
});
