// Memory of the wasm backend stays flat with nothing freed by hand: in loops that never yield and in those that do, for
// training steps and for graphs that are dropped without a backward pass.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Backend, currentBackend, setBackend, type WasmBackend, wasm } from "../../../src/backend/index.ts";
import { logSoftmax, recurrence, seed, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { compiledKernels } from "./kernels.ts";

const megabyte = 2 ** 20;

describe("memory: the wasm backend", () => {
  let xp: WasmBackend;
  let before: Backend;
  beforeEach(async () => {
    xp = await wasm({ kernels: await compiledKernels() });
    before = currentBackend();
    setBackend(xp);
  });
  afterEach(() => {
    setBackend(before);
  });

  const [T, batch, input, hidden] = [12, 8, 6, 16];
  const model = () => {
    const rng = seed(0);
    const draw = (...shape: number[]) => rng.normal(0, 0.3, shape, { requiresGrad: true });
    return { kernel: draw(input, 4 * hidden), recurrentKernel: draw(hidden, 4 * hidden), readout: draw(hidden, input) };
  };
  const lossOf = ({ kernel, recurrentKernel, readout }: ReturnType<typeof model>, xs: Tensor): Tensor => {
    const states = recurrence({ kind: "lstm" }, { xs, kernel, recurrentKernel });
    return logSoftmax(states.hidden.matmul(readout)).mul(-1).mean();
  };

  it("is flat over 10,000 training steps that never yield", function () {
    this.timeout(60_000);
    const weights = model();
    const xs = seed(1).normal(0, 1, [T, batch, input]);
    let heapThen = 0;
    const losses: number[] = [];
    for (let step = 0; step < 10_000; step++) {
      const loss = lossOf(weights, xs);
      loss.backward();
      for (const parameter of Object.values(weights)) {
        parameter.array = parameter.sub(parameter.grad!.mul(0.01)).array;
        parameter.grad = undefined;
      }
      if (step % 500 === 0) losses.push(loss.item());
      if (step === 3_000) heapThen = xp.memory().heap;
    }
    assert.ok(losses.at(-1)! < losses[0]!, `it learns: ${losses[0]} → ${losses.at(-1)}`);
    assert.ok(losses.every(Number.isFinite));
    assert.equal(xp.memory().heap, heapThen, "the heap has not grown since step 3,000");
    assert.ok(heapThen < 512 * megabyte, `${heapThen / megabyte} MB`);
  });

  it("is flat over 10,000 dropped graphs", function () {
    this.timeout(60_000);
    const weights = model();
    const xs = seed(1).normal(0, 1, [T, batch, input]);
    const values = new Set<number>();
    let heapThen = 0;
    for (let step = 0; step < 10_000; step++) {
      const loss = lossOf(weights, xs);
      if (step % 1000 === 0) values.add(loss.item());
      if (step === 3_000) heapThen = xp.memory().heap;
    }
    assert.equal(values.size, 1, "the same graph gives the same loss, however often");
    assert.equal(xp.memory().heap, heapThen);
  });

  it("is flat over masked steps of padded batches, trained or dropped", () => {
    const { kernel, recurrentKernel } = model();
    const xs = seed(1).normal(0, 1, [batch, T, input]);
    const mask = tensor(Array.from({ length: batch }, (_, i) => Array.from({ length: T }, (_, t) => +(t < T - i))));
    let heapThen = 0;
    for (let step = 0; step < 4_000; step++) {
      const { hidden: states } = recurrence(
        { kind: "lstm" },
        { xs, kernel, recurrentKernel, mask },
        { batchFirst: true },
      );
      if (step % 2 === 0) states.mean().backward();
      kernel.grad = undefined;
      recurrentKernel.grad = undefined;
      if (step === 1_500) heapThen = xp.memory().heap;
    }
    assert.equal(xp.memory().heap, heapThen);
  });

  it("keeps what somebody holds, also when it has moved out of the heap", () => {
    const rng = seed(2);
    const kept = Array.from({ length: 20 }, () => rng.normal(0, 1, [1000]));
    const copies = kept.map(t => t.values());
    let churn = tensor(new Float32Array(250_000));
    for (let i = 0; i < 600; i++) churn = churn.add(1); // 600 MB
    assert.equal(churn.at(0).item(), 600);
    kept.forEach((t, i) => {
      assert.deepEqual(t.mul(2).div(2).values(), copies[i]);
      assert.deepEqual(t.values(), copies[i]);
    });
  });

  it("a part of an array lives as long as it is held, also when the whole has moved out or is kept by nobody else", () => {
    const whole = () => xp.fromValues(Float32Array.from({ length: 4000 }, (_, i) => i), [4, 1000], "float32"); // biome-ignore format: a line
    const first = xp.slice(whole(), 0, 1, 3);
    const second = xp.slice(first, 0, 1, 2);
    let churn = tensor(new Float32Array(250_000));
    for (let i = 0; i < 600; i++) churn = churn.add(1); // 600 MB
    assert.deepEqual([...xp.values(second).slice(0, 2)], [2000, 2001]);
    assert.deepEqual([...xp.values(xp.reduce("max", first, [0, 1]))], [2999]);
    const kept = xp.scratch(
      () => xp.slice(whole(), 0, 3, 4),
      part => [part],
    );
    xp.full(7, [4, 1000], "float32");
    assert.equal(xp.values(xp.binary("add", kept, second))[0], 5000);
  });

  it("gives memory back when the garbage collector finds it", async function () {
    this.timeout(20_000);
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const held = Array.from({ length: 100 }, () => xp.full(0, [25_000], "float32"));
    for (let i = 0; i < 5; i++) for (const a of held) xp.unary("neg", a); // what is read again stays on the heap
    held.length = 0;
    assert.ok(xp.memory().used > 9 * megabyte);
    for (let i = 0; i < 20 && xp.memory().used > 2 * megabyte; i++) {
      collect();
      await sleep(5);
    }
    assert.ok(xp.memory().used < 2 * megabyte, `${xp.memory().used / megabyte} MB in use`);
  });

  it("says what does not fit, and goes on", () => {
    assert.throws(() => xp.full(0, [2 ** 30], "float32"), /cannot hold 4096 MB more.*smaller batch/);
    assert.deepEqual([...xp.values(xp.full(1, [2], "float32"))], [1, 1]);
  });
});
