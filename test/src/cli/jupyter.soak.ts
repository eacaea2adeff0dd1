// A real Jupyter in an environment of its own finds the kernel that `unrolled kernel install` put there, and starts it.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { needJupyter, root } from "../../needs.ts";
import { unrolled } from "./cli.ts";

const run = promisify(execFile);

/** Each command and the function that it calls. */
const commands = {
  jupyter: "from jupyter_core.command import main; main()",
  "jupyter-kernelspec": "from jupyter_client.kernelspecapp import KernelSpecApp as App; App.launch_instance()",
  "jupyter-lab": "from jupyterlab.labapp import main; main()",
};

/** Starts the kernel by its name, runs a cell, and prints its result. */
const client = `
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name=sys.argv[1], startup_timeout=20)
try:
    def show(message):
        if message["msg_type"] in ("execute_result", "error"): print(message["content"])
    client.execute_interactive("countParameters(sequential([dense(4, { inputShape: [3] })]))", timeout=20, output_hook=show)
finally:
    client.stop_channels()
    manager.shutdown_kernel()
`;

describe("unrolled kernel, with a real Jupyter", function () {
  this.timeout(60_000);
  let top: string;
  let environment: string;
  let env: NodeJS.ProcessEnv;

  before(function () {
    if (process.platform === "win32") this.skip(); // the environment's commands are shell scripts
    const python = needJupyter(this);
    if (!existsSync(join(root, "dist", "index.d.ts"))) {
      console.log('not run: "unrolled kernel, with a real Jupyter" needs dist/ (npm run build)');
      this.skip();
    }
    top = mkdtempSync(join(tmpdir(), "unrolled-jupyter-"));
    environment = makeEnvironment(python, join(top, "jupyter env é"));
    const unset = { VIRTUAL_ENV: "", CONDA_PREFIX: "", JUPYTER_PATH: "", JUPYTER_CONFIG_DIR: join(top, "config") };
    const own = { JUPYTER_DATA_DIR: join(top, "user data"), JUPYTER_RUNTIME_DIR: join(top, "runtime of mine") };
    env = { ...process.env, ...unset, ...own, PATH: [join(environment, "bin"), process.env.PATH].join(delimiter) };
    delete env.JUPYTER_PREFER_ENV_PATH;
  });
  after(() => top && rmSync(top, { recursive: true, force: true }));

  async function kernelspecs(): Promise<{ [name: string]: { resource_dir: string; spec: { language: string } } }> {
    const { stdout } = await run("jupyter", ["kernelspec", "list", "--json"], { env });
    return JSON.parse(stdout).kernelspecs;
  }
  async function install(...place: string[]): Promise<string> {
    const { code, stderr } = await unrolled(["kernel", "install", ...place], { env });
    assert.equal(code, 0, stderr);
    const found = (await kernelspecs()).unrolled;
    assert.equal(found?.spec.language, "typescript");
    return found.resource_dir;
  }
  async function uninstall(...place: string[]): Promise<void> {
    const { code, stderr } = await unrolled(["kernel", "uninstall", ...place], { env });
    assert.equal(code, 0, stderr);
    assert.equal((await kernelspecs()).unrolled, undefined);
  }

  it("--sys-prefix: the environment of the jupyter on the PATH", async () => {
    assert.equal((await kernelspecs()).unrolled, undefined);
    const folder = join(environment, "share", "jupyter", "kernels", "unrolled");
    assert.equal(await install("--sys-prefix"), folder);
    const { stdout } = await unrolled(["doctor", "--json"], { env });
    const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; found: string }[] };
    const found = Object.fromEntries(checks.map(({ id, status, found }) => [id, `${status}: ${found}`]));
    assert.equal(found.kernelspec, `ok: ${folder}`);
    assert.match(found.jupyter!, /^ok: JupyterLab \d+\.\d+\.\d+ \(.*jupyter env é/);
  });

  it("starts in it, from a kernelspec whose path has spaces, and answers", async () => {
    const python = join(environment, "bin", "python");
    const { stdout } = await run(python, ["-c", client, "unrolled"], { env, cwd: top });
    assert.match(stdout, /'text\/plain': '16'/);
  });

  it("uninstall --sys-prefix: Jupyter finds it no more", () => uninstall("--sys-prefix"));

  it("--user and --prefix: where Jupyter looks for the user, and in an environment by its folder", async () => {
    assert.equal(await install("--user"), join(top, "user data", "kernels", "unrolled"));
    await uninstall();
    assert.equal(await install("--prefix", environment), join(environment, "share", "jupyter", "kernels", "unrolled"));
    await uninstall("--prefix", environment);
  });
});

/** An environment of its own that sees the packages of .venv: nothing is installed, and .venv stays as it is. */
function makeEnvironment(python: string, folder: string): string {
  execFileSync(python, ["-m", "venv", "--without-pip", folder]);
  const own = join(folder, "bin", "python");
  const sitePackages = (path: string) =>
    execFileSync(path, ["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], { encoding: "utf8" }).trim();
  mkdirSync(sitePackages(own), { recursive: true });
  writeFileSync(join(sitePackages(own), "jupyter.pth"), `${sitePackages(python)}\n`);
  for (const [name, code] of Object.entries(commands)) {
    const file = join(folder, "bin", name);
    // As pip writes it where a path has spaces: sh reads the first lines, Python all.
    writeFileSync(file, `#!/bin/sh\n'''exec' "${own}" "$0" "$@"\n' '''\n${code}\n`);
    chmodSync(file, 0o755);
  }
  return folder;
}
