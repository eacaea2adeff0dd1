// idx: the format of MNIST's files. http://yann.lecun.com/exdb/mnist/
import type { DType } from "../../backend/index.ts";
import { type ByteStream, cut } from "./byte-stream.ts";
import { type PlainArray, readNumbers } from "./npy.ts";

const types: { readonly [code: number]: string } = { 8: "|u1", 9: "|i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8" };

/** The numbers of an idx file: two zeros, a type, the number of axes, their sizes, the numbers; all big-endian. */
export async function readIdxNumbers(bytes: ByteStream, dtype: DType): Promise<PlainArray> {
  const [zero, zero2, type, rank] = await bytes.take(4, "its first bytes");
  const descr = types[type!];
  if (zero !== 0 || zero2 !== 0 || descr === undefined || rank === 0 || rank! > 8)
    throw bytes.fault(
      `it begins with the bytes ${[zero, zero2, type, rank].join(", ")}`,
      "an idx file begins with 0, 0, a type (8, 9, 11 to 14) and the number of its axes",
    );
  const sizes = new DataView((await bytes.take(4 * rank!, "the sizes of its axes")).buffer);
  const shape = Array.from({ length: rank! }, (_, axis) => sizes.getUint32(4 * axis));
  if (!Number.isSafeInteger(shape.reduce((a, b) => a * b, 8)))
    throw bytes.fault(`it claims the shape [${shape.join(", ")}]`, cut);
  return readNumbers(bytes, { descr, fortran: false, shape }, dtype);
}
