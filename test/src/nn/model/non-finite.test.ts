// findNonFinite: names the first place, in weights, gradients, states and layers.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, tensor } from "../../../../src/tensor/index.ts";

const found = (value: object, input?: ReturnType<typeof tensor>) => nn.findNonFinite(value, input)?.toString();

describe("findNonFinite", () => {
  it("is silent where all is finite", () => {
    const model = new nn.Sequential([nn.lstm(2, { inputShape: [3, 2] }), nn.dense(1)]);
    const x = seed(1).normal(0, 1, [2, 3, 2]);
    assert.equal(found(model), undefined);
    assert.equal(found(model, x), undefined);
    assert.equal(found(nn.unroll(new nn.LSTMCell(2, 3), x)), undefined);
    assert.equal(found({ n: Number.NaN, text: "", nothing: null }), undefined);
  });

  it("names the time step and the part of the state", () => {
    const cell = new nn.RNNCell(1, 2, {
      activation: "relu",
      kernelInitializer: "ones",
      recurrentInitializer: nn.identity(1e20),
    });
    const { states } = nn.unroll(cell, tensor([[0], [0], [1], [1], [1]]));
    assert.equal(found({ states }), "states.4 holds ∞, first at [0]");
    const { states: lstm } = nn.unroll(new nn.LSTMCell(1, 2), tensor([[1], [Number.NaN], [1]]));
    assert.equal(found({ lstm }), "lstm.1.h holds NaN, first at [0]");
  });

  it("names weights, and gradients", () => {
    const model = { cell: new nn.GRUCell(2, 3), readout: new nn.Linear(3, 1) };
    model.readout.bias!.grad = tensor([Number.NEGATIVE_INFINITY]);
    assert.equal(found(model), "the gradient of readout.bias holds -∞, first at [0]");
    const h = tensor([1, 2]);
    h.grad = tensor([0, Number.NaN]);
    assert.equal(found({ hidden: [h] }), "the gradient of hidden.0 holds NaN, first at [1]");
    model.cell.recurrentKernel.assign(model.cell.recurrentKernel.mul(tensor([1, 1, 1, Number.NaN, 1, 1, 1, 1, 1])));
    assert.equal(found(model), "cell.recurrentKernel holds NaN, first at [0, 3]");
    assert.equal(found(tensor([[1, Number.NaN]])), "the tensor holds NaN, first at [0, 1]");
  });

  it("names the first layer and the first time step of any sample", () => {
    const model = new nn.Sequential([
      nn.dense(2, { inputShape: [4, 2], kernelInitializer: "ones" }),
      nn.simpleRNN(2, { activation: "linear", returnSequences: true, recurrentInitializer: nn.identity(1e25) }),
      nn.simpleRNN(2),
    ]);
    const x = tensor([[[0, 0], [0, 0], [1, 1], [1, 1]], [[1, 1], [1, 1], [1, 1], [1, 1]]]); // biome-ignore format: a matrix
    assert.match(found(model, x)!, /^simple_rnn at time step 2 holds (∞|-∞|NaN), first at \[1, 2, 0\]$/);
    assert.equal(found(model, x.div(0)), "the input holds NaN, first at [0, 0, 0]");
    const [kernel, ...rest] = model.getWeights();
    model.setWeights([kernel!.div(0), ...rest]);
    assert.match(found(model, x)!, /^dense\.kernel holds/);
  });

  it("walks models that branch: weights, each input by its name, then the calls in their order", () => {
    const [a, b] = [nn.input({ shape: [3, 2], name: "a" }), nn.input({ shape: [2], name: "b" })];
    const loud = nn.simpleRNN(2, { activation: "linear", recurrentInitializer: nn.identity(1e25), name: "loud" });
    const sum = nn.concatenate({ name: "both" }).call([loud.call(a), nn.dense(2, { name: "calm" }).call(b)]);
    const model = new nn.Functional({ inputs: [a, b], outputs: nn.dense(1, { name: "out" }).call(sum) });
    const [x, y] = [tensor([[[1, 1], [1, 1], [1, 1]]]), tensor([[1, 1]])]; // biome-ignore format: a matrix
    const named = (input: nn.ModelInputs) => nn.findNonFinite(model, input)?.toString();
    assert.match(named([x, y])!, /^loud holds (∞|-∞|NaN), first at \[0, [01]\]$/);
    assert.equal(named({ a: x.mul(0), b: [[1, Number.NaN]] }), "the input b holds NaN, first at [0, 1]");
    assert.equal(named([x.mul(0), y]), undefined);
    model.setWeights(model.getWeights().map((weight, i) => (i === 3 ? weight.div(0) : weight)));
    assert.match(named([x, y])!, /^calm\.kernel holds/);
  });
});
