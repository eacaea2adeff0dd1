// What only the wasm backend promises: it says what it picked, plain SIMD gives the same bits however it runs, subnormal
// gradients are flushed, and mistakes are told.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { type Backend, reference, type WasmOptions, wasm } from "../../../src/backend/index.ts";
import { selfCheck } from "../../../src/backend/wasm/self-check.ts";
import { seed } from "../../../src/tensor/index.ts";
import { compiledKernels } from "./kernels.ts";
import { inputsOf, kinds, nameOf, randomLeaves } from "./recurrences.ts";

const load = async (options: WasmOptions = {}) => wasm({ kernels: await compiledKernels(), ...options });

/** Everything a training step reads of a recurrence. */
function step(xp: Backend, kind: (typeof kinds)[number]): number[][] {
  const leaves = randomLeaves(kind, { T: 20, batch: 7, input: 10, hidden: 21 }, seed(1), "float32");
  const inputs = inputsOf(xp, kind, leaves, { initial: true, bias: true });
  const result = xp.recurrence(kind, inputs, { saves: true });
  const given = { hidden: result.hidden, cell: undefined };
  const back = xp.recurrenceBackward(kind, inputs, result, given, { wants: { xs: true, hidden: false } });
  return [result.hidden, back.xs!, back.kernel!, back.recurrentKernel!, back.bias!].map(a => Array.from(xp.values(a)));
}

describe("wasm backend", () => {
  it("says what it picked", async () => {
    const xp = await load();
    assert.match(
      xp.describe(),
      /^wasm: float32 by plain SIMD, 4×(8|16) tile \(\d+ GFLOP\/s\).*, checked against the ref/,
    );
    assert.deepEqual([xp, reference].map(backend => inspect(backend)), [xp.describe(), reference.describe()]); // biome-ignore format: a line
    assert.match((await load({ simd: "relaxed" })).describe(), /relaxed SIMD, 6×(8|16) tile/);
    assert.doesNotMatch((await load({ revectorize: false })).describe(), /revectorized/);
  });

  for (const kind of kinds)
    it(`gives the same bits with either tile: ${nameOf(kind)}`, async () => {
      const narrow = await load({ tile: 8 });
      const wide = await load({ tile: 16 });
      assert.deepEqual(step(narrow, kind), step(wide, kind));
    });

  // V8 first runs kernels through its baseline compiler, and joins vectors only where its optimizing one has been at work.
  for (const kind of kinds)
    it(`gives the same bits once optimized: ${nameOf(kind)}`, async () => {
      const xp = await load();
      const cold = step(xp, kind);
      for (let i = 0; i < 200; i++) step(xp, kind);
      await sleep(20); // compiled on another thread
      for (let i = 0; i < 100; i++) step(xp, kind);
      assert.deepEqual(step(xp, kind), cold);
    });

  it("flushes gradients that would become subnormal, and keeps NaN", async () => {
    const xp = await load();
    for (const kind of kinds) {
      const leaves = randomLeaves(kind, { T: 3, batch: 2, input: 3, hidden: 9 }, seed(2), "float32");
      const inputs = inputsOf(xp, kind, leaves, { initial: false, bias: true });
      const back = (value: number) => {
        const result = xp.recurrence(kind, inputs, { saves: true });
        const given = { hidden: xp.full(value, result.hidden.shape, "float32"), cell: undefined };
        const gradients = xp.recurrenceBackward(kind, inputs, result, given, { wants: { xs: true, hidden: false } });
        return Array.from(xp.values(gradients.kernel!));
      };
      assert.ok(
        back(1e-35).every(g => g === 0),
        nameOf(kind),
      );
      assert.ok(
        back(1e-20).some(g => g !== 0),
        nameOf(kind),
      );
      assert.ok(back(Number.NaN).every(Number.isNaN), nameOf(kind));
    }
  });

  it("goes back over what a recurrence saved only once", async () => {
    const xp = await load();
    const leaves = randomLeaves({ kind: "lstm" }, { T: 2, batch: 1, input: 1, hidden: 1 }, seed(3), "float32");
    const inputs = inputsOf(xp, { kind: "lstm" }, leaves, { initial: false, bias: false });
    const result = xp.recurrence({ kind: "lstm" }, inputs, { saves: true });
    const back = () =>
      xp.recurrenceBackward(
        { kind: "lstm" },
        inputs,
        result,
        { hidden: result.hidden, cell: undefined },
        {
          wants: { xs: false, hidden: false },
        },
      );
    back();
    assert.throws(back, /uses it up/);
  });

  it("checks itself: notices one wrong operation", async () => {
    const xp = await load();
    assert.equal(selfCheck(xp), undefined);
    const wrong: Backend = { ...xp, unary: (operation, a) => xp.unary(operation === "exp" ? "tanh" : operation, a) };
    assert.match(selfCheck(wrong)!, /^exp: .* where the reference has/);
    const unmasked: Backend = {
      ...xp,
      recurrence: (kind, { mask, ...inputs }, options) => xp.recurrence(kind, inputs, options),
    };
    assert.match(
      selfCheck(unmasked)!,
      /^lstm, masked, with peepholes and factors of the state: .* where the reference has/,
    );
  });

  it("says where its kernels should be, and whose an array is", async () => {
    await assert.rejects(
      wasm({ kernels: pathToFileURL(`${tmpdir()}/nowhere/`) }),
      /expects its kernels at .*npm run build/,
    );
    const xp = await load();
    const foreign = reference.full(1, [2], "float32");
    assert.throws(() => xp.unary("exp", foreign), /array of another backend/);
  });
});
