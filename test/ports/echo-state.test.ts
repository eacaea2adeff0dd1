// H. Jaeger 2001, and M. Lukoševičius's minimal demonstration of it: a leaky reservoir, scaled to a spectral radius, follows the
// Mackey-Glass series; ridge regression teaches its readout alone; then it runs on what it says itself.
import "./backend.ts";
import {
  type Cell,
  concat,
  ones,
  type Shape,
  spectralRadius,
  stack,
  type Tensor,
  tanh,
  tensor,
  unroll,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [N, trained, washout, free, leak, radius, ridge] = [20, 150, 30, 20, 0.3, 1.25, 1e-4];

/** h ← (1 − leak) h + leak tanh([1, u] Win + h W) */
class Reservoir implements Cell<Tensor> {
  readonly inputSize = 1;
  readonly hiddenSize = N;
  readonly win: Tensor;
  readonly w: Tensor;

  constructor(win: Tensor, w: Tensor) {
    this.win = win;
    this.w = w;
  }
  describe = () => `Reservoir(1 → ${N})`;
  forward(u: Tensor, h: Tensor): Tensor {
    const seen = tanh(withOne(u).matmul(this.win).add(h.matmul(this.w)));
    return h.mul(1 - leak).add(seen.mul(leak));
  }
  zeroState = (batch: Shape) => zeros([...batch, N], float64);
  hidden = (h: Tensor) => h;
}

const withOne = (u: Tensor) => concat([ones([...u.shape.slice(0, -1), 1], float64), u], -1);

function mackeyGlass(length: number, tau = 17, spin = 60): number[] {
  const x: number[] = new Array(tau + 1).fill(1.2);
  while (x.length < spin + length) {
    const [now, before] = [x.at(-1)!, x.at(-1 - tau)!];
    x.push(now + (0.2 * before) / (1 + before ** 10) - 0.1 * now);
  }
  return x.slice(spin, spin + length);
}

/** A x = b for a positive definite A, by elimination. The toolkit has no solver. */
function solve(a: number[][], b: number[]): number[] {
  const rows = a.map((row, i) => [...row, b[i]!]);
  for (const [i, pivot] of rows.entries())
    for (const row of rows.slice(i + 1)) {
      const factor = row[i]! / pivot[i]!;
      for (let j = i; j < row.length; j++) row[j]! -= factor * pivot[j]!;
    }
  const x: number[] = new Array(b.length).fill(0);
  for (let i = b.length - 1; i >= 0; i--)
    x[i] = rows[i]!.slice(0, -1).reduce((rest, value, j) => (j > i ? rest - value * x[j]! : rest), rows[i]!.at(-1)!) / rows[i]![i]!; // biome-ignore format: a line
  return x;
}

describe("port: echo state network", () => {
  it("has NumPy's spectral radius, states, readout, and runs on by itself as it does", () => {
    const original = numbersOf("echo_state");
    const draw = new Drawing(19);
    const series = tensor(mackeyGlass(trained + free + 1), float64);
    const [win, w] = [draw.numbers([2, N]), draw.numbers([N, N])];
    const found = spectralRadius(w);
    assertClose(found, original.radius, 1e-10);
    const cell = new Reservoir(win, w.mul(radius / found));

    const inputs = series.at(`:${trained}`).expandDims(1); // [T, 1]
    const { hidden } = unroll(cell, inputs);
    const states = concat([withOne(inputs), stack(hidden)], 1); // [T, N + 2]
    assertClose(states.at(-1), original.last, 1e-10);

    const [X, Y] = [states.at(`${washout}:`), series.at(`${washout + 1}:${trained + 1}`)];
    const square: number[][] = X.T.matmul(X).toArray();
    for (const [i, row] of square.entries()) row[i]! += ridge;
    const out = tensor(solve(square, X.T.matmul(Y).toArray()), float64);
    assertClose(out, original.out, 1e-6);
    assertClose(X.matmul(out).sub(Y).square().mean(), [original.error], 1e-12);

    let [u, h] = [series.at(`${trained}:${trained + 1}`), hidden.at(-1)!];
    const said = Array.from({ length: free }, () => {
      h = cell.forward(u, h);
      u = concat([withOne(u), h])
        .matmul(out)
        .reshape([1]);
      return u.item();
    });
    assertClose(said, original.said, 1e-7);
  });
});
