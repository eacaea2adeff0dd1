// Initializers by their definitions: bounds, moments, orthogonality, memory; and what they refuse.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type Tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";

const float64 = "float64" as const;
const draw = (initializer: nn.Initializer, ...shape: number[]): Tensor => initializer(shape, seed(3), float64);
const deviation = (values: ArrayLike<number>) =>
  Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0) / values.length);

describe("initializers", () => {
  it("orthogonal is the textbook's Gram–Schmidt of normal draws, also where halves are done by products", () => {
    for (const [rows, columns] of [
      [40, 50],
      [150, 160],
    ] as const) {
      // biome-ignore format: shapes
      const vectors = seed(3).normal(0, 1, [rows, columns], { dtype: float64 }).toArray() as number[][];
      const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
      const basis: number[][] = [];
      for (let v of vectors) {
        for (const q of [...basis, ...basis]) {
          const along = dot(v, q);
          v = v.map((x, i) => x - along * q[i]!);
        }
        const length = Math.sqrt(dot(v, v));
        basis.push(v.map(x => x / length));
      }
      assertClose(draw(nn.orthogonal, rows, columns), basis, 1e-11, `${rows}`);
    }
  });

  it("He's and Glorot's have the deviation of their papers", () => {
    const [fanIn, fanOut] = [80, 50];
    for (const [initializer, expected] of [
      [nn.heUniform, Math.sqrt(2 / fanIn)],
      [nn.heNormal, Math.sqrt(2 / fanIn)],
      [nn.glorotUniform, Math.sqrt(2 / (fanIn + fanOut))],
      [nn.glorotNormal, Math.sqrt(2 / (fanIn + fanOut))],
    ] as const) {
      const values = draw(initializer, fanIn, fanOut).values();
      assert.ok(Math.abs(deviation(values) / expected - 1) < 0.04, `${deviation(values)} against ${expected}`);
    }
    assert.ok(
      draw(nn.heUniform, 80, 50)
        .values()
        .every(x => Math.abs(x) <= Math.sqrt(6 / 80)),
    );
    const cut = (2 / 0.8796256610342398) * Math.sqrt(2 / 80);
    const normal = draw(nn.heNormal, 80, 50).values();
    assert.ok(normal.every(x => Math.abs(x) <= cut) && Math.max(...normal) > 0.95 * cut);
  });

  it("identity, also where it is not square, and with a gain", () => {
    assert.deepEqual(draw(nn.identity(), 2, 3).toArray(), [[1, 0, 0], [0, 1, 0]]); // biome-ignore format: a matrix
    assert.deepEqual(draw(nn.identity(0.5), 2, 1).toArray(), [[0.5], [0]]);
  });

  it("uniform as PyTorch: ±1/√hidden", () => {
    const values = draw(nn.torchUniform(16), 30, 64).values();
    assert.ok(values.every(x => Math.abs(x) <= 0.25) && Math.max(...values) > 0.24 && Math.min(...values) < -0.24);
  });

  it("chrono: f keeps between 1 and T − 1 steps, i the opposite, g and o at 0", () => {
    const cell = new nn.LSTMCell(2, 500, {
      biasInitializer: nn.chrono(100),
      recurrentInitializer: "zeros",
      rng: seed(4),
      dtype: float64,
    });
    const [i, f, g, o] = Array.from({ length: 4 }, (_, k) => cell.bias!.slice(500 * k, 500 * (k + 1)));
    const steps = Array.from(f!.values(), Math.exp);
    assert.ok(steps.every(s => s >= 1 && s <= 99) && Math.max(...steps) > 97 && Math.min(...steps) < 3);
    assert.ok(Math.abs(steps.reduce((sum, s) => sum + s, 0) / 500 - 50) < 4 * (98 / Math.sqrt(12 * 500)));
    assertClose(i!.add(f!), new Array(500).fill(0), 0);
    assert.ok([g!, o!].every(gate => gate.values().every(x => x === 0)));
  });

  it("keepBias: every unit of an LSTM or GRU keeps lag / (lag + 1) a step", () => {
    const lstm = new nn.LSTMCell(2, 3, { biasInitializer: nn.keepBias(10), dtype: float64 }).bias!;
    const b = Math.log(10);
    assertClose(lstm, [-b, -b, -b, b, b, b, 0, 0, 0, 0, 0, 0]);
    const gru = new nn.GRUCell(2, 3, { biasInitializer: nn.keepBias(10), dtype: float64 }).bias!;
    assertClose(gru, [[b, b, b, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 0]]); // biome-ignore format: a matrix
    const before = new nn.GRUCell(2, 4, { biasInitializer: nn.keepBias(10), dtype: float64, resetAfter: false }).bias!;
    assertClose(before, [b, b, b, b, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("by Keras's names, in cells and layers of weights", () => {
    const cell = new nn.RNNCell(2, 3, {
      recurrentInitializer: "identity",
      kernelInitializer: "zeros",
      biasInitializer: "ones",
    });
    assert.deepEqual(cell.recurrentKernel.toArray(), [[1, 0, 0], [0, 1, 0], [0, 0, 1]]); // biome-ignore format: a matrix
    assert.deepEqual([cell.kernel.toArray(), cell.bias!.toArray()], [[[0, 0, 0], [0, 0, 0]], [1, 1, 1]]); // biome-ignore format: a matrix
    const linear = new nn.Linear(2, 1, { kernelInitializer: nn.constantInitializer(4), biasInitializer: "ones" });
    assert.deepEqual([linear.kernel.toArray(), linear.bias!.toArray()], [[[4], [4]], [1]]);
  });

  it("say what they are for", () => {
    assert.throws(() => new nn.RNNCell(2, 3, { kernelInitializer: "golrot" as never }), /RNNCell knows the initializers zeros, .* got "golrot"/); // biome-ignore format: a line
    assert.throws(() => new nn.RNNCell(2, 3, { biasInitializer: nn.chrono(9) }), /chrono is for the biases of an LSTM or GRU, .* got \[1, 3\]/); // biome-ignore format: a line
    assert.throws(() => nn.chrono(2), /longest lag above 2 steps, but got 2/);
    assert.throws(() => nn.keepBias(0.5), /lag of at least 1 step/);
    assert.throws(() => draw(nn.identity(), 3), /identity expects a matrix shape, but got \[3\]/);
  });
});

describe("Embedding", () => {
  it("is a one-hot vector times its matrix, and starts as Keras's", () => {
    const module = new nn.Embedding(50, 8, { dtype: float64 });
    assert.ok(module.embeddings.values().every(x => Math.abs(x) <= 0.05));
    assert.deepEqual(module.forward([[3, 49]]).toArray(), [[module.embeddings.at(3).toArray(), module.embeddings.at(49).toArray()]]); // biome-ignore format: a line
    assert.equal(String(module).split("\n")[0], "Embedding(50 → 8): 400 parameters");
    assert.deepEqual(module.forward(7).shape, [8]);
  });

  it("names an id outside the vocabulary and its place", () => {
    const module = new nn.Embedding(5, 2);
    assert.throws(() => module.forward([[0, 1], [2, 5]]), /Embedding\(5 → 2\) expects ids from 0 to 4, but got 5 at \[1, 1\]/); // biome-ignore format: a line
    assert.throws(() => module.forward([-1]), /got -1 at \[0\]/);
    assert.throws(() => module.forward([1.5]), /got 1.5/);
    assert.throws(() => module.forward([Number.NaN]), /got NaN/);
  });
});

describe("LayerNorm", () => {
  it("forgets the scale of what it reads: × 10 changes it by less than 1e-5", () => {
    const module = new nn.LayerNorm(6, { dtype: float64 });
    const x = seed(1).normal(0, 3, [4, 6], { dtype: float64 });
    assertClose(module.forward(x.mul(10)), module.forward(x), 1e-5);
    assertClose(module.forward(x).mean(-1), [0, 0, 0, 0], 1e-15);
    assert.throws(
      () => module.forward(x.slice(0, 5, { axis: 1 })),
      /LayerNorm\(6\) expects inputs of size 6, but got \[4, 5\]/,
    );
  });
});

describe("Dropout", () => {
  const x = seed(1).normal(0, 1, [100, 100], { dtype: float64 });

  it("leaves out a share `rate`, scales the rest, and passes the gradient the same way", () => {
    const module = new nn.Dropout(0.25, { rng: seed(2) });
    const ones = x.mul(0).add(1);
    const y = module.forward(ones, { training: true }).values();
    const dropped = y.filter(value => value === 0).length;
    assert.ok(Math.abs(dropped / 10_000 - 0.25) < 4 * Math.sqrt((0.25 * 0.75) / 10_000), `${dropped}`);
    assert.ok(y.every(value => value === 0 || value === 1 / 0.75));
  });

  it("draws anew each time, the same from the same seed, and nothing when not training", () => {
    const run = (seedNumber: number, times: number) => {
      const module = new nn.Dropout(0.5, { rng: seed(seedNumber) });
      return Array.from({ length: times }, () => String(module.forward(x, { training: true }).values().slice(0, 50)));
    };
    const [first, second] = run(1, 2);
    assert.notEqual(first, second);
    assert.deepEqual(run(1, 2), [first, second]);
    assert.equal(new nn.Dropout(0.5).forward(x, { training: false }), x);
    assert.throws(() => new nn.Dropout(1), /rate from 0 to below 1, but got 1/);
  });
});
