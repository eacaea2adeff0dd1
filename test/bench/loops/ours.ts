// The loops as a notebook writes them, on the default build. A program of its own; program.ts has the lines.
import { chosenBackend, nn, optim, tensors } from "../engine/rooms.ts";
import type { LoopCase } from "./cases.ts";
import { serve } from "./program.ts";

const { crossEntropy, GRUCell, Linear, LSTMCell, Parameter, zeroGrad } = nn;
const { concat, seed, sigmoid, softmax, stack, tanh, tensor, zeros } = tensors;
type Tensor = ReturnType<typeof zeros>;

/** The weights, and one forward pass: what the readout reads at each time step, [batch, …]. */
interface OwnLoop {
  model: object;
  /** The size of what the readout reads. */
  width: number;
  forward(xs: Tensor[]): Tensor[];
}

const rng = seed(0);

const made: Readonly<Record<LoopCase["loop"], (wanted: LoopCase) => OwnLoop>> = {
  rnn({ batch, input, hidden }) {
    const [W, U, b] = [weights(input, hidden), weights(hidden, hidden), weights(hidden)];
    return {
      model: { W, U, b },
      width: hidden,
      forward(xs) {
        let h = zeros([batch, hidden]);
        return xs.map(x => {
          h = tanh(x.matmul(W).add(h.matmul(U)).add(b));
          return h;
        });
      },
    };
  },

  "lstm-slices"({ batch, input, hidden: n }) {
    const [W, U, b] = [weights(input, 4 * n), weights(n, 4 * n), weights(4 * n)];
    return {
      model: { W, U, b },
      width: n,
      forward(xs) {
        let [h, c] = [zeros([batch, n]), zeros([batch, n])];
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

  "lstm-joined"({ batch, input, hidden: n }) {
    const gate = () => ({ W: weights(n + input, n), b: weights(n) });
    const [i, f, g, o] = [gate(), gate(), gate(), gate()];
    return {
      model: { i, f, g, o },
      width: n,
      forward(xs) {
        let [h, c] = [zeros([batch, n]), zeros([batch, n])];
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

  attention({ batch, input, hidden }) {
    const [E, W, U, b] = [weights(input, hidden), weights(input, hidden), weights(hidden, hidden), weights(hidden)];
    return {
      model: { E, W, U, b },
      width: 2 * hidden,
      forward(xs) {
        const annotations = stack(xs, 1).matmul(E);
        let h = zeros([batch, hidden]);
        return xs.map(x => {
          h = tanh(x.matmul(W).add(h.matmul(U)).add(b));
          const scores = annotations.matmul(h.expandDims(-1)).squeeze(-1);
          const context = softmax(scores).expandDims(1).matmul(annotations).squeeze(1);
          return concat([h, context], 1);
        });
      },
    };
  },

  "lstm-cell"({ batch, input, hidden }) {
    const cell = new LSTMCell(input, hidden, { rng });
    return {
      model: cell,
      width: hidden,
      forward(xs) {
        let state = { h: zeros([batch, hidden]), c: zeros([batch, hidden]) } as ReturnType<typeof cell.forward>;
        return xs.map(x => {
          state = cell.forward(x, state);
          return state.h;
        });
      },
    };
  },

  "gru-cell"({ batch, input, hidden }) {
    const cell = new GRUCell(input, hidden, { rng });
    return {
      model: cell,
      width: hidden,
      forward(xs) {
        let h = zeros([batch, hidden]);
        return xs.map(x => {
          h = cell.forward(x, h);
          return h;
        });
      },
    };
  },
};

const weights = (...shape: number[]) => new Parameter(rng.uniform(-0.1, 0.1, shape));

await serve(async wanted => {
  const { describe } = await chosenBackend();
  const { batch, T, input } = wanted;
  const { model, width, forward } = made[wanted.loop](wanted);
  const readout = new Linear(width, input, { rng });
  const xs = Array.from({ length: T }, () => rng.normal(0, 1, [batch, input]));
  const y = tensor(Array.from({ length: T }, () => Array.from({ length: batch }, () => rng.integers(0, input))));
  const optimizer = optim.adam(1e-3);
  const all = { model, readout };
  return {
    about: describe(),
    step() {
      zeroGrad(all);
      crossEntropy(readout.forward(stack(forward(xs))), y).backward();
      optimizer.step(all);
    },
  };
});
