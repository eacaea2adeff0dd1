// Reads a safetensors file: a header of JSON that says name, kind, shape and place of each tensor, then their numbers.
// https://github.com/huggingface/safetensors
import { describe } from "../../options.ts";
import { fromFlat, type Tensor } from "../../tensor/index.ts";
import { bytesOf, formatOf } from "../bytes.ts";
import type { NamedWeights } from "../named-weights.ts";
import { type NumberType, numberTypes } from "./number-types.ts";

/** The format's own limit of the header. */
const longestHeaderBytes = 100_000_000;

interface Entry {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * The tensors of a safetensors file by name, as `save_file(model.state_dict(), "model.safetensors")` of PyTorch's world wrote it.
 * Half precision becomes float32; whole numbers of 32 and 64 bits become float64.
 * @param bytes those of the file
 * @throws TypeError for what is no bytes; Error for a file that is damaged or of another format
 * @example
 * const { readFileSync } = await import("node:fs")
 * const weights = readSafetensors(readFileSync("model.safetensors"))
 */
export function readSafetensors(bytes: Uint8Array | ArrayBuffer): NamedWeights {
  const plain = bytesOf("readSafetensors", bytes, 'readSafetensors(readFileSync("model.safetensors"))');
  const { header, data } = split(plain);
  const entries = Object.entries(header)
    .filter(([name, value]) => name !== "__metadata__" || assertMetadata(value))
    .map(([name, value]) => entryOf(name, value));
  assertTiled(entries, data.length);
  return Object.fromEntries(entries.map(entry => [entry.name, tensorOf(entry, data)]));
}

/** @throws Error always: what was found in the place of what is in every such file. */
function refuse(expected: string, got: string): never {
  throw new Error(
    `readSafetensors expects ${expected}, but got ${got}; the file is incomplete, damaged or of another format. ` +
      'Write it again in Python: safetensors.torch.save_file(model.state_dict(), "model.safetensors")',
  );
}

function split(bytes: Uint8Array<ArrayBuffer>): { header: object; data: Uint8Array<ArrayBuffer> } {
  const length = bytes.length < 8 ? -1 : Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length < 0 || length > longestHeaderBytes || length > bytes.length - 8)
    refuse("a safetensors file, whole", formatOf(bytes));
  let header: unknown;
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(8, 8 + length));
    header = JSON.parse(text);
  } catch {
    refuse("a header of JSON", formatOf(bytes));
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    refuse("a header that names tensors", describe(header));
  return { header, data: bytes.subarray(8 + length) };
}

function assertMetadata(value: unknown): false {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isPlain || !Object.values(value).every(text => typeof text === "string"))
    refuse("texts by name in __metadata__", describe(value));
  return false;
}

function entryOf(name: string, value: unknown): Entry {
  const { dtype, shape, data_offsets: place } = (value ?? {}) as { [key: string]: unknown };
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(place) || place.length !== 2)
    refuse(`dtype, shape and data_offsets of ${name}`, describe(value));
  if (!Object.hasOwn(numberTypes, dtype))
    throw new Error(
      `readSafetensors expects numbers of the kinds ${Object.keys(numberTypes).join(", ")}, but ${name} has ${describe(dtype)}; ` +
        "convert it in Python before it is saved: tensor.float()",
    );
  const type = numberTypes[dtype]!;
  const [from, to] = place as [number, number];
  let size = type.bytes;
  // Each product by itself: one that is too large would else come back to 0.
  for (const n of shape) {
    size *= n;
    if (!Number.isSafeInteger(size)) refuse(`a size of ${name} that a file can have`, `[${shape.join(", ")}]`);
  }
  if (to - from !== size) refuse(`${size} bytes for ${name}, ${dtype} [${shape.join(", ")}]`, `${to - from}`);
  return { name, type, shape, from, to };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(n => Number.isSafeInteger(n) && n >= 0);

/** Every byte belongs to one tensor. */
function assertTiled(entries: readonly Entry[], length: number): void {
  let at = 0;
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== at) refuse(`${name} to begin at byte ${at} of the numbers`, `${from}`);
    at = to;
  }
  if (at !== length) refuse(`${at} bytes of numbers, as the header says`, `${length}`);
}

function tensorOf({ name, type, shape, from, to }: Entry, data: Uint8Array<ArrayBuffer>): Tensor {
  try {
    return fromFlat(type.read(data.subarray(from, to)), shape, { dtype: type.dtype });
  } catch (error) {
    throw new Error(
      `readSafetensors expects numbers that a tensor holds exactly, but got in ${name} ${(error as Error).message}; ` +
        "leave it out in Python before it is saved",
      { cause: error },
    );
  }
}
