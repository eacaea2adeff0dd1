// What a class runs on, from PyPI: JupyterHub, nbgitpuller and another side that speaks LTI, in an environment of its own.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { missing, root } from "../needs.ts";

/** The folder of its programs; made once for each lock. */
export function classEnvironment(suite: Mocha.Context): string {
  needUv(suite);
  return environmentFolder();
}

export function needUv(suite: Mocha.Context): void {
  if (!existsSync(uv)) missing(suite, "uv", "npm test brings it");
}

const uv = join(root, ".cache", "uv-tool", "bin", "uv");

/** The same, for a program that is no test. */
export function environmentFolder(): string {
  const lock = join(root, "binder", "class-requirements.txt");
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex").slice(0, 16);
  const folder = join(root, ".cache", "class", hash);
  if (existsSync(folder)) return join(folder, "bin");
  const made = `${folder}.${process.pid}`;
  mkdirSync(join(root, ".cache", "class"), { recursive: true });
  rmSync(made, { recursive: true, force: true });
  makeEnvironment(made, lock);
  renameSync(made, folder);
  return join(folder, "bin");
}

/** Installs what a lock names into an environment of its own. */
export function makeEnvironment(folder: string, lock: string): void {
  const run = (...args: string[]) => {
    const env = { ...process.env, UV_CACHE_DIR: join(root, ".cache", "uv"), UV_NO_CONFIG: "1" };
    const { status, stderr } = spawnSync(uv, args, { encoding: "utf8", env });
    assert.equal(status, 0, stderr);
  };
  run("venv", "--relocatable", "--python", ">=3.11", folder);
  run("pip", "install", "--python", join(folder, "bin", "python"), "--require-hashes", "-r", lock);
}
