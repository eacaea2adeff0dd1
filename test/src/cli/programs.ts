// A PATH with nothing on it but the programs that a test puts there, so that no machine's own Jupyter is asked.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export class Programs {
  readonly folder = mkdtempSync(join(tmpdir(), "unrolled Wege "));
  readonly path = join(this.folder, "PATH");
  readonly home = join(this.folder, "home");

  constructor() {
    for (const folder of [this.path, this.home]) mkdirSync(folder);
  }

  /** For a process that is to see these programs and an empty home. */
  get env(): NodeJS.ProcessEnv {
    const unset = { VIRTUAL_ENV: "", CONDA_PREFIX: "", JUPYTER_DATA_DIR: "", XDG_DATA_HOME: "", NO_COLOR: "1" };
    return { ...unset, PATH: this.path, HOME: this.home };
  }

  /** A program that runs this JavaScript; in `folder` if given, with a link to it on the PATH. */
  add(name: string, code: string, folder?: string): void {
    const file = join(folder ?? this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    // Through sh, because a #! line has no room for a Node whose path has spaces.
    writeFileSync(`${file}.cjs`, code);
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "$0.cjs" "$@"\n`);
    chmodSync(file, 0o755);
    if (folder !== undefined) {
      writeFileSync(join(this.path, `${name}.cjs`), code);
      symlinkSync(file, join(this.path, name));
    }
  }

  /** What Jupyter answers about itself, from an environment. */
  addJupyter(environment: string, dataDirs: string[]): void {
    const answer = JSON.stringify({ data: dataDirs });
    const code = `console.log(process.argv[2] === "--paths" ? ${JSON.stringify(answer)} : "4.6.6")`;
    this.add("jupyter", code, join(environment, "bin"));
  }

  addPython(version: string, prefix: string): void {
    this.add("python3", `console.log(${JSON.stringify(`${version}\n${prefix}`)})`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
