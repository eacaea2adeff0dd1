// The kinds of numbers in a safetensors file, and what they become here: float32 where that holds them all, else float64.
import type { DType } from "../../backend/index.ts";

export interface NumberType {
  /** Of one number in the file. */
  readonly bytes: number;
  /** What a tensor of them is here. */
  readonly dtype: DType;
  /** The numbers of such a tensor. @throws RangeError where one has no exact place here */
  read(bytes: Uint8Array<ArrayBuffer>): ArrayLike<number>;
}

/** A typed array of the bytes, which are copied: in a file they may begin anywhere. */
const copied = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer as ArrayBuffer;

export const numberTypes: Readonly<Record<string, NumberType>> = {
  F64: { bytes: 8, dtype: "float64", read: bytes => new Float64Array(copied(bytes)) },
  F32: { bytes: 4, dtype: "float32", read: bytes => new Float32Array(copied(bytes)) },
  F16: { bytes: 2, dtype: "float32", read: bytes => Float32Array.from(new Uint16Array(copied(bytes)), half) },
  BF16: { bytes: 2, dtype: "float32", read: brain },
  I64: { bytes: 8, dtype: "float64", read: bytes => Float64Array.from(new BigInt64Array(copied(bytes)), exact) },
  U64: { bytes: 8, dtype: "float64", read: bytes => Float64Array.from(new BigUint64Array(copied(bytes)), exact) },
  I32: { bytes: 4, dtype: "float64", read: bytes => new Int32Array(copied(bytes)) },
  U32: { bytes: 4, dtype: "float64", read: bytes => new Uint32Array(copied(bytes)) },
  I16: { bytes: 2, dtype: "float32", read: bytes => new Int16Array(copied(bytes)) },
  U16: { bytes: 2, dtype: "float32", read: bytes => new Uint16Array(copied(bytes)) },
  I8: { bytes: 1, dtype: "float32", read: bytes => new Int8Array(copied(bytes)) },
  U8: { bytes: 1, dtype: "float32", read: bytes => bytes },
  BOOL: { bytes: 1, dtype: "float32", read: bytes => bytes },
};

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
}

/** bfloat16 is the upper half of a float32. */
function brain(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const upper = new Uint16Array(copied(bytes));
  return new Float32Array(Uint32Array.from(upper, bits => bits << 16).buffer);
}

function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the whole number ${value}, which is beyond 2⁵³`);
  return number;
}
