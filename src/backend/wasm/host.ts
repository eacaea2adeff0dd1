// The one file of the toolkit that knows whether it runs in Node or in a browser: reads the compiled kernels, asks V8 for
// 256-bit vectors, and starts threads. Nothing is imported: a browser's bundler finds no `node:` module here.

interface NodeProcess {
  readonly versions?: { readonly node?: string; readonly v8?: string };
  readonly arch?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  getBuiltinModule?(name: "node:fs"): { readFileSync(file: URL): Uint8Array };
  getBuiltinModule?(name: "node:v8"): { setFlagsFromString(flags: string): void };
  getBuiltinModule?(name: "node:os"): { availableParallelism(): number };
  getBuiltinModule?(name: "node:worker_threads"): { Worker: NodeWorkers };
}

type NodeWorkers = new (source: string, options: object) => NodeWorker;
interface NodeWorker {
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "exit", listener: (status: number) => void): void;
  unref(): void;
  terminate(): unknown;
}

/** What a page has and Node's types leave out. */
interface Page {
  readonly document?: unknown;
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly Worker?: new (url: string) => PageWorker;
}
interface PageWorker {
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(data: unknown): void;
  terminate(): void;
}

const { process } = globalThis as { process?: NodeProcess };
const page = globalThis as unknown as Page;

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

/** A variable of the environment; a page has none. */
export const environment = (name: string): string | undefined => process?.env?.[name];

/** How many processors this program may use, as far as its host tells: a container's limits count. */
export const processors = (): number =>
  process?.getBuiltinModule?.("node:os").availableParallelism() ?? page.navigator?.hardwareConcurrency ?? 1;

/** Whether this thread may sleep until another wakes it: a page's own thread may not. */
export const maySleep = page.document === undefined;

/** A thread that runs. */
export interface Hand {
  end(): void;
}

/**
 * Starts a thread that runs `source`, a script that declares `start`, and then `start(data)`. It keeps no process alive.
 * @param onEnd is told why, once it has ended by itself
 * @throws where no thread can be had
 */
export function startWorker(source: string, data: unknown, onEnd: (reason: string) => void): Hand {
  if (process?.getBuiltinModule) {
    const { Worker } = process.getBuiltinModule("node:worker_threads");
    const script = `${source}start(require("node:worker_threads").workerData);`;
    // What this process was started with (a loader of modules, say) is not wanted there.
    const worker = new Worker(script, { eval: true, workerData: data, execArgv: [], env: {} });
    worker.on("error", error => onEnd(error.message));
    worker.on("exit", status => onEnd(`a thread of it ended with status ${status}`));
    worker.unref();
    return { end: () => void worker.terminate() };
  }
  if (!page.Worker) throw new Error("there are no workers here");
  const url = URL.createObjectURL(new Blob([`${source}onmessage = event => start(event.data);`]));
  const worker = new page.Worker(url);
  worker.onerror = ({ message }) => onEnd(message ?? "a thread of it could not start");
  worker.postMessage(data);
  return { end: () => worker.terminate() };
}
