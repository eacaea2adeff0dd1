// The package as somebody else gets it: packed, and installed into a folder that has never heard of this one.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Finished, npm } from "../binder/npm.ts";
import { root } from "../needs.ts";

export interface Packed {
  path: string;
  /** Bytes of the tarball. */
  size: number;
  /** Paths in it. */
  files: string[];
}

/** What set-up has downloaded already serves here too. */
const downloads = join(root, ".cache", "npm");

export class Elsewhere {
  readonly top = mkdtempSync(join(tmpdir(), "unrolled-package-"));
  /** A path with a space and a letter that is not ASCII. */
  readonly folder = join(this.top, "leerer Ordner é");

  constructor() {
    mkdirSync(this.folder);
    this.write("package.json", '{ "private": true, "type": "module" }');
  }

  write(path: string, text: string): string {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** npm with the project's Node, or with the one that the machine has. */
  async npm(args: string[], { env = {}, cwd = this.folder, node = "ours" as "ours" | "the machine's" } = {}) {
    const path = node === "ours" ? [dirname(process.execPath), process.env.PATH].join(delimiter) : process.env.PATH;
    const quiet = { npm_config_update_notifier: "false", npm_config_fund: "false", npm_config_audit: "false" };
    const ours = { npm_config_cache: downloads, npm_config_prefer_offline: "true", NODE_OPTIONS: "", NO_COLOR: "1" };
    const { finished } = npm(args, { cwd, env: { ...quiet, ...ours, PATH: path, ...env } });
    return readable(await finished);
  }

  npx(args: string[], options?: Parameters<Elsewhere["npm"]>[1]) {
    return this.npm(["exec", "--offline", "--", ...args], options);
  }

  /** An empty npm cache, as npx has on a machine that sees the package for the first time, that need not download. */
  emptyCache(): string {
    const cache = join(this.top, "npm cache");
    mkdirSync(cache);
    if (existsSync(join(downloads, "_cacache"))) symlinkSync(join(downloads, "_cacache"), join(cache, "_cacache"));
    return cache;
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true });
  }
}

export async function pack(elsewhere: Elsewhere): Promise<Packed> {
  const args = ["pack", "--silent", "--json", "--pack-destination", elsewhere.top];
  const { status, output } = await elsewhere.npm(args, { cwd: root });
  if (status !== 0) throw new Error(`npm pack ended with ${status}:\n${output}`);
  const answer = JSON.parse(output.slice(output.search(/^[[{]/m)));
  // npm 12 answers with an object by package, older ones with a list.
  const [packed] = Object.values(answer) as { filename: string; size: number; files: { path: string }[] }[];
  const { filename, size, files } = packed!;
  return { path: join(elsewhere.top, filename), size, files: files.map(({ path }) => path) };
}

/** Every file below a folder, by its path in it. */
export function filesBelow(folder: string): { path: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path: path.slice(folder.length + 1), bytes: statSync(path).size };
    });
}

/** Without what npm says about settings of the machine that it does not know. */
function readable({ status, output }: Finished): Finished {
  const lines = stripVTControlCharacters(output).split("\n");
  return { status, output: lines.filter(line => !/^npm warn Unknown .* config/.test(line)).join("\n") };
}
