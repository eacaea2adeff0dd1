// What a backward pass leaves in memory: the numbers that only the tape could read are given back, and whoever still holds a
// tensor reads the same numbers as before.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Backend, currentBackend, setBackend, type WasmBackend, wasm } from "../../../src/backend/index.ts";
import { LSTMCell, unroll } from "../../../src/nn/index.ts";
import {
  argmax,
  concat,
  noGrad,
  oneHot,
  seed,
  sigmoid,
  stack,
  type Tensor,
  tanh,
  zeros,
} from "../../../src/tensor/index.ts";
import { compiledKernels } from "../backend/kernels.ts";

describe("what a backward pass forgets", () => {
  let xp: WasmBackend;
  let before: Backend;
  beforeEach(async () => {
    xp = await wasm({ kernels: await compiledKernels() });
    before = currentBackend();
    setBackend(xp);
  });
  afterEach(() => setBackend(before));

  const [batch, n] = [8, 32];
  const weights = () => {
    const rng = seed(3);
    const draw = (...shape: number[]) => rng.normal(0, 0.2, shape, { requiresGrad: true });
    return { W: draw(n, 4 * n), U: draw(n, 4 * n), b: draw(4 * n), V: draw(2 * n, n) };
  };
  const inputs = (T: number) => Array.from({ length: T }, (_, t) => seed(t).normal(0, 1, [batch, n]));

  /** An LSTM as a person writes it; every tensor that it makes is in `made`. */
  function ownLstm({ W, U, b, V }: ReturnType<typeof weights>, xs: Tensor[]) {
    const made: Tensor[] = [];
    const see = (t: Tensor) => {
      made.push(t);
      return t;
    };
    let [h, c] = [zeros([batch, n]), zeros([batch, n])];
    const states = xs.map(x => {
      const a = see(see(see(x.matmul(W)).add(see(h.matmul(U)))).add(b));
      const [i, f, g, o] = [0, 1, 2, 3].map(k => see(a.slice(k * n, (k + 1) * n, { axis: 1 }))) as [Tensor, Tensor, Tensor, Tensor]; // biome-ignore format: a line
      c = see(see(see(sigmoid(f)).mul(c)).add(see(see(sigmoid(i)).mul(see(tanh(g))))));
      h = see(see(sigmoid(o)).mul(see(tanh(c))));
      return see(see(concat([h, x], 1)).matmul(V));
    });
    const loss = see(stack(states)).pow(2).mean();
    return { loss, made, h };
  }

  it("is nearly all of the memory of a loop of one's own", () => {
    const model = weights();
    const xs = inputs(40);
    for (let step = 0; step < 3; step++) ownLstm(model, xs).loss.backward(); // the heap learns how much it needs
    const used = xp.memory().used;
    const { loss } = ownLstm(model, xs);
    const full = xp.memory().used - used;
    loss.backward();
    const left = xp.memory().used - used;
    const gradients = Object.values(model).reduce((sum, t) => sum + 4 * t.size, 0);
    assert.ok(full > 20 * gradients, `${full} bytes for the forward pass`);
    assert.ok(left - gradients < full / 8, `${left} of ${full} bytes are left, ${gradients} of them gradients`);
  });

  it("can be read all the same, bit by bit, in any order, also where weights have changed since", () => {
    const expected = ownLstm(weights(), inputs(40)).made.map(t => t.values());
    for (const order of [(i: number) => i, (i: number) => expected.length - 1 - i]) {
      const model = weights();
      const { loss, made } = ownLstm(model, inputs(40));
      loss.backward();
      for (const t of Object.values(model)) t.array = noGrad(() => t.mul(2)).array;
      for (let i = 0; i < 40; i++) zeros([batch, n]).add(i); // others write where it lay
      expected.forEach((_, i) => {
        assert.deepEqual(made[order(i)]!.values(), expected[order(i)], `tensor ${order(i)}`);
      });
    }
  });

  it("lives on in parts, copies without a gradient and further computations", () => {
    const { h: twin } = ownLstm(weights(), inputs(40));
    const expected = twin.values();
    const { loss, h } = ownLstm(weights(), inputs(40));
    const [row, cut, flat] = [h.slice(1, 2), h.detach(), h.reshape([-1])];
    loss.backward();
    assert.deepEqual(row.values(), expected.slice(n, 2 * n));
    assert.deepEqual(cut.values(), expected);
    assert.deepEqual(flat.values(), expected);
    assert.deepEqual(h.add(0).values(), expected);
  });

  it("gives a second backward pass the same gradients", () => {
    const model = weights();
    const { loss } = ownLstm(model, inputs(10));
    loss.backward();
    const once = Object.values(model).map(t => t.grad!.values());
    loss.backward();
    Object.values(model).forEach((t, i) => {
      assert.deepEqual(
        t.grad!.values(),
        once[i]!.map(g => 2 * g),
      );
    });
  });

  it("can be read at the end of a long chain", () => {
    const w = seed(1).uniform(0.9, 1, [4], { requiresGrad: true });
    const chain = () => {
      let x = w;
      for (let t = 0; t < 10_000; t++) x = tanh(x.mul(w));
      return x;
    };
    const expected = chain().values();
    const last = chain();
    last.sum().backward();
    assert.deepEqual(last.values(), expected);
  });

  it("is not what asked for its gradient, nor the loss", () => {
    const w = seed(1).normal(0, 1, [1000], { requiresGrad: true });
    const used = xp.memory().used;
    const hidden = w.mul(2).retainGrad();
    const loss = hidden.mul(hidden).sum();
    loss.backward();
    assert.deepEqual(hidden.grad!.values(), hidden.values().map(x => 2 * x)); // biome-ignore format: a line
    // hidden, its gradient, that of w, and two small ones; w · 2 and the squares are gone
    assert.ok(xp.memory().used - used < 4 * 4000, `${xp.memory().used - used} bytes`);
  });

  /** The sizes in bytes of the arrays that were copied out of the heap while `work` ran. */
  function copiesOf(work: () => void): number[] {
    const { slice } = Float32Array.prototype;
    const sizes: number[] = [];
    Float32Array.prototype.slice = function (...args) {
      const copy = slice.apply(this, args);
      sizes.push(copy.byteLength);
      return copy;
    };
    try {
      work();
    } finally {
      Float32Array.prototype.slice = slice;
    }
    return sizes;
  }
  const copiedBy = (work: () => void) => copiesOf(work).length;
  const makeRoom = () => {
    for (let i = 0; i < 40; i++) zeros([500, 500]).add(i); // 80 MB
  };

  it("makes room in a loop without gradients, and what is held of it stays as it was", () => {
    const [W, x] = [seed(1).normal(0, 0.1, [64, 64]), seed(2).normal(0, 1, [64, 64])];
    const held: [Tensor, Float32Array | Float64Array][] = [];
    let h = zeros([64, 64]);
    const steps = 3000; // 147 MB
    const copied = copiedBy(() => {
      for (let t = 0; t < steps; t++) {
        h = tanh(h.matmul(W).add(x));
        if (t % 97 === 0) held.push([h, xp.values(h.array)]);
      }
    });
    assert.ok(copied < steps / 3, `${copied} of ${3 * steps} arrays were copied`);
    assert.ok(xp.memory().heap < 40 * 2 ** 20, `${xp.memory().heap} bytes`);
    for (const [t, numbers] of held.toReversed()) assert.deepEqual(t.values(), numbers);
  });

  it("keeps no large array alive for a small one that was computed from it", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const used = xp.memory().used;
    const sums = Array.from({ length: 8 }, (_, i) => zeros([500, 500]).add(i).sum()); // 8 MB
    for (let i = 0; i < 20 && xp.memory().used - used > 2 ** 20; i++) {
      collect();
      await sleep(5);
    }
    assert.ok(xp.memory().used - used < 2 ** 20, `${xp.memory().used - used} bytes`);
    assert.equal(sums[3]!.item(), 750_000);
  });

  it("is what a fused recurrence has used: none of its states is copied where memory runs short, and all can be read", () => {
    const cell = () => new LSTMCell(8, 64, { rng: seed(3), dtype: "float64" });
    const x = seed(4).normal(0, 1, [32, 50, 8], { dtype: "float64" });
    const run = (cell: LSTMCell) => unroll(cell, x);
    const statesOf = ({ states }: ReturnType<typeof run>) => states.flatMap(({ h, c }) => [h.values(), c.values()]);
    const expected = statesOf(run(cell()));
    makeRoom();
    const model = cell();
    const held = run(model);
    stack(held.hidden).sum().backward();
    for (const { grad } of held.hidden) assert.ok(grad!.values().some(g => g !== 0));
    for (const t of [model.kernel, model.recurrentKernel]) t.array = noGrad(() => t.mul(2)).array;
    const copied = copiesOf(makeRoom);
    // Their gradients are, for they cannot be computed again.
    const bytes = (steps: number) => copied.filter(size => size === steps * 32 * 64 * 8).length;
    assert.deepEqual({ states: bytes(50), cells: bytes(51) }, { states: 2, cells: 0 });
    assert.deepEqual(statesOf(held), expected);
  });

  it("is one-hot rows, which are made again of their ids", () => {
    const ids = Array.from({ length: 500 }, (_, i) => (i * 7) % 40);
    const rows = oneHot(ids, 40);
    assert.ok(!copiesOf(makeRoom).includes(500 * 40 * 4));
    assert.deepEqual(argmax(rows, -1).values(), Float32Array.from(ids));
    assert.equal(rows.sum().item(), 500);
  });

  it("reads nothing that was freed by hand: what a recipe reads stays", () => {
    const first = seed(1).normal(0, 1, [1000]);
    const second = first.mul(2);
    const numbers = second.values();
    xp.free(first.array);
    for (let i = 0; i < 6000; i++) zeros([1000]).add(i); // 48 MB: makes room
    assert.deepEqual(second.values(), numbers);
  });
});
