// The one file of the toolkit that knows whether it runs in Node or in a browser: reads the compiled kernels, and asks V8
// for 256-bit vectors. Nothing is imported: a browser's bundler finds no `node:` module here.

interface NodeProcess {
  readonly versions?: { readonly node?: string; readonly v8?: string };
  readonly arch?: string;
  getBuiltinModule?(name: "node:fs"): { readFileSync(file: URL): Uint8Array };
  getBuiltinModule?(name: "node:v8"): { setFlagsFromString(flags: string): void };
}

const { process } = globalThis as { process?: NodeProcess };

/** The module `name` of the folder that holds the compiled kernels: from the disk in Node, by `fetch` in a browser. */
export async function readKernels(folder: URL, name: string): Promise<Uint8Array> {
  const file = new URL(name, folder);
  try {
    if (file.protocol === "file:" && process?.getBuiltinModule)
      return process.getBuiltinModule("node:fs").readFileSync(file);
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Error(`the wasm backend expects its kernels at ${file.href}; npm run build makes them`, { cause: error });
  }
}

/**
 * Tells V8 to join pairs of 128-bit vector operations into 256-bit ones, for all WebAssembly compiled from now on. The flag
 * is experimental, so the caller checks the results.
 * @returns whether V8 can: from Node 24 on, on an x64 processor
 */
export function revectorize(): boolean {
  const major = Number.parseInt(process?.versions?.node ?? "", 10);
  if (!(major >= 24) || process?.arch !== "x64" || !process.getBuiltinModule) return false;
  process.getBuiltinModule("node:v8").setFlagsFromString("--experimental-wasm-revectorize");
  return true;
}
