// From compiled kernels to functions that can be called, on a memory that threads share where that can be had. A file that is cut
// off, or of another version, is told apart from an engine that has no such vectors.
import { createMemory } from "./heap.ts";
import { readKernels } from "./host.ts";
import type { Kernels } from "./kernels.ts";
import { kernelNames } from "./threads/recorder.ts";
import { forSharedMemory, sharedMemory } from "./threads/shared-memory.ts";
import { type Memory, webAssembly } from "./webassembly.ts";

/** A file of compiled kernels. */
export interface Compiled {
  readonly file: URL;
  readonly bytes: Uint8Array;
}

/** The memory that kernels work on. */
export interface Place {
  readonly memory: Memory;
  readonly isShared: boolean;
  /** Why threads cannot share it, where that is so. */
  readonly alone: string | undefined;
}

/** Reads the module `name` of a folder. @throws Error where it is not there */
export async function compiled(folder: URL, name: string): Promise<Compiled> {
  return { file: new URL(name, folder), bytes: await readKernels(folder, name) };
}

export function memoryOf(): Place {
  const shared = sharedMemory();
  if ("memory" in shared) return { memory: shared.memory, isShared: true, alone: undefined };
  return { memory: createMemory(false), isShared: false, alone: shared.reason };
}

/** Bytes that begin every WebAssembly module: its name and version 1. */
const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** Each section after them: its kind, its size in bytes in groups of seven bits, and as many bytes. */
function isWhole(bytes: Uint8Array): boolean {
  if (magic.some((byte, i) => bytes[i] !== byte)) return false;
  let at = magic.length;
  while (at < bytes.length) {
    let size = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80; shift += 7) {
      byte = bytes[++at] ?? 0;
      size += (byte & 0x7f) * 2 ** shift;
    }
    at += 1 + size;
  }
  return at === bytes.length && at > magic.length;
}

const again = "npm run build makes them anew; of an installed package, install it again";

/** @throws Error where the kernels are damaged or of another version, or the engine lacks their vectors */
export function instantiate(
  { file, bytes }: Compiled,
  simd: "plain" | "relaxed",
  { memory, isShared }: Place,
): { kernels: Kernels; module: object } {
  if (!isWhole(bytes))
    throw new Error(
      `the wasm backend expects whole kernels at ${file.href}, but got ${bytes.length} bytes, a file that is cut off or damaged; ${again}`,
    );
  if (!webAssembly.validate(bytes))
    throw new Error(
      `the wasm backend needs WebAssembly with ${simd} SIMD, which this engine does not have; ` +
        (simd === "relaxed" ? 'use wasm({ simd: "plain" })' : "the reference backend runs everywhere"),
    );
  const module = new webAssembly.Module(isShared ? forSharedMemory(bytes) : bytes);
  const exports = new webAssembly.Instance(module, { env: { memory } }).exports as Kernels;
  const missing = kernelNames.find(name => typeof exports[name] !== "function");
  if (missing)
    throw new Error(
      `the wasm backend expects kernels of its own version at ${file.href}, but got some without ${missing}; ${again}`,
    );
  return { kernels: exports, module };
}
