// Numbers that go to a tensor of another backend than theirs: what is loaded after setBackend() lands where the model is.
import assert from "node:assert/strict";
import { type Backend, currentBackend, reference, setBackend, wasm } from "../../../src/backend/index.ts";
import { dense, Linear, loadWeights, saveWeights, zeroGrad } from "../../../src/nn/index.ts";
import { adam } from "../../../src/optim/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";
import { sequential } from "../../../src/training/index.ts";
import { compiledKernels } from "./kernels.ts";

describe("backend: a model on another than the one in use", () => {
  let before: Backend;
  let fast: Backend;
  beforeEach(async () => {
    before = currentBackend();
    fast = await wasm({ kernels: await compiledKernels() });
  });
  afterEach(() => setBackend(before));

  it("refuses to compute with tensors of two backends", () => {
    setBackend(reference);
    const here = tensor([1]);
    setBackend(fast);
    assert.throws(() => tensor([1]).add(here), /one backend, but got wasm and reference; call setBackend\(\)/);
  });

  for (const name of ["wasm", "reference"]) {
    const [its, other] = [() => (name === "wasm" ? fast : reference), () => (name === "wasm" ? reference : fast)];

    it(`takes over weights, and computes with them where it was made: ${name}`, () => {
      setBackend(its());
      const [model, source] = [new Linear(2, 1), new Linear(2, 1, { rng: seed(7) })];
      const layered = sequential([dense(1, { inputShape: [2] })]);
      const x = tensor([[1, 2]]);
      const expected = source.forward(x).toArray();
      const saved = saveWeights(source);
      setBackend(other());
      loadWeights(model, saved);
      layered.setWeights(source.parameters().map(({ parameter }) => parameter.toArray()));
      assert.deepEqual([model.kernel.backend, model.kernel.toArray()], [its(), source.kernel.toArray()]);
      assert.deepEqual(model.forward(x).toArray(), expected);
      assert.deepEqual(layered.forward(x).toArray(), expected);
      model.kernel.assign(tensor([[3], [4]]));
      assert.deepEqual(model.kernel.mul(2).toArray(), [[6], [8]]);
    });

    it(`goes on with a restored optimizer: ${name}`, () => {
      setBackend(its());
      const x = tensor([[1, 2]]);
      const step = (model: Linear, optimizer: ReturnType<typeof adam>) => {
        zeroGrad(model);
        model.forward(x).mul(3).sum().backward();
        optimizer.step(model);
      };
      const [whole, model, first, rest] = [new Linear(2, 1), new Linear(2, 1), adam(0.1), adam(0.1)];
      step(whole, first);
      step(model, rest);
      const state = first.state(whole);
      setBackend(other());
      rest.restore(model, state);
      step(whole, first);
      step(model, rest);
      assert.deepEqual(model.kernel.toArray(), whole.kernel.toArray());
    });
  }
});
