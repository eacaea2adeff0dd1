// Elementwise primitives: broadcasting is planned here, the rows run in the kernels.
import type { NDArray, Shape } from "../../array.ts";
import type { Backend, BinaryOperation, UnaryOperation } from "../../backend.ts";
import { reference } from "../../reference/index.ts";
import { broadcastShapes, formatShape, sizeOf } from "../../shapes.ts";
import type { Arena } from "../arena.ts";
import type { Engine } from "./engine.ts";

/** The numbers by which kernels/elementwise.ts knows the operations. */
const unaryCodes: Record<Exclude<UnaryOperation, "sin" | "cos">, number> = {
  neg: 0,
  exp: 1,
  log: 2,
  sqrt: 3,
  tanh: 4,
  sigmoid: 5,
  relu: 6,
  step: 7,
};
export const binaryCodes: Record<Exclude<BinaryOperation, "pow">, number> = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  maximum: 4,
  minimum: 5,
  equal: 6,
  tanhBackward: 7,
  sigmoidBackward: 8,
};

export const elementwise = ({ kernels, arena }: Engine): Pick<Backend, "unary" | "binary"> => ({
  unary(operation, a) {
    const result = arena.make(a.shape);
    if (operation === "sin" || operation === "cos") {
      const values = reference.values(reference.unary(operation, onHeap(arena, a)));
      arena.numbers(result).set(values);
      return result;
    }
    kernels.unary(unaryCodes[operation], sizeOf(a.shape), arena.at(a), arena.at(result));
    return result;
  },

  binary(operation, a, b) {
    const shape = broadcastShapes(a.shape, b.shape);
    if (!shape) throw new Error(`${operation}: ${formatShape(a.shape)} and ${formatShape(b.shape)} do not broadcast`);
    const result = arena.make(shape);
    if (sizeOf(shape) === 0) return result;
    if (operation === "pow") {
      for (const operand of [a, b]) arena.at(operand); // the heap grows no more while both are read
      const powers = reference.values(reference.binary(operation, onHeap(arena, a), onHeap(arena, b)));
      arena.numbers(result).set(powers);
      return result;
    }
    const [x, y, to] = [arena.at(a), arena.at(b), arena.at(result)];
    const { rows, n, outer, aRow, aStep, bRow, bStep } = plan(shape, a.shape, b.shape);
    for (const at of outer)
      kernels.binary(binaryCodes[operation], rows, n, x + at.a, aRow, aStep, y + at.b, bRow, bStep, to + at.to);
    return result;
  },
});

/** For what is rare and has no vector form: the array as one of the reference's, whose loop then reads the heap. */
const onHeap = (arena: Arena, a: NDArray): NDArray => ({ ...a, data: arena.numbers(a) });

/** An axis of the result, or several that lie alike: its size, and the bytes from one to the next in each operand. */
interface Axis {
  n: number;
  a: number;
  b: number;
}

/** The result as rows of n numbers, and the places where blocks of such rows begin. */
function plan(shape: Shape, a: Shape, b: Shape) {
  const axes = mergedAxes(shape, a, b);
  const inner = axes.pop() ?? { n: 1, a: 4, b: 4 };
  const row = axes.pop() ?? { n: 1, a: 0, b: 0 };
  const outer = [{ a: 0, b: 0, to: 0 }];
  let blocks = outer;
  let size = inner.n * row.n * 4;
  for (const axis of axes.reverse()) {
    const step = size;
    blocks = Array.from({ length: axis.n }, (_, i) =>
      blocks.map(at => ({ a: at.a + i * axis.a, b: at.b + i * axis.b, to: at.to + i * step })),
    ).flat();
    size *= axis.n;
  }
  return { rows: row.n, n: inner.n, outer: blocks, aRow: row.a, aStep: inner.a, bRow: row.b, bStep: inner.b };
}

/** Neighbouring axes that are stretched alike are one; an operand's innermost distance is 4, or 0 where stretched. */
function mergedAxes(shape: Shape, a: Shape, b: Shape): Axis[] {
  const axes: Axis[] = [];
  let [strideA, strideB] = [4, 4];
  for (let i = 1; i <= shape.length; i++) {
    const n = shape[shape.length - i]!;
    const [nA, nB] = [a[a.length - i] ?? 1, b[b.length - i] ?? 1];
    if (n > 1) {
      const axis = { n, a: nA === 1 ? 0 : strideA, b: nB === 1 ? 0 : strideB };
      const inner = axes[0];
      if (inner && follows(axis.a, inner.a, inner.n) && follows(axis.b, inner.b, inner.n)) inner.n *= n;
      else axes.unshift(axis);
    }
    strideA *= nA;
    strideB *= nB;
  }
  return axes;
}

const follows = (outer: number, inner: number, n: number): boolean => outer === inner * n;
