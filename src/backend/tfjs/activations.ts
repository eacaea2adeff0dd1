// Activation functions by kernels of TensorFlow.js, as their formulas say. Those that it has not on every backend, or not as exactly, are
// computed by the reference.
import type { NDArray, Shape } from "../array.ts";
import type { Activation, Backend, UnaryOperation } from "../backend.ts";
import { reference } from "../reference/index.ts";
import { sameShape, sizeOf } from "../shapes.ts";
import type { Arena } from "./arena.ts";
import type { Kernels } from "./kernels.ts";

type Unary = (operation: UnaryOperation, a: NDArray) => NDArray;
type Activations = Pick<Backend, "ternary" | "activation" | "activationBackward">;

/** @param unary the one of this backend, where NaN and empty arrays are right */
export function activations(arena: Arena, k: Kernels, unary: Unary): Activations {
  /** For the reference to compute with. */
  const asReference = (a: NDArray) => reference.fromValues(arena.values(a), a.shape, "float32");
  const fromReference = (a: NDArray) => arena.make(reference.values(a), a.shape);
  const stretched = (a: NDArray, shape: Shape) => (sameShape(a.shape, shape) ? a : k.add(k.full(0, shape), a));
  /** ln(1 + s) for 0 ≤ s ≤ 1: s ln(w) / (w − 1) with w = 1 + s rounded. D. Goldberg 1991, theorem 4, https://doi.org/10.1145/103162.103163 */
  const logOfOneAnd = (s: NDArray) => {
    const w = k.add(s, k.number(1));
    const more = k.sub(w, k.number(1));
    const lost = k.cast(k.equal(more, k.number(0)));
    return k.mul(s, k.div(k.add(k.log(w), lost), k.add(more, lost)));
  };
  const larger = (a: NDArray, b: NDArray) => arena.run("Maximum", { a, b });
  const smaller = (a: NDArray, b: NDArray) => arena.run("Minimum", { a, b });
  const between = (x: NDArray, low: number, high: number) => smaller(larger(x, k.number(low)), k.number(high));
  const clipped = ({ parameters: [p, q = 0] = [0] }: Activation, x: NDArray) => between(x, p, q);

  return {
    ternary(operation, a, b, c, shape) {
      if (sizeOf(shape) === 0) return k.full(0, shape);
      if (operation === "where") {
        const [condition, t, e] = [a, b, c].map(one => stretched(one, shape)) as [NDArray, NDArray, NDArray];
        return k.select(k.notEqual(condition, k.zerosLike(condition)), t, e);
      }
      const extreme = operation === "maximumBackward" ? larger(b, c) : smaller(b, c);
      const [ofB, ofC] = [k.cast(k.equal(b, extreme)), k.cast(k.equal(c, extreme))];
      return k.mul(stretched(a, shape), k.div(ofB, k.add(ofB, ofC)));
    },

    activation(f, x) {
      if (sizeOf(x.shape) === 0) return k.full(0, x.shape);
      if (f.name === "relu") return unary("relu", x);
      if (f.name === "abs") return larger(x, k.neg(x));
      if (f.name === "huber") {
        const size = larger(x, k.neg(x));
        const near = smaller(size, k.number(f.parameters![0]));
        return k.mul(near, k.sub(size, k.mul(near, k.number(0.5))));
      }
      if (f.name === "square") return k.square(x);
      if (f.name === "clip") return clipped(f, x);
      if (f.name === "softplus") {
        const small = k.exp(smaller(x, k.neg(x)));
        return k.add(unary("relu", x), logOfOneAnd(small));
      }
      return fromReference(reference.activation(f, asReference(x)));
    },

    activationBackward(f, g, x) {
      if (sizeOf(x.shape) === 0) return k.full(0, x.shape);
      if (f.name === "relu") return k.mul(g, unary("step", x));
      if (f.name === "abs") return k.mul(g, unary("sign", x));
      if (f.name === "huber") return k.mul(g, between(x, -f.parameters![0], f.parameters![0]));
      if (f.name === "square") return k.mul(k.number(2), k.mul(g, x));
      if (f.name === "clip") return k.mul(g, k.cast(k.equal(x, clipped(f, x))));
      if (f.name === "softplus") return k.mul(g, k.sigmoid(x));
      return fromReference(reference.activationBackward(f, asReference(g), asReference(x)));
    },
  };
}
