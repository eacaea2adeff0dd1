// Modules: counts, gradients of the cell through time, errors, and how they show themselves.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as nn from "../../../../src/nn/index.ts";
import { norm, oneHot, seed, type Tensor, tanh, tensor } from "../../../../src/tensor/index.ts";
import { randomSourcesOf } from "../../../../src/training/step/model-state.ts";
import { assertClose } from "../../close.ts";
import { assertGradients } from "../../finite-differences.ts";

const rng = seed(11);
const float64 = { dtype: "float64" } as const;
const random = (...shape: number[]) => rng.normal(0, 1, shape, float64);
const withRandomBias = (cell: nn.RNNCell) => {
  cell.bias!.assign(random(cell.hiddenSize));
  return cell;
};

describe("counting parameters", () => {
  it("counts what the design's example counts", () => {
    const model = { cell: new nn.RNNCell(8, 16, { rng }), readout: new nn.Linear(16, 4, { rng }) };
    assert.equal(nn.countParameters(model), 468);
    assert.deepEqual(
      nn.parametersOf(model).map(({ path }) => path),
      ["cell.kernel", "cell.recurrentKernel", "cell.bias", "readout.kernel", "readout.bias"],
    );
  });

  it("counts the exam's layers and total, and models without biases", () => {
    const layers = [
      nn.simpleRNN(32, { inputShape: [100, 30], returnSequences: true }),
      nn.simpleRNN(64),
      nn.dense(10),
      nn.activation("softmax"),
    ];
    const model = new nn.Sequential(layers);
    assert.deepEqual(layers.map(nn.countParameters), [2016, 6208, 650, 0]);
    assert.equal(nn.countParameters(model), 8874);
    const noBias = [nn.simpleRNN(32, { inputShape: [100, 30], useBias: false }), nn.dense(10, { useBias: false })];
    assert.equal(nn.countParameters(new nn.Sequential(noBias)), 32 * 62 + 320);
  });

  it("counts a shared parameter once, walks lists, and stops at cycles and at plain tensors", () => {
    const shared = new nn.Linear(2, 3, { rng });
    const tree: Record<string, unknown> = { a: shared, list: [shared, { again: shared }], x: tensor([1, 2]), n: 3 };
    tree.itself = tree;
    assert.equal(nn.countParameters(tree), 9);
    assert.equal(nn.countParameters(shared.kernel), 6);
  });

  it("refuses what has no parameters to find", () => {
    assert.throws(() => nn.countParameters(8 as never), /expected a model, a module or an object .* but got number/);
    assert.throws(() => nn.countParameters(new nn.Sequential([nn.dense(2)])), /has no weights yet.*inputShape/);
  });
});

describe("RNNCell", () => {
  it("computes f(x Wx + h Wh + b), by hand", () => {
    const cell = new nn.RNNCell(2, 1, float64);
    cell.kernel.assign(tensor([[0.5], [-1]], float64));
    cell.recurrentKernel.assign(tensor([[2]], float64));
    cell.bias!.assign(tensor([0.25], float64));
    const h = cell.forward(tensor([3, 4], float64), tensor([0.1], float64));
    assertClose(h, [Math.tanh(0.5 * 3 - 4 + 2 * 0.1 + 0.25)]);
  });

  it("has the right gradients through time: inputs, initial state, every weight", () => {
    const cell = withRandomBias(new nn.RNNCell(3, 4, { rng, dtype: "float64" }));
    const weights = [cell.kernel, cell.recurrentKernel, cell.bias!];
    const run = (xs: Tensor, initialState: Tensor, ...values: Tensor[]) => {
      // The same recurrence over given weights, so that they can be varied.
      const like = { ...hidden(cell), forward: (x: Tensor, h: Tensor) => step(x, h, values) };
      return nn.unroll(like, xs, { initialState }).hidden.reduce((sum, h) => sum.add(h));
    };
    assertGradients(run, random(2, 5, 3), random(2, 4), ...weights);
    // … and the cell itself gives its parameters the same gradients.
    const [xs, h0] = [random(2, 5, 3), random(2, 4)];
    const leaves = weights.map(w => tensor(w.toArray(), { ...float64, requiresGrad: true }));
    run(xs, h0, ...leaves)
      .sum()
      .backward();
    nn.unroll(cell, xs, { initialState: h0 })
      .hidden.reduce((sum, h) => sum.add(h))
      .sum()
      .backward();
    for (const [i, w] of weights.entries()) assertClose(w.grad, leaves[i]!.grad!, 1e-12);
  });

  it("says what it expects", () => {
    const cell = new nn.RNNCell(8, 16);
    const message = "RNNCell(8 → 16) expects inputs of size 8, but got [2, 5]";
    assert.throws(() => cell.forward(tensor([[1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]), cell.zeroState([2])), { message }); // biome-ignore format: a matrix
    assert.throws(
      () => cell.forward(cell.zeroState([]).slice(0, 8), tensor([1])),
      /expects a state of size 16, but got \[1\]/,
    );
    assert.throws(() => new nn.RNNCell(0, 4), /RNNCell expects inputSize to be a whole number ≥ 1, but got 0/);
    assert.throws(
      () => new nn.RNNCell(2, 4, { activation: "tan" as never }),
      /linear, relu, sigmoid, softmax, tanh, .*but got "tan"; did you mean "tanh"/,
    );
    assert.throws(
      () => new nn.Linear(3, 2).forward(tensor([1])),
      /Linear\(3 → 2\) expects inputs of size 3, but got \[1\]/,
    );
    assert.throws(
      () => cell.bias!.assign(tensor([1])),
      /assign expects float32 numbers of shape \[16\], but got .* \[1\]/,
    );
  });
});

/** A cell's description without its class, so that its forward can be replaced. */
const hidden = (cell: nn.RNNCell): nn.Cell<Tensor> => ({
  inputSize: cell.inputSize,
  hiddenSize: cell.hiddenSize,
  describe: () => cell.describe(),
  forward: (x, h) => cell.forward(x, h),
  zeroState: batch => cell.zeroState(batch),
  hidden: h => h,
});

function step(x: Tensor, h: Tensor, [kernel, recurrentKernel, bias]: readonly Tensor[]): Tensor {
  return tanh(x.matmul(kernel!).add(h.matmul(recurrentKernel!)).add(bias!));
}

describe("unroll", () => {
  it("takes one sequence, a batch, or a list of steps, with equal results", () => {
    const cell = new nn.RNNCell(3, 4, { rng, dtype: "float64" });
    const one = random(5, 3);
    const expected = nn.unroll(cell, one).hidden;
    const steps = Array.from({ length: 5 }, (_, t) => one.at(t));
    assert.deepEqual(nn.unroll(cell, steps).hidden.map(String), expected.map(String));
    const batch = nn.unroll(cell, one.reshape([1, 5, 3])).hidden;
    assert.deepEqual(batch.map(h => h.reshape([4]).toArray()), expected.map(h => h.toArray())); // biome-ignore format: two lists
  });

  it("goes on from a state as if it had not stopped", () => {
    const cell = new nn.RNNCell(3, 4, { rng, dtype: "float64" });
    const xs = random(2, 6, 3);
    const { state } = nn.unroll(cell, xs.slice(0, 4, { axis: 1 }));
    const rest = nn.unroll(cell, xs.slice(4, { axis: 1 }), { initialState: state });
    assertClose(rest.state, nn.unroll(cell, xs).state);
  });

  it("keeps ∂L/∂h_t of every step: the product of Jacobians, for a linear cell of one unit", () => {
    const cell = new nn.RNNCell(1, 1, { activation: "linear", dtype: "float64" });
    cell.recurrentKernel.assign(tensor([[0.5]], float64));
    const { hidden } = nn.unroll(cell, random(6, 1));
    hidden.at(-1)!.sum().backward();
    assertClose(hidden.map(h => norm(h.grad)), [0.5 ** 5, 0.5 ** 4, 0.5 ** 3, 0.5 ** 2, 0.5, 1]); // biome-ignore format: a list
  });

  it("refuses empty sequences and wrong ranks", () => {
    const cell = new nn.RNNCell(3, 4);
    assert.throws(
      () => nn.unroll(cell, tensor([1, 2, 3])),
      /unroll\(RNNCell\(3 → 4\)\) expects .*\[batch, T, 3\].* got \[3\]/,
    );
    assert.throws(() => nn.unroll(cell, random(0, 3)), /with T ≥ 1, but got \[0, 3\]/);
    assert.throws(() => nn.unroll(cell, []), /at least one tensor/);
  });
});

describe("initializers", () => {
  it("orthogonal columns, or rows where it is wide", () => {
    const identity = (n: number) =>
      Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => +(i === j)));
    for (const [rows, columns] of [
      [6, 6],
      [7, 3],
      [3, 7],
      [140, 140],
      [130, 170],
      [150, 131],
    ] as const) {
      // biome-ignore format: a list
      const q = nn.orthogonal([rows, columns], rng, "float64");
      const product = rows >= columns ? q.transpose().matmul(q) : q.matmul(q.transpose());
      assertClose(product, identity(Math.min(rows, columns)), 1e-12);
    }
  });

  it("orthogonal is what Gram–Schmidt, one vector after the other, makes of the same draws", () => {
    const [count, length] = [135, 140];
    const draws = seed(9);
    const basis: number[][] = [];
    for (let k = 0; k < count; k++) {
      let v = Array.from({ length }, () => draws.normal());
      const dot = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
      for (const unit of [...basis, ...basis]) {
        const along = dot(v, unit);
        v = v.map((x, i) => x - along * unit[i]!);
      }
      basis.push(v.map(x => x / Math.sqrt(dot(v, v))));
    }
    assertClose(nn.orthogonal([count, length], seed(9), "float64"), basis, 1e-11);
  });

  it("orthogonal is evenly distributed: entries have mean 0 and variance 1/n", () => {
    const n = 40;
    const entries = Array.from(nn.orthogonal([n, n], seed(5), "float64").values());
    const trace = entries.filter((_, i) => i % (n + 1) === 0).reduce((sum, x) => sum + x, 0);
    assert.ok(Math.abs(trace) < 4, `trace ${trace}`); // evenly distributed: mean 0, variance 1
  });

  it("a cell starts as Keras's: Glorot, orthogonal, zero", () => {
    const { kernel, recurrentKernel, bias } = new nn.RNNCell(30, 32, { dtype: "float64" });
    const limit = Math.sqrt(6 / 62);
    assert.ok(kernel.values().every(x => Math.abs(x) <= limit) && Math.max(...kernel.values()) > 0.95 * limit);
    const product = recurrentKernel.transpose().matmul(recurrentKernel);
    assertClose(product, oneHot(Array.from({ length: 32 }, (_, i) => i), 32)); // biome-ignore format: the identity
    assertClose(bias, new Array(32).fill(0));
  });

  it("Glorot's bound is √(6 / (in + out))", () => {
    const values = nn.glorotUniform([30, 20], rng, "float64").values();
    const bound = Math.sqrt(6 / 50);
    assert.ok(values.every(x => Math.abs(x) <= bound));
    assert.ok(Math.max(...values) > 0.95 * bound);
  });
});

describe("modules: a model of classes of one's own", () => {
  it("holds what its parts hold, at any depth", () => {
    class Encoder {
      readonly cell = new nn.RNNCell(1, 2);
      readonly table = new Float32Array(3);
      readonly rng = seed(3);
      owner: unknown;
    }
    const encoder = new Encoder();
    const model = { encoder, readouts: [new nn.Linear(2, 1, { bias: false })] };
    encoder.owner = encoder; // a circle
    const paths = nn.parametersOf(model).map(({ path }) => path);
    const cell = ["kernel", "recurrentKernel", "bias"].map(name => `encoder.cell.${name}`);
    assert.deepEqual(paths, [...cell, "readouts.0.kernel"]);
    assert.deepEqual(randomSourcesOf(model), [encoder.rng]);
    encoder.cell.bias!.assign(tensor([0, Number.NaN]));
    assert.equal(String(nn.findNonFinite(model)), "encoder.cell.bias holds NaN, first at [1]");
  });
});

describe("modules: showing themselves", () => {
  it("as its parameter table, in text and accessible HTML", () => {
    const linear = new nn.Linear(3, 2);
    assert.equal(String(linear), "Linear(3 → 2): 8 parameters\n  kernel  [3, 2]  6\n  bias    [2]     2");
    const bundle = linear[Symbol.for("Jupyter.display") as never] as () => Record<string, string>;
    const html = bundle.call(linear)["text/html"]!;
    assert.match(html, /<caption>Linear\(3 → 2\): 8 parameters<\/caption>/);
    assert.match(html, /<th scope="col">Parameter<\/th>/);
    assert.match(html, /<th scope="row">kernel<\/th><td>\[3, 2\]<\/td><td>6<\/td>/);
  });

  it("with NaN pointed at and names escaped", () => {
    const model = new nn.Sequential([nn.dense(1, { inputShape: [1], name: "<b>" })], { name: "a&b" });
    model.parameters()[0]!.parameter.assign(tensor([[Number.NaN]]));
    assert.match(String(model), /<b>\.kernel {2}\[1, 1\] {2}1 {2}⚠ holds NaN or infinity/);
    const bundle = model[Symbol.for("Jupyter.display") as never] as () => Record<string, string>;
    const html = bundle.call(model)["text/html"]!;
    assert.ok(!html.includes("<b>") && html.includes("&#60;b&#62;.kernel") && html.includes("a&#38;b"));
  });
});

describe("Sequential", () => {
  it("builds the same weights from the same seed, others from another", () => {
    const weights = (seed: number) =>
      new nn.Sequential([nn.simpleRNN(4, { inputShape: [5, 3] }), nn.dense(2)], { seed })
        .parameters()
        .map(({ parameter }) => parameter.toArray());
    assert.deepEqual(weights(1), weights(1));
    assert.notDeepEqual(weights(1), weights(2));
  });

  it("a layer's own seed makes it independent of the layers before", () => {
    const last = (units: number) => {
      const model = new nn.Sequential([nn.dense(units, { inputShape: [3] }), nn.dense(3), nn.dense(2, { seed: 9 })]);
      return model
        .parameters()
        .find(({ path }) => path === "dense_2.kernel")!
        .parameter.toArray();
    };
    assert.deepEqual(last(4), last(5));
  });

  it("refuses layers that cannot follow, and stays as it was", () => {
    const model = new nn.Sequential([nn.simpleRNN(4, { inputShape: [5, 3] })]);
    assert.throws(
      () => model.add(nn.simpleRNN(2)),
      /simpleRNN\(2\) expects a sequence .* got \(None, 4\); give .* returnSequences: true/,
    );
    assert.throws(
      () => new nn.Sequential([nn.simpleRNN(2, { inputShape: [4], returnSequences: true })]),
      /got \(None, 4\); a vector goes in: write inputShape: \[T, 4\] for T steps, or .* repeatVector\(T, \{ inputShape: \[4\] \}\)/,
    );
    assert.throws(() => model.add({} as never), /add expects a layer such as/);
    assert.throws(() => model.add(model.layers[0]!), /already part of a model/);
    assert.equal(model.layers.length, 1);
    assert.throws(() => nn.dense(2.5), /dense expects units to be a whole number ≥ 1, but got 2.5/);
    assert.throws(
      () => new nn.Sequential([nn.dense(1, { inputShape: [-1] })]),
      /inputShape to be a shape such as \[100, 30\].* got \[-1\]/,
    );
  });

  it("refused a shape or a layer, it has drawn nothing: the weights are those of its seed all the same", () => {
    const make = () => new nn.Sequential([nn.dense(3), nn.simpleRNN(2), nn.dense(2)], { seed: 5 });
    const weights = (model: nn.Sequential) => JSON.stringify(model.getWeights().map(weight => weight.toArray()));
    const [model, expected] = [make(), make()];
    assert.throws(() => model.build([4]), /simpleRNN\(2\) expects a sequence/);
    model.build([6, 4]);
    expected.build([6, 4]);
    assert.equal(weights(model), weights(expected));
    const twice = nn.dense(2, { name: "dense" });
    assert.throws(() => model.add(twice), /already has a layer named "dense"/);
    assert.equal(twice.outputShape, undefined);
    for (const grown of [model, expected]) grown.add(nn.dense(4));
    assert.equal(weights(model), weights(expected));
  });

  it("names the expected input shape", () => {
    const model = new nn.Sequential([nn.simpleRNN(4, { inputShape: [null, 3] })]);
    assert.deepEqual(model.forward(random(2, 9, 3).astype("float32")).shape, [2, 4]);
    assert.throws(
      () => model.forward(random(2, 9, 3, 7).astype("float32")),
      /expects inputs of shape .* but got \[2, 9, 3, 7\]/,
    );
    assert.throws(
      () => model.forward(random(2, 9, 5).astype("float32")),
      /expects inputs of shape \[batch, any, 3\], but got \[2, 9, 5\]/,
    );
  });
});

describe("layers: without an input shape", () => {
  it("shows what it lacks, and counts nothing", () => {
    const lacks =
      /^dense\(3\) has no weights yet: they are made for its first input, or at once where the first layer has an inputShape/;
    const model = new nn.Sequential([nn.dense(3)]);
    for (const shown of [nn.dense(3), model]) {
      assert.match(String(shown), lacks);
      assert.match(inspect(shown), lacks);
      assert.throws(() => nn.countParameters(shown), { message: lacks });
    }
    model.build([2]);
    assert.match(String(model), /^sequential: 9 parameters/);
  });
});

describe("unroll over cells of several kinds", () => {
  it("takes them in one loop, with the state of either", () => {
    const cells = [new nn.RNNCell(2, 3), new nn.LSTMCell(2, 3), new nn.GRUCell(2, 3)];
    const states: (Tensor | nn.LSTMState)[] = [];
    for (const cell of cells) states.push(nn.unroll(cell, tensor([[1, 2], [3, 4]])).state); // biome-ignore format: a matrix
    assert.deepEqual(
      states.map(state => ("h" in state ? state.h : state).shape),
      [[3], [3], [3]],
    );
    // @ts-expect-error: the state of another kind of cell
    const wrong = () => nn.unroll(cells[1] as nn.LSTMCell, tensor([[1, 2]]), { initialState: tensor([0, 0, 0]) });
    assert.throws(wrong);
  });
});
