// A Binder image without Docker: what repo2docker does, step by step, into a temporary folder. The repository is $HOME,
// requirements.txt goes into the notebook environment, postBuild runs as the visitor, the server starts as BinderHub's.

import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../needs.ts";
import { copyOfProject } from "./folders.ts";
import { handOver, openToAll, visit, type Watched } from "./visitor.ts";

export interface Image {
  /** The repository, and the visitor's home. */
  home: string;
  /** The environment that holds JupyterLab. */
  prefix: string;
  env: NodeJS.ProcessEnv;
  /** What is needed to say how the image was built. */
  build: { seconds: number; peak: number; output: string };
  remove(): void;
}

/** The machine's Python and Node, as far as the visitor may run them. */
export const python = () => openToAll(["/usr/bin/python3", "/usr/local/bin/python3"]);
export const node = () => openToAll(["/usr/bin/node", "/usr/local/bin/node"]);

/** @param plant changes the checkout before it is built */
export async function buildImage(plant: (home: string) => void): Promise<Image> {
  const home = copyOfProject("jovyan", { downloads: "own" });
  const folder = dirname(home);
  const prefix = join(folder, "notebook");
  makeEnvironment(prefix);
  plant(home);
  handOver(folder);
  const env: NodeJS.ProcessEnv = {
    PATH: [join(prefix, "bin"), dirname(node()!), "/usr/bin", "/bin"].join(delimiter),
    HOME: home,
    USER: "jovyan",
    REPO_DIR: home,
    NB_PYTHON_PREFIX: prefix,
    LANG: "C.UTF-8",
    // What BinderHub tells a session about where it comes from; jupyter-offlinenotebook shows its buttons by it.
    BINDER_LAUNCH_HOST: "https://mybinder.org/",
    BINDER_REPO_URL: "https://github.com/owner/unrolled",
    BINDER_REF_URL: "https://github.com/owner/unrolled/tree/main",
    BINDER_REQUEST: "v2/gh/owner/unrolled/main",
    BINDER_PERSISTENT_REQUEST: "v2/gh/owner/unrolled/main",
  };
  const began = performance.now();
  const built = visit("./binder/postBuild", [], home, env);
  const { status, peak } = await built.finished;
  if (status !== 0) throw new Error(`postBuild ended with ${status}:\n${built.output()}`);
  const seconds = (performance.now() - began) / 1000;
  return {
    home,
    prefix,
    env,
    build: { seconds, peak, output: built.output() },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** repo2docker's notebook environment: requirements.txt, and what its own environment brings. */
function makeEnvironment(prefix: string): void {
  const uv = (...args: string[]) => {
    const { status, stderr } = spawnSync(join(root, ".cache", "uv-tool", "bin", "uv"), args, {
      encoding: "utf8",
      env: { ...process.env, UV_CACHE_DIR: join(root, ".cache", "uv"), UV_LINK_MODE: "copy", UV_NO_CONFIG: "1" },
    });
    if (status !== 0) throw new Error(`uv ${args[0]} failed:\n${stderr}`);
  };
  uv("venv", "--python", python()!, prefix);
  const locks = ["requirements.txt", "image-requirements.txt"].flatMap(name => ["-r", join(root, "binder", name)]);
  uv("pip", "install", "--python", join(prefix, "bin", "python"), "--require-hashes", "--compile-bytecode", ...locks);
}

/** How much a folder takes on the disk, in bytes. */
export function sizeOf(folder: string): number {
  const { stdout } = spawnSync("du", ["-sk", folder], { encoding: "utf8" });
  return 1024 * Number.parseInt(stdout, 10);
}

export interface Session extends Watched {
  address: URL;
  token: string;
  seconds: number;
}

/**
 * Starts the image's server with the arguments of BinderHub's spawner, and waits until it answers.
 * @param name the session's own part of the address; each session of a Binder has another
 */
export async function startSession(image: Image, name: string, port: number): Promise<Session> {
  const token = `token-of-${name}`;
  const base = `/user/${name}/`;
  const traits = { base_url: base, token, trust_xheaders: "True" };
  const options = ["NotebookApp", "ServerApp"].flatMap(app =>
    Object.entries(traits).map(([trait, value]) => `--${app}.${trait}=${value}`),
  );
  const began = performance.now();
  const server = visit("jupyter-lab", ["--ip=0.0.0.0", `--port=${port}`, ...options], image.home, image.env);
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    const answer = await fetch(`${origin}${base}api/status?token=${token}`).catch(() => undefined);
    if (answer?.ok) break;
    if (server.process.exitCode !== null || performance.now() - began > 60_000)
      throw new Error(`no server:\n${server.output()}`);
    await sleep(50);
  }
  const seconds = (performance.now() - began) / 1000;
  // What a badge's ?urlpath=lab/tree/03-counting.ipynb leads to.
  const address = new URL(`${origin}${base}lab/tree/03-counting.ipynb?token=${token}`);
  return { ...server, address, token, seconds };
}

/** What a new session of the same image finds: nothing that the last visitor wrote. */
export function keepLessons(image: Image): () => void {
  const lessons = join(image.home, "work");
  const copy = join(dirname(image.home), "lessons");
  cpSync(lessons, copy, { recursive: true, preserveTimestamps: true });
  return () => {
    rmSync(lessons, { recursive: true });
    cpSync(copy, lessons, { recursive: true, preserveTimestamps: true });
    handOver(lessons);
  };
}
