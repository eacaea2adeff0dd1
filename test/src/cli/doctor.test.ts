// The doctor against machines that a test makes up: a PATH and a home with what is said and nothing else.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeKernelspec } from "../../../kernel/install.ts";
import { type Check, checks } from "../../../src/cli/doctor/index.ts";
import { carryOut } from "../../../src/cli/doctor.ts";
import { findProgram } from "../../../src/grader/isolate/tools.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";
import { Programs } from "./programs.ts";

interface Report {
  unrolled: string;
  ok: boolean;
  checks: { id: string; title: string; status: string; found: string; next?: string }[];
}

describe("unrolled doctor", () => {
  let programs: Programs;
  before(function () {
    if (process.platform === "win32") this.skip(); // the programs are shell scripts
    if (!existsSync(fileURLToPath(new URL("../../../dist/index.d.ts", import.meta.url)))) {
      console.log('not run: "unrolled doctor" needs dist/ (npm run build)');
      this.skip();
    }
  });
  beforeEach(() => {
    programs = new Programs();
  });
  afterEach(() => programs?.remove());

  async function examine(env: NodeJS.ProcessEnv = {}) {
    const { code, stdout, stderr } = await unrolled(["doctor", "--json"], { env: { ...programs.env, ...env } });
    assert.equal(stderr, "");
    const report = JSON.parse(stdout) as Report;
    const find = (id: string) => report.checks.find(check => check.id === id)!;
    return { code, report, find };
  }

  it("finds all that notebooks need on a machine with Node alone, and says how to get the rest", async () => {
    const { code, report, find } = await examine();
    assert.equal(code, 0);
    assert.equal(report.ok, true);
    const status = Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
    const needed = { node: "ok", compiler: "ok", cell: "ok", sockets: "ok", wasm: "ok", backends: "ok" };
    const rest = { npm: "note", python: "note", jupyter: "note", kernelspec: "note" };
    // Grading asks more folders than the PATH, and so does this.
    const { PATH } = programs.env;
    const isThere = process.platform === "linux" && findProgram("bwrap", PATH) !== undefined;
    assert.match(find("sandbox").found, isThere ? /bubblewrap \(\/|may not make a sandbox/ : /bwrap|needs Linux/);
    assert.deepEqual(status, { ...needed, ...rest, sandbox: find("sandbox").status });
    for (const { status, next } of report.checks) assert.equal(next === undefined, status === "ok", String(next));
    assert.ok(find("node").found.includes(process.execPath));
    assert.match(find("compiler").found, /^TypeScript 7\./);
    assert.match(find("wasm").found, /^wasm: float32 by plain SIMD, 4×(8|16) tile .*, checked against the reference/);
    assert.match(find("kernelspec").next!, /npx unrolled kernel install --user/);
  });

  itSoaks("shows a line for each finding, with what to do below it", async () => {
    const { code, stdout } = await unrolled(["doctor"], { env: programs.env });
    assert.equal(code, 0);
    assert.match(stdout, /^unrolled \d+\.\d+\.\d+\n\n✓ Node +\d/);
    assert.match(stdout, /\n○ Python +none on the PATH\n +→ for JupyterLab, install Python 3\.10 or newer/);
    assert.match(stdout, /\n\nAll that notebooks need is here\.\n$/);
  });

  itSoaks("finds Jupyter with its kernelspec", async () => {
    const dataDir = join(programs.folder, "env", "share", "jupyter");
    programs.addJupyter(join(programs.folder, "env"), [dataDir]);
    programs.addPython("3.12.1", join(programs.folder, "env"));
    const without = await examine();
    assert.match(without.find("kernelspec").found, /none named "unrolled" where .*jupyter looks/);
    assert.match(without.find("jupyter").found, /^JupyterLab 4\.6\.6/);
    assert.equal(without.find("python").status, "ok");
    const folder = writeSpec(dataDir, process.execPath);
    const { find } = await examine();
    assert.deepEqual([find("kernelspec").status, find("kernelspec").found], ["ok", folder]);
  });

  itSoaks("says so, and ends with 1, when the files behind a kernelspec are gone", async () => {
    const dataDir = join(programs.folder, "own env", "share", "jupyter");
    const node = join(programs.folder, "node");
    writeFileSync(node, "");
    const folder = writeSpec(dataDir, node);
    const env = { VIRTUAL_ENV: join(programs.folder, "own env") };
    assert.equal((await examine(env)).code, 0);
    renameSync(node, `${node} moved`);
    const { code, report, find } = await examine(env);
    assert.deepEqual([code, report.ok, find("kernelspec").status], [1, false, "fault"]);
    assert.equal(find("kernelspec").found, `${folder} starts ${node}, which is gone`);
    assert.ok(find("kernelspec").next!.startsWith(`npx unrolled kernel install --prefix "${env.VIRTUAL_ENV}"`));
    const { stdout, code: shown } = await unrolled(["doctor"], { env: { ...programs.env, ...env } });
    assert.match(stdout, /\n✗ Kernelspec .*which is gone\n.*\n(?:.|\n)*\nNot all is well: see Kernelspec\.\n$/);
    assert.equal(shown, 1);
  });

  itSoaks("notes a kernelspec where the Jupyter on the PATH does not look", async () => {
    programs.addJupyter(join(programs.folder, "env"), [join(programs.folder, "env", "share", "jupyter")]);
    const dataDir = join(programs.folder, "user data");
    writeSpec(dataDir, process.execPath);
    const { find } = await examine({ JUPYTER_DATA_DIR: dataDir });
    assert.equal(find("kernelspec").status, "note");
    assert.match(find("kernelspec").found, /but .*jupyter does not look there/);
    assert.match(find("kernelspec").next!, /--sys-prefix/);
  });

  itSoaks("notes a Python that is too old, and one that does not start", async () => {
    programs.addPython("3.9.2", "/usr");
    assert.match((await examine()).find("python").found, /^3\.9\.2 .*too old/);
    programs.add("python3", "process.exit(9)");
    assert.equal((await examine()).find("python").found, "none on the PATH");
  });

  itSoaks("tells a bubblewrap that works from one that may not", async function () {
    if (process.platform !== "linux") this.skip();
    programs.add("bwrap", "");
    assert.equal((await examine()).find("sandbox").status, "ok");
    programs.add("bwrap", "process.exit(1)");
    const { find } = await examine();
    assert.match(find("sandbox").found, /may not make a sandbox here/);
    assert.match(find("sandbox").next!, /user namespaces/);
  });

  itSoaks("finds the optional TensorFlow.js beside the notebook", async () => {
    const folder = join(programs.folder, "course");
    const peer = join(folder, "node_modules", "@tensorflow", "tfjs-node-gpu");
    mkdirSync(peer, { recursive: true });
    writeFileSync(join(peer, "package.json"), '{"name":"@tensorflow/tfjs-node-gpu","version":"4.22.0"}');
    const { stdout } = await unrolled(["doctor", "--json"], { cwd: folder, env: programs.env });
    assert.match(stdout, /"reference; @tensorflow\/tfjs-node-gpu 4\.22\.0"/);
  });

  it("turns a check that throws into a fault with all that it said and what to do", async () => {
    const broken: Check = {
      id: "x",
      title: "X",
      next: "mend it",
      find: () => Promise.reject(new Error("it broke\nhere")),
    };
    assert.deepEqual(await carryOut(broken), {
      id: "x",
      title: "X",
      status: "fault",
      found: "it broke\nhere",
      next: "mend it",
    });
  });

  it("has an id of its own for each check", () => {
    assert.equal(new Set(checks.map(({ id }) => id)).size, checks.length);
  });

  it("refuses what it does not know", async () => {
    const [option, name] = await Promise.all([unrolled(["doctor", "--yaml"]), unrolled(["doctor", "node"])]);
    assert.match(option.stderr, /^unrolled doctor: unknown option '--yaml'\n$/);
    assert.match(name.stderr, /expects no name, but got "node"/);
    assert.deepEqual([option.code, name.code], [2, 2]);
  });
});

function writeSpec(dataDir: string, node: string): string {
  const main = fileURLToPath(import.meta.url);
  return writeKernelspec({ dataDir, name: "unrolled", displayName: "X", node, main, preload: ["unrolled"] });
}
