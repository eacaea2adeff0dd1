import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installedJupyter } from "../../../src/cli/start.ts";
import { unrolled } from "./cli.ts";
import { Programs } from "./programs.ts";

describe("unrolled start", () => {
  let programs: Programs;
  let path: string | undefined;
  beforeEach(() => {
    programs = new Programs();
    path = process.env.PATH;
    process.env.PATH = programs.path;
  });
  afterEach(() => {
    process.env.PATH = path;
    programs.remove();
  });
  const open = () => installedJupyter(programs.folder, ["--no-browser"]);
  const dataDir = () => join(programs.folder, "data");
  /** A jupyter whose lab and notebook answer with these versions, or not at all. */
  const addJupyter = (versions: { lab?: string; notebook?: string }) => {
    const answers = JSON.stringify({ "--paths": JSON.stringify({ data: [dataDir()] }), ...versions });
    programs.add("jupyter", `const a = ${answers}[process.argv[2]]; if (!a) process.exit(1); console.log(a);`);
  };
  const installKernel = () => {
    const folder = join(dataDir(), "kernels", "unrolled");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), JSON.stringify({ argv: ["node", "main.js"], language: "typescript" }));
  };

  it("says what is missing, one thing after the other, and how to get it", async () => {
    await assert.rejects(open(), /needs JupyterLab, but there is no jupyter on the PATH: pip install jupyterlab/);
    addJupyter({});
    await assert.rejects(open(), /needs JupyterLab 4 or Notebook 7, but .*jupyter has neither: pip install jupyterlab/);
    addJupyter({ notebook: "6.5.7" });
    await assert.rejects(open(), /has neither/);
    addJupyter({ lab: "4.6.6" });
    await assert.rejects(open(), /needs the kernel, but .*jupyter does not offer it yet: npx unrolled kernel install/);
  });

  it("opens the folder in JupyterLab, or in a Notebook that is built on it", async () => {
    installKernel();
    const expected = ["--no-browser", `--ServerApp.root_dir=${programs.folder}`];
    addJupyter({ lab: "4.6.6", notebook: "7.6.5" });
    assert.deepEqual(await open(), [join(programs.path, "jupyter"), ["lab", ...expected]]);
    addJupyter({ notebook: "7.6.5" });
    assert.deepEqual(await open(), [join(programs.path, "jupyter"), ["notebook", ...expected]]);
  });

  it("refuses what is no folder, before anything is set up", async () => {
    const missing = await unrolled(["start", join(programs.folder, "gone")], { cwd: programs.folder });
    assert.match(missing.stderr, /^unrolled start expects a folder, but .*gone is not there\n$/);
    assert.equal(missing.code, 2);
    assert.equal((await unrolled(["start", "a", "b"])).code, 2);
  });
});
