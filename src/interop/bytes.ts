// Bytes of a file as every reader of this room takes them, and what a file is that is of another format.
import { describe } from "../options.ts";

/** What a file's first bytes say it is, in words. */
const formats: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x50, 0x4b], "a zip archive, as torch.save writes .pt, Keras writes .keras and NumPy writes .npz"],
  [[0x89, 0x48, 0x44, 0x46], "an HDF5 file, as Keras writes .weights.h5"],
  [[0x93, 0x4e, 0x55, 0x4d], "an array of NumPy, .npy"],
  [[0x1f, 0x8b], "a file compressed by gzip"],
  [[0x80, 0x02], "a pickle of Python"],
  [[0x7b], "JSON"],
];

/** What a file seems to be instead: "a zip archive, …", or the number of its bytes. */
export const formatOf = (bytes: Uint8Array): string =>
  formats.find(([start]) => start.every((byte, i) => bytes[i] === byte))?.[1] ??
  `${bytes.length} bytes of another kind`;

/**
 * The bytes of a file as a plain Uint8Array: `slice` of a Buffer of Node's would not copy.
 * @param read how to get some, for the message
 * @throws TypeError for what is no bytes
 */
export function bytesOf(who: string, file: unknown, read: string): Uint8Array<ArrayBuffer> {
  if (file instanceof Uint8Array) return new Uint8Array(file.buffer as ArrayBuffer, file.byteOffset, file.byteLength);
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  throw new TypeError(`${who} expects the bytes of a file, but got ${describe(file)}; read it: ${read}`);
}
