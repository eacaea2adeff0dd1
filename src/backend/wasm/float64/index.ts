// Float64 is for exact gradient checks: its arrays are the reference's, typed arrays, and so are its results, to the bit. Only
// what takes long is computed faster: matrix products by a kernel, elementwise work by loops of one operation each.
import type { DType, NDArray, Shape } from "../../array.ts";
import type { Backend, BinaryOperation, UnaryOperation } from "../../backend.ts";
import { pollInterrupt } from "../../interrupt.ts";
import { reference } from "../../reference/index.ts";
import { sameShape, sizeOf } from "../../shapes.ts";
import type { Engine } from "../float32/engine.ts";

/** Fewer multiplications than this are not worth the way to the heap and back. */
const worthKernel = 512;
/** Multiplications of one call; between calls the interrupt is polled. */
const productBlock = 2 ** 30;

export const float64 = (engine: Engine): Backend => ({
  ...reference,
  matmul: (a, b, transposeA, transposeB) => product(engine, a, b, transposeA, transposeB),
  binary: (operation, a, b) => pairs(operation, a, b) ?? reference.binary(operation, a, b),
  unary: (operation, a) => each(operation, a) ?? reference.unary(operation, a),
});

const numbersOf = (a: NDArray) => a.data as Float64Array;
const arrayOf = (data: Float64Array, shape: Shape): NDArray => ({ shape, dtype: "float64" satisfies DType, data });

function product(
  { kernels, arena }: Engine,
  a: NDArray,
  b: NDArray,
  transposeA: boolean,
  transposeB: boolean,
): NDArray {
  const [m, k] = (transposeA ? a.shape.slice(-2).toReversed() : a.shape.slice(-2)) as [number, number];
  const n = b.shape.at(transposeB ? -2 : -1)!;
  if (m * k * n < worthKernel) return reference.matmul(a, b, transposeA, transposeB);
  const count = sizeOf(a.shape.slice(0, -2));
  const result = new Float64Array(count * m * n);
  const [stepM, stepK] = transposeA ? [8, m * 8] : [k * 8, 8];
  const [bStepK, stepN] = transposeB ? [8, k * 8] : [n * 8, 8];
  // Sizes are in float32 numbers.
  arena.temporary([2 * m * k, 2 * k * n, 2 * m * n, kernels.panel64Bytes(k) / 4], (x, y, to, panel) => {
    const at = (place: number, size: number) => new Float64Array(arena.heap.memory.buffer, place, size);
    for (let i = 0; i < count; i++) {
      at(x!, m * k).set(numbersOf(a).subarray(i * m * k, (i + 1) * m * k));
      at(y!, k * n).set(numbersOf(b).subarray(i * k * n, (i + 1) * k * n));
      const rows = Math.max(64, Math.floor(productBlock / (k * n)));
      for (let row = 0; row < m; row += rows) {
        pollInterrupt();
        const some = Math.min(rows, m - row);
        kernels.gemm64(some, n, k, x! + row * stepM!, stepM!, stepK!, y!, bStepK!, stepN!, to! + row * n * 8, panel!);
      }
      result.set(at(to!, m * n), i * m * n);
    }
  });
  return arrayOf(result, [...a.shape.slice(0, -2), m, n]);
}

type Loop = (x: Float64Array, y: Float64Array, out: Float64Array, rows: number) => void;

/** As in the reference's list, each with a loop of its own: y is one of `rows` equal rows. */
const loops: Partial<Record<BinaryOperation, Loop>> = {
  add(x, y, out, rows) {
    for (let r = 0, i = 0; r < rows; r++) for (let j = 0; j < y.length; j++, i++) out[i] = x[i]! + y[j]!;
  },
  sub(x, y, out, rows) {
    for (let r = 0, i = 0; r < rows; r++) for (let j = 0; j < y.length; j++, i++) out[i] = x[i]! - y[j]!;
  },
  mul(x, y, out, rows) {
    for (let r = 0, i = 0; r < rows; r++) for (let j = 0; j < y.length; j++, i++) out[i] = x[i]! * y[j]!;
  },
  div(x, y, out, rows) {
    for (let r = 0, i = 0; r < rows; r++) for (let j = 0; j < y.length; j++, i++) out[i] = x[i]! / y[j]!;
  },
  tanhBackward(x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! * (1 - y[i]! * y[i]!);
  },
  sigmoidBackward(x, y, out) {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! * (y[i]! * (1 - y[i]!));
  },
};

/** Of operands of one shape, or with a second one that is stretched over leading axes; undefined for all else. */
function pairs(operation: BinaryOperation, a: NDArray, b: NDArray): NDArray | undefined {
  const loop = loops[operation];
  if (a.shape.length < b.shape.length && (operation === "add" || operation === "mul")) return pairs(operation, b, a);
  const [x, y] = [numbersOf(a), numbersOf(b)];
  const leading = a.shape.length - b.shape.length;
  if (!loop || leading < 0 || x.length === 0 || !sameShape(a.shape.slice(leading), b.shape)) return undefined;
  const rows = x.length / y.length;
  if (rows > 1 && operation.endsWith("Backward")) return undefined;
  const out = new Float64Array(x.length);
  loop(x, y, out, rows);
  return arrayOf(out, a.shape);
}

function each(operation: UnaryOperation, a: NDArray): NDArray | undefined {
  const x = numbersOf(a);
  const out = new Float64Array(x.length);
  if (operation === "tanh") for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
  else if (operation === "exp") for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
  else if (operation === "neg") for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
  else return undefined;
  return arrayOf(out, a.shape);
}
