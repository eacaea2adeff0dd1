// How much memory the process that runs the cells may take: a part of what is there when it starts, in this container or on
// this machine. Node's own limit for JavaScript's heap follows the machine instead (4 GB, where Binder gives 2), and has
// nothing to say of typed arrays and WebAssembly.
import { freemem } from "node:os";

const megabyte = 2 ** 20;

/** The rest is for the kernel, the compiler and other programs. */
const share = 0.8;

/** Of the process's limit, what JavaScript's heap may take; the rest is for code, threads and what lies outside the heap. */
const heapShare = 0.75;

/** Below this not even the toolkit loads, in bytes. */
const leastBytes = 256 * megabyte;

/** Near its limit V8 collects garbage for seconds, the longer the larger the heap, before it gives up. In megabytes. */
const mostHeapMb = 2048;

/** A limit that the person has set, in megabytes. */
const variable = "UNROLLED_MEMORY_MB";

/** In bytes. */
export function memoryLimit(
  available = process.availableMemory() || freemem(),
  wanted = process.env[variable],
): number {
  const megabytes = Number(wanted);
  if (megabytes > 0) return megabytes * megabyte;
  return Math.max(leastBytes, Math.floor(share * available));
}

/** Flags for Node: none where the person has set a limit of their own, in NODE_OPTIONS. */
export function heapFlags(limit: number, nodeOptions = process.env.NODE_OPTIONS ?? ""): string[] {
  if (/--max[-_]old[-_]space[-_]size/.test(nodeOptions)) return [];
  const megabytes = Math.min(mostHeapMb, Math.floor((heapShare * limit) / megabyte));
  return [`--max-old-space-size=${megabytes}`];
}

/** The limit of the heap that these flags set, in megabytes. */
export function heapLimitOf(flags: readonly string[]): number | undefined {
  const sizes = flags.flatMap(flag => /^--max[-_]old[-_]space[-_]size=(\d+)$/.exec(flag)?.[1] ?? []);
  return sizes.length > 0 ? Number(sizes.at(-1)) : undefined;
}

/** What the process writes to stderr before it ends itself, for the host to read. */
export function toNotice(usedBytes: number, limitBytes: number): string {
  const [used, limit] = [usedBytes, limitBytes].map(bytes => Math.round(bytes / megabyte));
  return `\nunrolled: out of memory, ${used} MB of ${limit} MB\n`;
}

/** The limit in megabytes, where the text has such a notice. */
export function limitInNotice(text: string): number | undefined {
  const [, limit] = /^unrolled: out of memory, \d+ MB of (\d+) MB$/m.exec(text) ?? [];
  return limit === undefined ? undefined : Number(limit);
}
