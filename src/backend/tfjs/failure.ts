// A kernel of TensorFlow.js that has failed, in words: which one, where, and what to do where memory has run out.

const megabyte = 2 ** 20;
const who = "TensorFlow.js on ";

/** @param bytes how many of ours TensorFlow.js holds */
export function failed(kernel: string, cause: unknown, backend: string, bytes: number): unknown {
  if (!(cause instanceof Error) || cause.message.startsWith(who)) return cause;
  const next = /OOM|memory|allocat/i.test(cause.message)
    ? `; ${Math.ceil(bytes / megabyte)} MB of ours are there: try a smaller batch or shorter sequences`
    : "";
  return new Error(`${who}"${backend}" cannot compute ${kernel}: ${cause.message}${next}`, { cause });
}
