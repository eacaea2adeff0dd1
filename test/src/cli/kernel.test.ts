import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedModules } from "../../../src/cli/kernel.ts";
import { closedToOthers } from "../../../src/cli/shared.ts";
import { unrolled } from "./cli.ts";
import { Programs } from "./programs.ts";

const built = existsSync(fileURLToPath(new URL("../../../dist/kernel/main.js", import.meta.url)));

describe("unrolled kernel", () => {
  let programs: Programs;
  let folder: string;
  beforeEach(() => {
    programs = new Programs();
    folder = programs.folder;
  });
  afterEach(() => programs.remove());
  const run = (...args: string[]) => unrolled(["kernel", ...args], { cwd: folder, env: programs.env });
  const specIn = (dataDir: string) => join(dataDir, "kernels", "unrolled");
  const assertBuild = (context: Mocha.Context) => {
    if (built) return;
    console.log('not run: "unrolled kernel install" needs dist/ (npm run build)');
    context.skip();
  };

  it("expects install or uninstall, and one place", async () => {
    const failures = await Promise.all([
      run(),
      run("remove"),
      run("install", "--user", "--prefix", folder),
      run("uninstall", "--user", "--sys-prefix"),
      run("install", folder),
      run("install", "--name", "x"),
    ]);
    assert.deepEqual(
      failures.map(({ code }) => code),
      [2, 2, 2, 2, 2, 2],
    );
    const messages = failures.map(({ stderr }) => stderr);
    assert.match(messages[0]!, /expects "install" or "uninstall", but got nothing/);
    assert.match(messages[1]!, /but got "remove"/);
    assert.match(messages[2]!, /kernel install: --user and --prefix name 2 places: choose one/);
    assert.match(messages[3]!, /kernel uninstall: --user and --sys-prefix name 2 places/);
    assert.match(messages[4]!, /expects no name/);
    assert.match(messages[5]!, /^unrolled kernel install: unknown option '--name'\n$/);
  });

  it("warns where other users of an environment could not start it", async function () {
    assertBuild(this);
    if (process.platform === "win32") return this.skip();
    chmodSync(folder, 0o700);
    const { code, stderr } = await run("install", "--prefix", "env");
    assert.equal(code, 0, stderr);
    if (process.getuid!() !== 0) return assert.doesNotMatch(stderr, /closed to them/, "nobody else comes there");
    assert.match(stderr, /other users of this environment cannot start it, because these are closed to them:\n/);
    assert.ok(stderr.includes(`  ${folder}\n`), stderr);
    assert.match(stderr, /chmod -R a\+rX FOLDER\n$/);
    const user = await run("install", "--user");
    assert.deepEqual([user.code, user.stderr], [0, ""], "the user's own is the user's");
  });

  it("finds the first folder on a path that is closed to others", function () {
    if (process.platform === "win32") return this.skip();
    const [outer, inner] = [join(folder, "a"), join(folder, "a", "b")];
    mkdirSync(inner, { recursive: true });
    const file = join(inner, "file");
    writeFileSync(file, "");
    chmodSync(folder, 0o755);
    assert.equal(closedToOthers(file), undefined);
    chmodSync(file, 0o600);
    assert.equal(closedToOthers(file), file);
    chmodSync(inner, 0o700);
    assert.equal(closedToOthers(file), inner);
    chmodSync(outer, 0o750);
    assert.equal(closedToOthers(file), outer);
    for (const path of [outer, inner]) chmodSync(path, 0o755);
  });

  it("registers the kernel for the user or in an environment, with the Node that runs", async function () {
    assertBuild(this);
    const [user, prefix] = await Promise.all([run("install", "--user"), run("install", "--prefix", "own env")]);
    assert.deepEqual([user.code, prefix.code], [0, 0], user.stderr + prefix.stderr);
    const userData = process.platform === "darwin" ? ["Library", "Jupyter"] : ([".local", "share", "jupyter"] as const);
    for (const dataDir of [join(programs.home, ...userData), join(folder, "own env", "share", "jupyter")]) {
      const { argv, language } = JSON.parse(readFileSync(join(specIn(dataDir), "kernel.json"), "utf8"));
      assert.equal(language, "typescript");
      assert.equal(argv[0], process.execPath);
      assert.ok(existsSync(argv[1]), argv[1]);
      assert.ok(argv.includes("{connection_file}"));
      // JupyterLab's button for handing in comes with it.
      const button = join(dataDir, "labextensions", "unrolled-hand-in");
      const { jupyterlab } = JSON.parse(readFileSync(join(button, "package.json"), "utf8"));
      assert.match(readFileSync(join(button, jupyterlab._build.load), "utf8"), /_JUPYTERLAB\["unrolled-hand-in"\]/);
      assert.ok(existsSync(join(button, jupyterlab._build.load, "..", "plugin.mjs")));
    }
    assert.match(user.stdout, /Jupyter now offers "TypeScript \(Unrolled\)"/);
  });

  it("takes the engine that is asked for, and names those there are", async function () {
    assertBuild(this);
    assert.equal((await run("install", "--prefix", folder, "--engine", "tslab")).code, 0);
    const spec = join(specIn(join(folder, "share", "jupyter")), "kernel.json");
    const { argv } = JSON.parse(readFileSync(spec, "utf8")) as { argv: string[] };
    assert.deepEqual(argv.slice(-3), ["--engine", "tslab", "{connection_file}"]);
    const { code, stderr } = await run("install", "--prefix", folder, "--engine", "deno");
    assert.equal(code, 2);
    assert.match(stderr, /--engine expects one of native, tslab, but got "deno"/);
    assert.equal((await run("uninstall", "--prefix", folder, "--engine", "tslab")).code, 2);
  });

  it("takes it away again, and says so when there is none", async function () {
    assertBuild(this);
    const dataDir = join(folder, "env", "share", "jupyter");
    await run("install", "--prefix", "env");
    const first = await run("uninstall", "--prefix", "env");
    assert.deepEqual([first.code, first.stderr], [0, ""]);
    assert.match(first.stdout, /no longer offers/);
    assert.equal(existsSync(specIn(dataDir)), false);
    assert.deepEqual(readdirSync(join(dataDir, "labextensions")), []);
    const second = await run("uninstall", "--prefix", "env");
    assert.equal(second.code, 1);
    assert.ok(second.stderr.includes(`no kernelspec "unrolled" in ${dataDir}`), second.stderr);
    assert.match(second.stderr, /unrolled doctor.*--sys-prefix/);
  });

  it("says where it cannot write", async function () {
    assertBuild(this);
    writeFileSync(join(folder, "file"), "");
    const { code, stderr } = await run("install", "--prefix", join(folder, "file"));
    assert.match(stderr, /cannot write the kernelspec .*file/);
    assert.equal(code, 2);
  });

  describe("install --sys-prefix", () => {
    before(function () {
      if (process.platform === "win32") this.skip(); // the programs are shell scripts
      assertBuild(this);
    });
    const install = async (env: NodeJS.ProcessEnv = {}) =>
      unrolled(["kernel", "install", "--sys-prefix"], { env: { ...programs.env, ...env } });

    it("goes where the Jupyter on the PATH looks, found through a link", async () => {
      const [environment, other] = [join(folder, "pipx", "jupyter"), join(folder, "active")];
      const dataDirs = [join(folder, "user"), join(environment, "share", "jupyter"), join(folder, "system")];
      programs.addJupyter(environment, dataDirs);
      programs.addPython("3.12.1", join(folder, "python"));
      assert.equal((await install({ VIRTUAL_ENV: other })).code, 0);
      assert.ok(existsSync(specIn(dataDirs[1]!)));
    });

    it("goes to the active environment, then to Python's own, where there is no Jupyter", async () => {
      programs.addPython("3.12.1", join(folder, "python"));
      assert.equal((await install({ CONDA_PREFIX: join(folder, "conda") })).code, 0);
      assert.ok(existsSync(specIn(join(folder, "conda", "share", "jupyter"))));
      assert.equal((await install()).code, 0);
      assert.ok(existsSync(specIn(join(folder, "python", "share", "jupyter"))));
    });

    it("says what it looked for where there is nothing", async () => {
      const { code, stderr } = await install();
      assert.equal(code, 2);
      assert.match(
        stderr,
        /expects a Jupyter, an active environment or a Python, but found none on the PATH: activate/,
      );
    });
  });

  it("knows npx's cache, which may be emptied, from folders that stay", () => {
    const modules = ["", "home", ".npm", "_npx", "9f2c", "node_modules"].join(sep);
    assert.equal(cachedModules(`${modules}${sep}unrolled${sep}`), modules);
    assert.equal(cachedModules(["", "home", "me", "course", "node_modules", "unrolled"].join(sep)), undefined);
    assert.equal(cachedModules(["", "home", "me", "unrolled"].join(sep)), undefined);
  });
});
