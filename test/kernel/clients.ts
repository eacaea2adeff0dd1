// Runs a scenario of clients.py: Jupyter's own clients against the kernel's sources.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeKernelspec } from "../../kernel/install.ts";
import { needJupyter } from "../needs.ts";

/** For the suite around it: `scenario(name)` runs one of clients.py and gives what its client saw. */
export function jupyterClients() {
  let python: string;
  let folder: string;

  before(function () {
    python = needJupyter(this, "jupyter_client", "nbclient");
    folder = mkdtempSync(join(tmpdir(), "clients-"));
    const main = fileURLToPath(new URL("../../kernel/main.ts", import.meta.url));
    const spec = {
      dataDir: folder,
      name: "clients",
      displayName: "Clients",
      node: process.execPath,
      main,
      preload: [],
    };
    writeKernelspec(spec);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  return async (name: string) => {
    const script = fileURLToPath(new URL("clients.py", import.meta.url));
    const env = { ...process.env, JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: join(folder, "runtime") };
    const { stdout } = await promisify(execFile)(python, ["-B", script, name, "clients"], { env, cwd: folder });
    return JSON.parse(stdout);
  };
}
