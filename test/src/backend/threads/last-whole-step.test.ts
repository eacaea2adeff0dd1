// A training step that is broken off, by an interrupt, by a worker that dies or for want of memory, leaves weights and optimizer as
// they were after the last whole step; trained on from there, they become what they become without it, to the bit.
import assert from "node:assert/strict";
import { type Backend, currentBackend, setBackend } from "../../../../src/backend/index.ts";
import { webAssembly } from "../../../../src/backend/wasm/webassembly.ts";
import { Linear, LSTMCell, parametersOf, zeroGrad } from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { crossEntropyOfLogits, oneHot, recurrence, seed } from "../../../../src/tensor/index.ts";
import { started, threaded, withWorkers } from "./crews.ts";

const [T, batch, input, hidden] = [40, 24, 9, 33];

/** A model on the backend in use: a step of its training, and all that a step changes. */
function training() {
  const rng = seed(3);
  const cell = new LSTMCell(input, hidden, { rng });
  const model = { cell, readout: new Linear(hidden, input, { rng }) };
  const optimizer = adam(1e-2);
  const dataOf = (rows: number) => {
    const xs = rng.normal(0, 1, [T, rows, input]);
    const ids = Array.from({ length: T * rows }, () => rng.integers(0, input));
    return { xs, y: oneHot(ids, input) };
  };
  const data = dataOf(batch);
  const step = ({ xs, y } = data): void => {
    zeroGrad(model);
    const states = recurrence({ kind: "lstm" }, { xs, ...cell }).hidden;
    crossEntropyOfLogits(model.readout.forward(states.reshape([y.shape[0]!, hidden])), y)
      .mean()
      .backward();
    optimizer.step(model);
  };
  const state = (): string =>
    JSON.stringify([optimizer.state(model), parametersOf(model).map(({ parameter }) => [...parameter.values()])]);
  return { step, state, dataOf };
}

describe("a step that is broken off", function () {
  this.timeout(120_000);
  /** After each number of steps that nothing breaks off. */
  let whole: string[];
  let chosen: Backend;
  before(async () => {
    chosen = currentBackend();
    setBackend((await threaded(1)).xp);
    const { step, state } = training();
    whole = [state()];
    for (let i = 0; i < 3; i++) {
      step();
      whole.push(state());
    }
    assert.equal(new Set(whole).size, 4);
  });
  afterEach(() => setBackend(chosen));

  it("by an interrupt, wherever it comes", async () => {
    const crew = await threaded(2);
    await started(crew, 1);
    setBackend(crew.xp);
    const { step, state } = training();
    const host = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("Jupyter.interrupt");
    let interrupted = 0;
    for (let steps = 1; steps <= 3; steps++)
      for (let limit = 1; state() !== whole[steps]; limit++) {
        let polls = 0;
        host[key] = {
          throwIfInterrupted() {
            if (++polls === limit) throw new Error("Interrupted");
          },
        };
        try {
          step();
        } catch (error) {
          assert.match(String(error), /Interrupted/);
          assert.ok(state() === whole[steps - 1], `after ${limit} polls the state is that of no whole step`);
          interrupted++;
        } finally {
          delete host[key];
        }
      }
    assert.ok(interrupted > 30, `${interrupted} times`);
  });

  it("by a worker that dies", async () => {
    const dies =
      "const { Instance } = WebAssembly; WebAssembly.Instance = function (...args) { const { exports } = new Instance(...args);" +
      "return { exports: { ...exports, lstmBackward() { process.exit(3); } } }; };\n";
    let workers = 0;
    await withWorkers(
      script => (workers++ === 0 ? dies + script : script),
      async () => {
        const crew = await threaded(2, {}, { patienceMs: 100 });
        setBackend(crew.xp);
        let isBroken = false;
        // A worker that comes late finds its piece done; then it is tried again.
        while (!isBroken) {
          await started(crew, 1);
          const { step, state } = training();
          for (let steps = 1; steps <= 3; steps++) {
            try {
              step();
            } catch (error) {
              assert.match(String(error), /cannot finish this step.*go on from the last whole step/);
              assert.ok(state() === whole[steps - 1], "the state is that of no whole step");
              isBroken = true;
              step();
            }
            assert.ok(state() === whole[steps], `${steps} steps lead elsewhere`);
          }
        }
      },
    );
  });

  it("for want of memory", async () => {
    setBackend((await threaded(1)).xp);
    const { step, state, dataOf } = training();
    const large = dataOf(40 * batch);
    const { Memory } = webAssembly as unknown as { Memory: { prototype: { grow(pages: number): number } } };
    const { grow } = Memory.prototype;
    for (let steps = 1; steps <= 3; steps++) {
      Memory.prototype.grow = () => {
        throw new RangeError("WebAssembly.Memory.grow(): Unable to grow instance memory");
      };
      try {
        assert.throws(() => step(large), /^RangeError: the wasm backend cannot hold \d+ MB more: \d+ MB .*; try a smaller batch or shorter sequences/); // biome-ignore format: a line
      } finally {
        Memory.prototype.grow = grow;
      }
      assert.ok(state() === whole[steps - 1], "the state is that of no whole step");
      step();
      assert.ok(state() === whole[steps], `${steps} steps lead elsewhere`);
    }
  });
});
