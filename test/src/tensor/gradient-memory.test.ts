// The memory of gradients: it is free once another gradient takes their place, unless somebody can still read them.
import assert from "node:assert/strict";
import { type Backend, currentBackend, setBackend, type WasmBackend, wasm } from "../../../src/backend/index.ts";
import { Linear, zeroGrad } from "../../../src/nn/index.ts";
import { adam } from "../../../src/optim/index.ts";
import { noGrad, relu, seed, type Tensor, zeros } from "../../../src/tensor/index.ts";
import { compiledKernels } from "../backend/kernels.ts";

describe("the memory of gradients", () => {
  let xp: WasmBackend;
  let before: Backend;
  beforeEach(async () => {
    xp = await wasm({ kernels: await compiledKernels() });
    before = currentBackend();
    setBackend(xp);
  });
  afterEach(() => setBackend(before));

  const bytes = 4 * 64 * 64;
  const leaf = () => seed(1).normal(0, 1, [64, 64], { requiresGrad: true });
  /** Writes over whatever memory is free. */
  const overwrite = () => noGrad(() => Array.from({ length: 30 }, () => zeros([64, 64])));
  /** What is in use after some passes more. */
  const growth = (pass: () => void) => {
    for (let i = 0; i < 3; i++) pass();
    const { used } = xp.memory();
    for (let i = 0; i < 10; i++) pass();
    return xp.memory().used - used;
  };

  it("is free once a gradient is forgotten that nobody has read", () => {
    const x = leaf();
    const grown = growth(() => {
      x.grad = undefined;
      relu(x).sum().backward();
    });
    assert.ok(grown < bytes, `${grown} bytes more after ten passes`);
  });

  it("is free once a sum of gradients takes its place", () => {
    const x = leaf();
    const grown = growth(() => relu(x).sum().backward());
    assert.ok(grown < bytes, `${grown} bytes more after ten passes`);
    assert.deepEqual(
      [...x.grad!.values()].map(value => value / 13),
      [...x.values()].map(value => (value > 0 ? 1 : 0)),
    );
  });

  it("is free after zeroGrad in a training step by Adam", () => {
    const model = new Linear(64, 64, { rng: seed(0) });
    const input = seed(2).normal(0, 1, [8, 64]);
    const optimizer = adam(1e-3);
    const gradient = 4 * (64 * 64 + 64);
    const grown = growth(() => {
      zeroGrad(model);
      model.forward(input).mul(2).sum().backward();
      optimizer.step(model);
    });
    // The weights of each step stay until they are collected: a person may hold them. The gradients do not.
    assert.ok(grown < 10 * gradient * 1.5, `${grown} bytes more after ten steps`);
  });

  it("stays where somebody has read the gradient", () => {
    const x = leaf();
    relu(x).sum().backward();
    const held = x.grad!;
    const values = [...held.values()];
    x.grad = undefined;
    relu(x).mul(3).sum().backward();
    zeroGrad([x]);
    overwrite();
    assert.deepEqual([...held.values()], values);
  });

  it("stays while another tensor's gradient is the same array", () => {
    const [x, y] = [leaf(), leaf()];
    x.add(y).mul(leaf().detach()).sum().backward();
    x.grad = undefined;
    overwrite();
    assert.deepEqual([...y.grad!.values()], [...leaf().values()]);
  });

  it("stays while a retained gradient is the same array", () => {
    const x = leaf();
    const views: Tensor[] = [x.reshape([4096]).retainGrad(), x.add(0).retainGrad()];
    views[0]!.reshape([64, 64]).add(views[1]!).mul(leaf().detach()).sum().backward();
    for (const forgotten of [x, views[1]!]) forgotten.grad = undefined;
    overwrite();
    assert.deepEqual([...views[0]!.grad!.values()], [...leaf().values()]);
  });
});
