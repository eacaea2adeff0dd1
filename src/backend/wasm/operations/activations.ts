// Activation functions and the way back through them: one pass over memory each.
import type { Activation, Backend } from "../../backend.ts";
import { sizeOf } from "../../shapes.ts";
import type { Engine } from "./engine.ts";

/** The numbers by which kernels/activations.ts knows them, and how long a number takes one thread, in nanoseconds, about. */
const kernelOf: Record<Activation["name"], { readonly code: number; readonly ns: number }> = {
  relu: { code: 0, ns: 0.07 },
  abs: { code: 1, ns: 0.07 },
  clip: { code: 2, ns: 0.1 },
  hardSigmoid: { code: 3, ns: 0.2 },
  leakyRelu: { code: 4, ns: 0.07 },
  elu: { code: 5, ns: 0.5 },
  softplus: { code: 6, ns: 1.2 },
  silu: { code: 7, ns: 0.5 },
  gelu: { code: 8, ns: 1 },
  geluTanh: { code: 9, ns: 0.6 },
  square: { code: 10, ns: 0.07 },
  huber: { code: 11, ns: 0.1 },
};

export const activations = ({
  arena,
  crew,
  dtype,
  bytes,
}: Engine): Pick<Backend, "activation" | "activationBackward"> => {
  /** Puts the parameters where a kernel can read them, for as long as `use` runs. */
  const withParameters = ({ parameters = [0] }: Activation, use: (at: number) => void) => {
    const [p, q = 0] = parameters;
    arena.temporary([2 * bytes], at => {
      arena.heap.view(dtype).set([p, q], at! / bytes);
      use(at!);
    });
  };
  return {
    activation(f, x) {
      const { code, ns } = kernelOf[f.name];
      const result = arena.make(x.shape, dtype);
      const n = sizeOf(x.shape);
      withParameters(f, parameters => {
        const [from, to] = [arena.at(x), arena.at(result)];
        crew.spread((n * bytes * ns) / 4, n, 16, (on, i, some) =>
          on.activation(code, some, from + i * bytes, to + i * bytes, parameters),
        );
      });
      return result;
    },

    activationBackward(f, g, x) {
      const { code, ns } = kernelOf[f.name];
      const result = arena.make(x.shape, dtype);
      const n = sizeOf(x.shape);
      withParameters(f, parameters => {
        const [given, from, to] = [arena.at(g), arena.at(x), arena.at(result)];
        crew.spread((n * bytes * ns) / 4, n, 16, (on, i, some) =>
          on.activationBackward(code, some, given + i * bytes, from + i * bytes, to + i * bytes, parameters),
        );
      });
      return result;
    },
  };
};
