// The tarball, installed elsewhere, does what the README says without the repository: commands, kernel, types.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { startKernel } from "../../kernel/client.ts";
import { isNewEnough } from "../../src/cli/node.ts";
import { root } from "../needs.ts";
import { Elsewhere, filesBelow, type Packed, pack } from "./tarball.ts";

const megabyte = 1_000_000;
const most = 100 * megabyte;

const lesson = JSON.stringify({
  cells: [cell("const model = sequential([dense(4, { inputShape: [3] })])"), cell("countParameters(model)")],
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
});

function cell(source: string) {
  const id = source.replace(/\W/g, "").slice(0, 8);
  return { cell_type: "code", id, metadata: {}, execution_count: null, outputs: [], source };
}

describe("package: installed elsewhere", function () {
  this.timeout(120_000);
  const elsewhere = new Elsewhere();
  const modules = join(elsewhere.folder, "node_modules");
  let packed: Packed;

  before(async function () {
    if (!existsSync(join(root, "dist", "index.d.ts"))) {
      console.log('not run: "the package" needs dist/ (npm run build)');
      this.skip();
    }
    packed = await pack(elsewhere);
    // Nothing below needs a package's script to have run.
    const { status, output } = await elsewhere.npm(["install", "--ignore-scripts", packed.path]);
    assert.equal(status, 0, output);
  });
  after(() => elsewhere.remove());

  it("holds what runs, its types, README, licence and changelog, and nothing else", () => {
    const own = packed.files.filter(path => !path.startsWith("node_modules/"));
    const top = new Set(own.map(path => path.split("/", 1)[0]));
    assert.deepEqual([...top].sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "binder",
      "dist",
      "package.json",
      "src",
    ]);
    for (const path of [
      "dist/index.d.ts",
      "dist/src/index.js",
      "dist/src/cli.js",
      "dist/kernel/main.js",
      "src/cli/unrolled.mjs",
      "binder/lab-extensions/unrolled-hand-in/static/plugin.mjs",
    ])
      assert.ok(own.includes(path), path);
    assert.ok(
      own.every(path => !path.startsWith("binder/") || path.startsWith("binder/lab-extensions/unrolled-hand-in/")),
    );
    assert.deepEqual(
      own.filter(path => /(?<!\.d)\.ts$|\.ipynb$|\.test\.|(^|\/)hidden(\.|\/)|(^|\/)\.[^/]/.test(path)),
      [],
    );
    const bundled = new Set(packed.files.flatMap(path => /^node_modules\/([^/]+)\//.exec(path)?.[1] ?? []));
    assert.deepEqual([...bundled].sort(), ["cmake-ts", "node-addon-api", "zeromq"]);
    for (const licence of ["LICENSE.txt", "LICENSE_MPL-2.0.txt"])
      assert.ok(packed.files.includes(`node_modules/zeromq/${licence}`), licence);
  });

  it("installs without a warning, and asks for no script to be allowed", async () => {
    const another = new Elsewhere();
    try {
      const { status, output } = await another.npm(["install", packed.path]);
      assert.match(output.trim(), /^added \d+ packages in \S+$/);
      assert.equal(status, 0);
      const lock = JSON.parse(readFileSync(join(another.folder, "package-lock.json"), "utf8"));
      // npm 12 skips a bundled package's script; older ones run zeromq's, which does nothing where its binary loads.
      const asking = Object.entries<{ hasInstallScript?: boolean; inBundle?: boolean }>(lock.packages)
        .filter(([, { hasInstallScript, inBundle }]) => hasInstallScript && !inBundle)
        .map(([path]) => path);
      assert.deepEqual(asking, []);
    } finally {
      another.remove();
    }
  });

  it("weighs at most 100 MB with all it depends on, one compiler and no Node among it", () => {
    const files = filesBelow(modules);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const count = files.filter(({ path }) =>
      /(^|node_modules[\\/])(@[^\\/]+[\\/])?[^\\/]+[\\/]package\.json$/.test(path),
    );
    console.log(
      `      ${(packed.size / megabyte).toFixed(1)} MB packed, ${(bytes / megabyte).toFixed(1)} MB installed in ${count.length} packages`,
    );
    assert.ok(bytes <= most, `${bytes} bytes`);
    const named = (names: RegExp) => files.filter(({ path }) => names.test(basename(path))).map(({ path }) => path);
    assert.deepEqual(named(/^node(\.exe)?$/), []);
    const compilers = named(/^(tsc|typescript|tsgo)(\.exe|\.js)?$/).filter(path => !path.startsWith(`.bin${sep}`));
    const owners = new Set(compilers.map(path => path.split(sep)[0]));
    assert.deepEqual([...owners].sort(), ["@typescript", "typescript7"], compilers.join("\n"));
  });

  it("has no known vulnerability among what it depends on", async function () {
    const { status, output } = await elsewhere.npm(["audit", "--audit-level=low"]);
    if (/audit endpoint returned an error|EAI_AGAIN|ENOTFOUND|ECONNREFUSED/.test(output)) {
      console.log('not run: "npm audit" needs a registry that answers it');
      this.skip();
    }
    assert.equal(status, 0, output);
  });

  it("npx unrolled doctor: all is there", async () => {
    const { status, output } = await elsewhere.npx(["unrolled", "doctor", "--json"]);
    const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: { id: string; status: string }[] };
    assert.deepEqual([status, ok], [0, true], output);
    const found = checks.filter(({ status }) => status === "ok").map(({ id }) => id);
    for (const id of ["node", "compiler", "cell", "sockets", "backends", "npm"]) assert.ok(found.includes(id), output);
  });

  it("npx unrolled run: a notebook there, the toolkit in scope", async () => {
    elsewhere.write("Übung 1.ipynb", lesson);
    const { status, output } = await elsewhere.npx(["unrolled", "run", "Übung 1.ipynb", "--inplace"]);
    assert.equal(status, 0, output);
    assert.match(output, /countParameters\(model\)\n +16\n/);
    const { cells } = JSON.parse(readFileSync(join(elsewhere.folder, "Übung 1.ipynb"), "utf8"));
    assert.deepEqual(cells[1].outputs[0].data["text/plain"], ["16"]);
  });

  it("npx unrolled kernel install: a kernelspec that starts from any folder", async () => {
    const { status, output } = await elsewhere.npx(["unrolled", "kernel", "install", "--prefix", "env"]);
    assert.equal(status, 0, output);
    await assertKernelRuns(join(elsewhere.folder, "env"), elsewhere.top);
  });

  it("npx without an installation: a kernelspec that outlives npx's cache", async () => {
    const cache = elsewhere.emptyCache();
    const prefix = join(elsewhere.top, "env of npx");
    const { status, output } = await elsewhere.npm(
      ["exec", "--yes", `--package=${packed.path}`, "--", "unrolled", "kernel", "install", "--prefix", prefix],
      { cwd: elsewhere.top, env: { npm_config_cache: cache } },
    );
    assert.equal(status, 0, output);
    assert.match(output, /starts a copy of its own, because npx's cache may be emptied/);
    assert.ok(existsSync(join(cache, "_npx")), "npx should have used this cache");
    rmSync(join(cache, "_npx"), { recursive: true });
    await assertKernelRuns(prefix, elsewhere.top);
  });

  describe("imported as a library", () => {
    const program = `import { countParameters, dense, ones, sequential, type Tensor } from "unrolled";
const model = sequential([dense(4, { inputShape: [3] })]);
const count: number = countParameters(model);
const steps: Tensor = ones([2, 3]);
// @ts-expect-error: an argument that is not there
countParameters(model, 1, 2);
// @ts-expect-error: a shape is a list of numbers
const wrong: string = steps.shape;
console.log(count, steps.shape.join(), typeof wrong);
`;
    /** The same in JavaScript, its types in comments. */
    const script = program
      .replace(", type Tensor", "")
      .replaceAll(/const (\w+): (number|string) =/g, "/** @type {$2} */ const $1 =")
      .replace(": Tensor", "");
    const printed = "16 2,3 object\n";

    const compilers = {
      "TypeScript 6": join(root, "node_modules", "typescript", "bin", "tsc"),
      "TypeScript 7": join(modules, "typescript7", "bin", "tsc"),
    };
    const resolutions = {
      nodenext: { module: "nodenext" },
      bundler: { module: "esnext", moduleResolution: "bundler" },
    };
    before(() => {
      elsewhere.write("program.ts", program);
      elsewhere.write("script.js", script);
      const strict = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, checkJs: true };
      const target = { noEmit: true, target: "es2022", lib: ["es2022", "dom"], types: [] };
      for (const [name, resolution] of Object.entries(resolutions)) {
        const compilerOptions = { ...strict, ...target, ...resolution };
        elsewhere.write(`${name}.json`, JSON.stringify({ compilerOptions, files: ["program.ts", "script.js"] }));
      }
    });

    for (const [compiler, tsc] of Object.entries(compilers))
      for (const resolution of Object.keys(resolutions))
        it(`has its types for ${compiler}, ${resolution}, strict, in TypeScript and JavaScript`, () => {
          const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", `${resolution}.json`], {
            cwd: elsewhere.folder,
            encoding: "utf8",
          });
          assert.equal(status, 0, stdout + stderr);
        });

    it("runs in TypeScript and JavaScript", () => {
      const run = (file: string) =>
        execFileSync(process.execPath, [file], { cwd: elsewhere.folder, encoding: "utf8", env: { NODE_OPTIONS: "" } });
      assert.deepEqual([run("program.ts"), run("script.js")], [printed, printed]);
    });

    it("on an old Node the command says what to do, and the library runs", async function () {
      const { stdout } = spawnSync("node", ["-p", "process.versions.node"], { encoding: "utf8" });
      if (!stdout || isNewEnough(stdout.trim())) {
        console.log('not run: "on an old Node" needs a Node older than 24.2 on the PATH');
        this.skip();
      }
      const { status, output } = await elsewhere.npx(["unrolled", "doctor"], { node: "the machine's" });
      assert.match(
        output,
        /^unrolled needs Node 24\.2 or newer, but this is Node \d+\.\d+\.\d+ .*: install a newer one/,
      );
      assert.doesNotMatch(output, /npm start/);
      assert.equal(status, 2);
      assert.match(execFileSync("node", ["script.js"], { cwd: elsewhere.folder, encoding: "utf8" }), /^16 2,3 /);
    });

    it("shows only its door", () => {
      const deep = 'import("unrolled/dist/kernel/main.js").catch(error => console.log(error.code))';
      const args = ["--input-type=module", "--eval", deep];
      const said = execFileSync(process.execPath, args, { cwd: elsewhere.folder, encoding: "utf8" });
      assert.equal(said, "ERR_PACKAGE_PATH_NOT_EXPORTED\n");
    });
  });

  describe("with parts of it taken away", () => {
    it("npx unrolled doctor: finds what is missing or broken", async () => {
      const native = join(modules, "@typescript");
      const [binary] = readdirSync(native);
      renameSync(join(native, binary!), join(elsewhere.top, "binary"));
      rmSync(join(modules, "unrolled", "node_modules", "zeromq", "build"), { recursive: true });
      const env = { VIRTUAL_ENV: join(elsewhere.top, "env of a moved package") };
      await elsewhere.npx(["unrolled", "kernel", "install", "--prefix", env.VIRTUAL_ENV]);
      renameSync(join(modules, "unrolled", "dist", "kernel", "main.js"), join(elsewhere.top, "main.js"));
      const { status, output } = await elsewhere.npx(["unrolled", "doctor", "--json"], { env });
      const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: Record<string, string>[] };
      assert.deepEqual([status, ok], [1, false]);
      const faults = checks.filter(({ status }) => status === "fault");
      assert.deepEqual(
        faults.map(({ id }) => id),
        ["compiler", "cell", "sockets", "kernelspec"],
        output,
      );
      const nexts = Object.fromEntries(faults.map(({ id, next }) => [id, next!]));
      for (const id of ["compiler", "cell", "sockets"])
        assert.match(nexts[id]!, /^install unrolled again: npm install unrolled/);
      assert.match(nexts.kernelspec!, /^npx unrolled kernel install --prefix "/);
    });
  });
});

/** Starts the kernel of an environment as a front end would, from a folder that has nothing to do with it. */
async function assertKernelRuns(prefix: string, cwd: string): Promise<void> {
  const file = join(prefix, "share", "jupyter", "kernels", "unrolled", "kernel.json");
  const { argv } = JSON.parse(readFileSync(file, "utf8")) as { argv: string[] };
  const kernel = await startKernel({ argv, cwd, env: { ...process.env, NODE_OPTIONS: "" } });
  try {
    const { reply, iopub } = await kernel.execute("countParameters(sequential([dense(4, { inputShape: [3] })]))");
    assert.equal(reply.content.status, "ok", JSON.stringify(reply.content));
    const result = iopub.find(({ header }) => header.msg_type === "execute_result");
    assert.match(JSON.stringify(result?.content), /"text\/plain":"16"/);
  } finally {
    await kernel.shutdown();
  }
}
