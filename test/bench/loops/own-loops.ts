// Loops as a notebook writes them, one tensor operation after the other.
import { nn, tensors } from "../engine/rooms.ts";
import type { LoopCase } from "./cases.ts";

const { GRUCell, LSTMCell, Parameter } = nn;
const { concat, sigmoid, softmax, stack, tanh, zeros } = tensors;
type Tensor = ReturnType<typeof zeros>;

/** The weights, and one forward pass: what the readout reads at each time step, [batch, …]. */
interface OwnLoop {
  model: object;
  /** The size of what the readout reads. */
  width: number;
  forward(xs: Tensor[]): Tensor[];
}

/** What a loop is made of, in the dtype of the case. */
interface Material {
  rng: tensors.Rng;
  dtype: NonNullable<LoopCase["dtype"]>;
  weights(...shape: number[]): nn.Parameter;
  /** The state before the first step, [batch, size]. */
  start(size: number): Tensor;
}

const loops: Readonly<Record<LoopCase["loop"], (wanted: LoopCase, material: Material) => OwnLoop>> = {
  rnn({ input, hidden }, { weights, start }) {
    const [W, U, b] = [weights(input, hidden), weights(hidden, hidden), weights(hidden)];
    return {
      model: { W, U, b },
      width: hidden,
      forward(xs) {
        let h = start(hidden);
        return xs.map(x => {
          h = tanh(x.matmul(W).add(h.matmul(U)).add(b));
          return h;
        });
      },
    };
  },

  "lstm-slices"({ input, hidden: n }, { weights, start }) {
    const [W, U, b] = [weights(input, 4 * n), weights(n, 4 * n), weights(4 * n)];
    return {
      model: { W, U, b },
      width: n,
      forward(xs) {
        let [h, c] = [start(n), start(n)];
        return xs.map(x => {
          const a = x.matmul(W).add(h.matmul(U)).add(b);
          const i = sigmoid(a.slice(0, n, { axis: 1 }));
          const f = sigmoid(a.slice(n, 2 * n, { axis: 1 }));
          const g = tanh(a.slice(2 * n, 3 * n, { axis: 1 }));
          const o = sigmoid(a.slice(3 * n, { axis: 1 }));
          c = f.mul(c).add(i.mul(g));
          h = o.mul(tanh(c));
          return h;
        });
      },
    };
  },

  "lstm-joined"({ input, hidden: n }, { weights, start }) {
    const gate = () => ({ W: weights(n + input, n), b: weights(n) });
    const [i, f, g, o] = [gate(), gate(), gate(), gate()];
    return {
      model: { i, f, g, o },
      width: n,
      forward(xs) {
        let [h, c] = [start(n), start(n)];
        return xs.map(x => {
          const z = concat([h, x], 1);
          const kept = sigmoid(z.matmul(f.W).add(f.b)).mul(c);
          const written = sigmoid(z.matmul(i.W).add(i.b)).mul(tanh(z.matmul(g.W).add(g.b)));
          c = kept.add(written);
          h = sigmoid(z.matmul(o.W).add(o.b)).mul(tanh(c));
          return h;
        });
      },
    };
  },

  attention({ input, hidden }, { weights, start }) {
    const [E, W, U, b] = [weights(input, hidden), weights(input, hidden), weights(hidden, hidden), weights(hidden)];
    return {
      model: { E, W, U, b },
      width: 2 * hidden,
      forward(xs) {
        const annotations = stack(xs, 1).matmul(E);
        let h = start(hidden);
        return xs.map(x => {
          h = tanh(x.matmul(W).add(h.matmul(U)).add(b));
          const scores = annotations.matmul(h.expandDims(-1)).squeeze(-1);
          const context = softmax(scores).expandDims(1).matmul(annotations).squeeze(1);
          return concat([h, context], 1);
        });
      },
    };
  },

  "lstm-cell"({ input, hidden }, { rng, dtype, start }) {
    const cell = new LSTMCell(input, hidden, { rng, dtype });
    return {
      model: cell,
      width: hidden,
      forward(xs) {
        let state = { h: start(hidden), c: start(hidden) } as ReturnType<typeof cell.forward>;
        return xs.map(x => {
          state = cell.forward(x, state);
          return state.h;
        });
      },
    };
  },

  "gru-cell"({ input, hidden }, { rng, dtype, start }) {
    const cell = new GRUCell(input, hidden, { rng, dtype });
    return {
      model: cell,
      width: hidden,
      forward(xs) {
        let h = start(hidden);
        return xs.map(x => {
          h = cell.forward(x, h);
          return h;
        });
      },
    };
  },
};

/** The loop of a case, with new weights. */
export function ownLoop(wanted: LoopCase, rng: tensors.Rng): OwnLoop {
  const { batch, dtype = "float32" } = wanted;
  return loops[wanted.loop](wanted, {
    ...{ rng, dtype },
    weights: (...shape) => new Parameter(rng.uniform(-0.1, 0.1, shape, { dtype })),
    start: size => zeros([batch, size], { dtype }),
  });
}
