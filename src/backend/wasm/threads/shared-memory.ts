// Memory that several threads work on, and kernels that want such a memory.
import { createMemory } from "../heap.ts";
import type { Memory } from "../webassembly.ts";

/** The import of the memory in a compiled module: "env" "memory", a memory with a maximum. */
const memoryImport = [3, ...letters("env"), 6, ...letters("memory"), 2, 1];
const sharedFlag = 3;

/** A shared memory, or why there is none. */
export function sharedMemory(): { readonly memory: Memory } | { readonly reason: string } {
  if (typeof SharedArrayBuffer === "undefined")
    return { reason: "this page is not isolated, so threads share no memory (it needs the headers COOP and COEP)" };
  try {
    return { memory: createMemory(true) };
  } catch (error) {
    return { reason: `no memory can be shared here: ${(error as Error).message}` };
  }
}

/** The same module for a shared memory: its import differs in one byte. */
export function forSharedMemory(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((_, i) => memoryImport.every((byte, k) => bytes[i + k] === byte));
  if (start < 0)
    throw new Error("the compiled kernels do not import a memory with a maximum; npm run build makes them anew");
  const shared = bytes.slice();
  shared[start + memoryImport.length - 1] = sharedFlag;
  return shared;
}

function letters(text: string): number[] {
  return Array.from(text, letter => letter.charCodeAt(0));
}
