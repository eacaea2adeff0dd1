// A tensor as plain data that JSON can hold and any browser can read, and back.
import { type DType, formatShape, type Shape, sizeOf } from "../backend/index.ts";
import { fromFlat, type Tensor } from "../tensor/index.ts";
import { crc32 } from "./crc32.ts";

/** Numbers exactly as they are, NaN included: little-endian bytes in base64, with a check sum. */
export interface SavedTensor {
  /** How precise the numbers are. */
  readonly dtype: DType;
  /** The size of each axis. */
  readonly shape: Shape;
  /** Base64 of the numbers, row-major, little-endian. */
  readonly data: string;
  /** CRC-32 of the bytes. */
  readonly crc32: number;
}

/** A tensor as plain data. Its gradient and where it came from are not kept. */
export function saveTensor(x: Tensor): SavedTensor {
  const values = x.values();
  const bytes = new Uint8Array(values.length * values.BYTES_PER_ELEMENT);
  const view = new DataView(bytes.buffer);
  values.forEach((value: number, i: number) => {
    if (x.dtype === "float64") view.setFloat64(i * 8, value, true);
    else view.setFloat32(i * 4, value, true);
  });
  return { dtype: x.dtype, shape: [...x.shape], data: base64(bytes), crc32: crc32(bytes) };
}

/**
 * The tensor that `saveTensor` wrote, on the current backend.
 * @param what the tensor's name in messages
 * @throws Error for data that is not whole; says what is wrong with it.
 */
export function loadTensor(from: SavedTensor, what = "a saved tensor"): Tensor {
  const corrupt = (why: string): never => {
    throw new Error(`${what} cannot be read: ${why}; the saved data is incomplete or was changed`);
  };
  if (typeof from !== "object" || from === null || !("dtype" in from))
    corrupt(`expected a saved tensor, but got ${from === null ? "null" : typeof from}`);
  const { dtype, shape, data } = from;
  if (dtype !== "float32" && dtype !== "float64") corrupt(`its dtype is ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(n => Number.isInteger(n) && n >= 0)) corrupt("its shape is no shape");
  const bytes = typeof data === "string" ? fromBase64(data) : undefined;
  if (!bytes) return corrupt("its numbers are no base64");
  const width = dtype === "float64" ? 8 : 4;
  if (bytes.length !== sizeOf(shape) * width)
    corrupt(`${bytes.length} bytes are not the ${sizeOf(shape) * width} of shape ${formatShape(shape)}`);
  if (crc32(bytes) !== from.crc32) corrupt("its check sum differs");
  const view = new DataView(bytes.buffer);
  const values = Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
    width === 8 ? view.getFloat64(i * 8, true) : view.getFloat32(i * 4, true),
  );
  return fromFlat(values, shape, { dtype });
}

const chunk = 0x2000; // arguments at a time that every engine takes

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += chunk) binary += String.fromCharCode(...bytes.subarray(i, i + chunk));
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), character => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
