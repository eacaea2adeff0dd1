// Elementwise primitives: broadcasting is planned here, the rows run in the kernels.
import type { NDArray, Shape } from "../../array.ts";
import type { Backend, BinaryOperation, TernaryOperation, UnaryOperation } from "../../backend.ts";
import { reference } from "../../reference/index.ts";
import { broadcastShapes, formatShape, sizeOf } from "../../shapes.ts";
import type { Arena } from "../arena.ts";
import { plan } from "../broadcast.ts";
import type { Engine } from "./engine.ts";

/** The numbers by which kernels/elementwise.ts knows the operations. */
const unaryCodes: Record<UnaryOperation, number> = {
  neg: 0,
  exp: 1,
  log: 2,
  sqrt: 3,
  tanh: 4,
  sigmoid: 5,
  relu: 6,
  step: 7,
  sign: 8,
  floor: 9,
  ceil: 10,
  round: 11,
  sin: 12,
  cos: 13,
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
  notEqual: 9,
  greater: 10,
  greaterEqual: 11,
};

const ternaryCodes: Record<TernaryOperation, number> = { where: 0, maximumBackward: 1, minimumBackward: 2 };

/** How long a number takes one thread, in nanoseconds, about. */
const unaryNs = 0.3;
const binaryNs = 0.07;
const ternaryNs = 0.1;
/** And a row of pairs beside its numbers. */
const rowNs = 4;

export const elementwise = (engine: Engine): Pick<Backend, "unary" | "binary" | "stretch" | "ternary"> => {
  const { arena, crew, dtype, bytes } = engine;
  return {
    unary(operation, a) {
      const result = arena.make(a.shape, dtype);
      const [from, to, n] = [arena.at(a), arena.at(result), sizeOf(a.shape)];
      crew.spread((n * bytes * unaryNs) / 4, n, 16, (on, first, count) =>
        on.unary(unaryCodes[operation], count, from + first * bytes, to + first * bytes),
      );
      return result;
    },

    binary(operation, a, b) {
      const shape = broadcastShapes(a.shape, b.shape);
      if (!shape) throw new Error(`${operation}: ${formatShape(a.shape)} and ${formatShape(b.shape)} do not broadcast`);
      const result = arena.make(shape, dtype);
      if (sizeOf(shape) === 0) return result;
      if (operation === "pow") {
        for (const operand of [a, b]) arena.at(operand); // the heap grows no more while both are read
        const powers = reference.values(reference.binary(operation, onHeap(arena, a), onHeap(arena, b)));
        arena.numbers(result).set(powers);
        return result;
      }
      const x = arena.at(a);
      const y = arena.at(b);
      const to = arena.at(result);
      const code = binaryCodes[operation];
      // Most often both are of one shape, or one of them is a bias [n] beside rows [..., n], or a single number.
      const size = sizeOf(shape);
      const few = shape === a.shape ? sizeOf(b.shape) : 0;
      if (few > 1 && isTail(b.shape, shape))
        pairs(engine, code, size / few, few, x, few * bytes, bytes, y, 0, bytes, to);
      else if (few === 1) pairs(engine, code, 1, size, x, 0, bytes, y, 0, 0, to);
      else if (shape === b.shape && sizeOf(a.shape) === 1) pairs(engine, code, 1, size, x, 0, 0, y, 0, bytes, to);
      else {
        const { rows, n, outer, aRow, aStep, bRow, bStep } = plan(shape, a.shape, b.shape, bytes);
        for (const at of outer) pairs(engine, code, rows, n, x + at.a, aRow, aStep, y + at.b, bRow, bStep, to + at.to);
      }
      return result;
    },

    stretch(a, shape) {
      const result = arena.make(shape, dtype);
      if (sizeOf(shape) === 0) return result;
      arena.temporary([bytes], zero => {
        arena.heap.view(dtype)[zero! / bytes] = 0;
        const [from, to] = [arena.at(a), arena.at(result)];
        const { rows, n, outer, aRow, aStep } = plan(shape, a.shape, [], bytes);
        for (const at of outer)
          pairs(engine, binaryCodes.add, rows, n, from + at.a, aRow, aStep, zero!, 0, 0, to + at.to);
      });
      return result;
    },

    ternary(operation, a, b, c, shape) {
      const result = arena.make(shape, dtype);
      const n = sizeOf(shape);
      if (n === 0) return result;
      const [x, y, z, to] = [a, b, c, result].map(one => arena.at(one)) as [number, number, number, number];
      const [aStep, bStep, cStep] = [a, b, c].map(one => (sizeOf(one.shape) === n ? bytes : 0)) as [
        number,
        number,
        number,
      ];
      crew.spread((n * bytes * ternaryNs) / 4, n, 16, (on, i, some) =>
        on.ternary(
          ...([
            ternaryCodes[operation],
            some,
            x + i * aStep,
            aStep,
            y + i * bStep,
            bStep,
            z + i * cStep,
            cStep,
          ] as const),
          to + i * bytes,
        ),
      );
      return result;
    },
  };
};

/** For what is rare and has no vector form: the array as one of the reference's, whose loop then reads the heap. */
const onHeap = (arena: Arena, a: NDArray): NDArray => ({ ...a, data: arena.numbers(a) });

/** Rows of pairs, on the threads that are worth it. */
function pairs(
  { crew, bytes }: Engine,
  code: number,
  rows: number,
  n: number,
  x: number,
  aRow: number,
  aStep: number,
  y: number,
  bRow: number,
  bStep: number,
  to: number,
): void {
  if (rows > 1)
    crew.spread(rows * ((n * bytes * binaryNs) / 4 + rowNs), rows, 1, (on, i, some) =>
      on.binary(code, some, n, x + i * aRow, aRow, aStep, y + i * bRow, bRow, bStep, to + i * n * bytes),
    );
  else
    crew.spread((n * bytes * binaryNs) / 4, n, 16, (on, i, some) =>
      on.binary(code, 1, some, x + i * aStep, aRow, aStep, y + i * bStep, bRow, bStep, to + i * bytes),
    );
}

/** Whether these are the last axes of a shape. */
function isTail(tail: Shape, shape: Shape): boolean {
  const before = shape.length - tail.length;
  for (let i = 0; i < tail.length; i++) if (tail[i] !== shape[before + i]) return false;
  return true;
}
