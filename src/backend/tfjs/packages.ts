// Where the packages of TensorFlow.js are found, and what is said where one of them is missing, half installed, of another version or
// broken. The one file of this folder that needs Node; nothing is imported, so a browser's bundler finds no `node:` module here.
import type { Tfjs } from "./library.ts";

/** The version that the toolkit is tested with, its last one. */
const version = "4.22.0";

/** By the name that `setBackend` takes: the backend's name within TensorFlow.js, and the packages that bring it, TensorFlow.js first. */
const brought = {
  "tfjs-cpu": { backend: "cpu", packages: ["@tensorflow/tfjs"] },
  "tfjs-wasm": { backend: "wasm", packages: ["@tensorflow/tfjs", "@tensorflow/tfjs-backend-wasm"] },
  "tfjs-node": { backend: "tensorflow", packages: ["@tensorflow/tfjs-node"] },
  "tfjs-node-gpu": { backend: "tensorflow", packages: ["@tensorflow/tfjs-node-gpu"] },
} as const;

export type TfjsName = keyof typeof brought;

/** Which of the two native packages this process has: they register under one name, so the second would be the first. */
let native: TfjsName | undefined;

interface Require {
  (path: string): unknown;
  resolve(path: string): string;
}
interface NodeProcess {
  cwd(): string;
  readonly env: Record<string, string | undefined>;
  getBuiltinModule?(name: "node:module"): { createRequire(file: string | URL): Require };
}

const { process: node } = globalThis as unknown as { process?: NodeProcess };

/**
 * TensorFlow.js with one of its backends, from the notebook's folder or from beside the toolkit.
 * @throws Error where a package cannot be had; it says which one, why, and what to do
 */
export function loadTfjs(name: TfjsName): { tf: Tfjs; backend: string } {
  const { backend, packages } = brought[name];
  const who = `setBackend("${name}")`;
  const createRequire = node?.getBuiltinModule?.("node:module").createRequire;
  if (!node || !createRequire)
    throw new Error(`${who} needs Node; in a page, load TensorFlow.js by yourself, then setBackend(await tfjs(tf))`);
  const install = `npm install ${packages.map(each => `${each}@${version}`).join(" ")}`;
  const next = `${install} in the notebook's folder, then restart the kernel`;
  const places = [`${node.cwd()}/notebook.js`, new URL(import.meta.url)].map(file => createRequire(file));
  const modules = packages.map(each => {
    const found = places.find(require => has(require, `${each}/package.json`));
    if (!found) throw new Error(`${who} expects the package ${each}, but it is not installed; ${next}`);
    const { version: got } = found(`${each}/package.json`) as { version?: string };
    if (got !== version)
      throw new Error(
        `${who} expects ${each} of version ${version}, but ${got ?? "one without a version"} is installed; ${next}`,
      );
    if (backend === "tensorflow") {
      if (native && native !== name)
        throw new Error(
          `${who} cannot be had beside ${native}, which is loaded already: restart the kernel, then choose it`,
        );
      prepareNode(found, node);
    }
    try {
      return {
        module: found(each) as Tfjs,
        folder: found.resolve(`${each}/package.json`).replace(/package\.json$/, ""),
      };
    } catch (cause) {
      throw new Error(`${who} cannot load ${each}, which is installed: ${whyNot(name, cause)}`, { cause });
    }
  });
  const [tf, extra] = modules as [(typeof modules)[0], (typeof modules)[0] | undefined];
  (extra?.module as { setWasmPaths?(folder: string): void } | undefined)?.setWasmPaths?.(`${extra!.folder}dist/`);
  if (typeof tf.module.findBackendFactory !== "function" || !tf.module.findBackendFactory(backend))
    throw new Error(
      `${who} finds no backend "${backend}" in ${packages[0]}: ${packages.at(-1)} has registered it with another copy of ` +
        `TensorFlow.js, or is half installed. Delete node_modules/@tensorflow, then ${next}`,
    );
  if (backend === "tensorflow") native = name;
  return { tf: tf.module, backend };
}

function has({ resolve }: Require, path: string): boolean {
  try {
    resolve(path);
    return true;
  } catch {
    return false;
  }
}

/** TensorFlow's library says on stderr what it finds unless it is told otherwise, and tfjs-node calls what Node no longer has or likes. */
function prepareNode(require: Require, { env }: NodeProcess): void {
  env.TF_CPP_MIN_LOG_LEVEL ??= "1";
  const util = require("node:util") as { isNullOrUndefined?: unknown; isArray?: unknown };
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray = Array.isArray;
}

const cudaNeeded = "it needs an NVIDIA GPU's driver, CUDA 11.2 and cuDNN 8.1";

function whyNot(name: TfjsName, cause: unknown): string {
  const { message, code } = cause as NodeJS.ErrnoException;
  const [said] = String(message ?? cause)
    .trim()
    .split("\n");
  const isAddon = /tfjs_binding/.test(String(message));
  if (code === "ERR_DLOPEN_FAILED" || /cannot open shared object|dlopen/.test(String(message)))
    return `${said}; ${name === "tfjs-node-gpu" ? cudaNeeded : "its library does not fit this machine"}`;
  if (isAddon)
    return (
      `its native part is not there, which its install script downloads (${said}); ` +
      `npm rebuild @tensorflow/${name} --foreground-scripts says why that failed`
    );
  return `${said}; delete node_modules/@tensorflow and install it again`;
}
