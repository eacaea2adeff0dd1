// How two arrays of different shapes meet: as rows, in which each operand is one run of numbers or one number again and again.
import type { Shape } from "../array.ts";

/** An axis of the result, or several that lie alike: its size, and the bytes from one to the next in each operand. */
interface Axis {
  n: number;
  a: number;
  b: number;
}

/** The result as rows of n numbers, and the places where blocks of such rows begin; distances in bytes. @param bytes of a number */
export function plan(shape: Shape, a: Shape, b: Shape, bytes: number) {
  const axes = mergedAxes(shape, a, b, bytes);
  const inner = axes.pop() ?? { n: 1, a: bytes, b: bytes };
  const row = axes.pop() ?? { n: 1, a: 0, b: 0 };
  const outer = [{ a: 0, b: 0, to: 0 }];
  let blocks = outer;
  let size = inner.n * row.n * bytes;
  for (const axis of axes.reverse()) {
    const step = size;
    blocks = Array.from({ length: axis.n }, (_, i) =>
      blocks.map(at => ({ a: at.a + i * axis.a, b: at.b + i * axis.b, to: at.to + i * step })),
    ).flat();
    size *= axis.n;
  }
  return { rows: row.n, n: inner.n, outer: blocks, aRow: row.a, aStep: inner.a, bRow: row.b, bStep: inner.b };
}

/** Neighbouring axes that are stretched alike are one; an operand's innermost distance is a number's size, or 0 where stretched. */
function mergedAxes(shape: Shape, a: Shape, b: Shape, bytes: number): Axis[] {
  const axes: Axis[] = [];
  let [strideA, strideB] = [bytes, bytes];
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
