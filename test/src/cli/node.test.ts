import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { isNewEnough, pinnedNode } from "../../../src/cli/node.ts";

const source = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

describe("the Node that runs the command line", () => {
  it("is new enough from 24.2 on, the first that knows import.meta.main", () => {
    const old = ["20.19.0", "23.11.1", "24.0.0", "24.1.9"];
    const enough = ["24.2.0", "24.15.0", "26.0.0", "26.10.0", "100.0.0"];
    assert.deepEqual([...old, ...enough].filter(isNewEnough), enough);
  });

  it("is looked for in the packages that binder/package.json lists", () => {
    const platforms = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"];
    const packages = platforms.map(name => {
      const [platform, arch] = name.split("-") as [string, string];
      return /node_modules.([\w-]+).bin.node(\.exe)?$/.exec(pinnedNode(platform, arch))?.[1];
    });
    const { optionalDependencies } = JSON.parse(source("binder/package.json")) as { optionalDependencies: object };
    assert.deepEqual(packages.sort(), Object.keys(optionalDependencies).sort());
  });

  describe("when an old one starts it", () => {
    let home: string;
    let old: string | undefined;
    before(function () {
      // The machine's own Node, found by its path: under npm it hides behind no shim.
      const found = spawnSync("node", ["-p", "process.execPath+' '+process.versions.node"], { encoding: "utf8" });
      const [path, version] = found.stdout?.trim().split(" ") ?? [];
      if (path === undefined || version === undefined || isNewEnough(version) || Number.parseInt(version, 10) < 20) {
        console.log('not run: "an old Node starts unrolled" needs a Node from 20 to 23 on the PATH');
        this.skip();
      }
      old = path;
      // A package with nothing in it but the files that an old Node must be able to load.
      home = mkdtempSync(join(tmpdir(), "unrolled Tür "));
      write("package.json", '{"name": "unrolled", "type": "module", "exports": {"./package.json": "./package.json"}}');
      for (const name of ["cli", "cli/node", "cli/package"]) write(`dist/src/${name}.js`, compiled(`src/${name}.ts`));
      write(
        "dist/src/cli/main.js",
        "export const main = async args => { console.log(process.execPath, args); return 7; };",
      );
    });
    after(() => home && rmSync(home, { recursive: true }));

    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    };
    const start = () => spawnSync(old!, [join(home, "dist/src/cli.js"), "run", "a b"], { encoding: "utf8" });

    it("says what to do, in the package and in the project", () => {
      const inPackage = start();
      const said =
        /^unrolled needs Node 24\.2 or newer, but this is Node 2\d\.\d+\.\d+ \(.*node.*\): install a newer one .*\n$/;
      assert.match(inPackage.stderr, said);
      assert.equal(inPackage.status, 2);
      write("binder/package.json", "{}");
      const inProject = start();
      assert.match(inProject.stderr, /: run "npm start" once in the project, which fetches one .*, or install .*\n$/);
      assert.equal(inProject.status, 2);
    });

    it("hands over the command line and passes on the exit code", () => {
      const pinned = pinnedNode();
      const inPackage = join("binder", pinned.split(/[\\/]binder[\\/]/).at(-1)!);
      mkdirSync(dirname(join(home, inPackage)), { recursive: true });
      symlinkSync(process.execPath, join(home, inPackage));
      const { status, stdout, stderr } = start();
      assert.equal(stderr, "");
      assert.ok(stdout.includes("[ 'run', 'a b' ]"), stdout);
      assert.equal(status, 7);
    });
  });
});

function compiled(path: string): string {
  return ts.transpileModule(source(path), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;
}
