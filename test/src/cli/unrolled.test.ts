// The committed file that npm links as `unrolled`, in folders that hold nothing else of the project.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../needs.ts";

const file = join("src", "cli", "unrolled.mjs");
const main = "console.log('ran', process.argv.slice(2)); process.exitCode = 3;";

describe("the command's committed file", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "unrolled Tür "));
    mkdirSync(join(home, "src", "cli"), { recursive: true });
    copyFileSync(join(root, file), join(home, file));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };
  const start = ({ at = join(home, file), cwd = home, node = [] as string[] } = {}) =>
    spawnSync(process.execPath, [...node, at, "run", "a b"], { encoding: "utf8", cwd });

  /** A set-up that makes what is asked of it, or ends with a status. */
  const setUp = (status = 0) =>
    write(
      "binder/setup.mjs",
      `import { mkdirSync, writeFileSync } from "node:fs";
console.log("set-up", process.argv.slice(2));
if (${status}) process.exit(${status});
for (const folder of ["node_modules", "dist"]) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + "/.unrolled", "");
}
mkdirSync("dist/src");
writeFileSync("dist/src/cli.js", ${JSON.stringify(main)});`,
    );

  it("is what package.json names, is in the package, and can be started as a program", () => {
    const { bin, files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.deepEqual(bin, { unrolled: "src/cli/unrolled.mjs" });
    assert.ok(files.includes(bin.unrolled));
    assert.match(readFileSync(join(root, file), "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("in the package: runs what is built", () => {
    write("dist/src/cli.js", main);
    const { status, stdout, stderr } = start();
    assert.deepEqual([status, stdout, stderr], [3, "ran [ 'run', 'a b' ]\n", ""]);
  });

  it("in a package without its dist: says so", () => {
    const { status, stdout, stderr } = start();
    assert.match(stderr, /^unrolled: .*cli\.js is missing: install unrolled again \(npm install unrolled\)\n$/);
    assert.deepEqual([status, stdout], [2, ""]);
  });

  it("in the project: builds what is missing, on standard error, and runs it; the next time it only runs", () => {
    setUp();
    const cwd = join(home, "notebooks");
    mkdirSync(cwd);
    const first = start({ cwd });
    assert.equal(first.stdout, "ran [ 'run', 'a b' ]\n");
    assert.equal(first.status, 3);
    assert.match(first.stderr, /not built yet.*\nset-up \[ 'build' \]\n$/);
    const second = start({ cwd });
    assert.deepEqual([second.status, second.stdout, second.stderr], [3, first.stdout, ""]);
  });

  it("in the project, where the set-up fails: ends with its status and runs nothing", () => {
    setUp(5);
    write("dist/src/cli.js", main);
    const { status, stdout } = start();
    assert.deepEqual([status, stdout], [5, ""]);
  });

  it("started by npx from notebooks/: takes away the cache that npm has made there, and only that", () => {
    setUp();
    const cwd = join(home, "notebooks");
    const modules = join(cwd, ".cache", "npm", "_npx", "8ee3", "node_modules");
    mkdirSync(modules, { recursive: true });
    symlinkSync(home, join(modules, "unrolled"));
    const at = join(modules, "unrolled", file);
    write("notebooks/.cache/mine", "");
    assert.equal(start({ cwd, at }).status, 3);
    assert.ok(existsSync(at), "a cache that holds something else");
    rmSync(join(cwd, ".cache", "mine"));
    assert.equal(start({ cwd, at }).status, 3);
    assert.ok(!existsSync(join(cwd, ".cache")));
  });

  it("on a Node that is too old: says which is needed, and runs nothing", () => {
    write("dist/src/cli.js", main);
    const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.1' })";
    const { status, stdout, stderr } = start({ node: ["--import", `data:text/javascript,${encodeURIComponent(old)}`] });
    assert.match(
      stderr,
      /^unrolled needs Node 20\.19 or newer, but this is Node 18\.20\.1 \(.*\): install a newer one/,
    );
    assert.deepEqual([status, stdout], [2, ""]);
  });
});
