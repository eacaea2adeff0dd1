// What only the wasm backend promises: it says what it picked, plain SIMD gives the same bits however it runs, subnormal
// gradients are flushed, and mistakes are told.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { type Backend, reference, type WasmOptions, wasm } from "../../../src/backend/index.ts";
import { selfCheck } from "../../../src/backend/self-check.ts";
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

  it("has tanh and sigmoid in float64 to some units in the last place, also near 0, and an odd tanh", async () => {
    const xp = await load();
    const sizes = Array.from({ length: 1500 }, (_, i) => 10 ** (-12 + i / 100)); // to 1000
    const x = [0, -0, ...sizes, ...sizes.map(size => -size)].filter(x => x > -700);
    const numbers = (name: "tanh" | "sigmoid", of: number[]) =>
      xp.values(xp.unary(name, xp.fromValues(of, [of.length], "float64")));
    const [tanh, sigmoid, opposite] = [numbers("tanh", x), numbers("sigmoid", x), numbers("tanh", x.map(x => -x))]; // biome-ignore format: a line
    x.forEach((x, i) => {
      const close = (got: number, expected: number) => Math.abs(got - expected) <= 1.2e-15 * Math.abs(expected);
      assert.ok(close(tanh[i]!, Math.tanh(x)), `tanh(${x}) is ${tanh[i]}`);
      assert.ok(Object.is(opposite[i], -tanh[i]!), `tanh(${-x}) is ${opposite[i]}`);
      const e = Math.exp(-Math.abs(x));
      assert.ok(close(sigmoid[i]!, (x < 0 ? e : 1) / (1 + e)), `sigmoid(${x}) is ${sigmoid[i]}`);
    });
  });

  it("flushes gradients that would become subnormal, and keeps NaN", async () => {
    const xp = await load();
    for (const kind of kinds)
      for (const [dtype, tiny, small] of [
        ["float32", 1e-35, 1e-20],
        ["float64", 1e-295, 1e-200],
      ] as const) {
        // biome-ignore format: a table
        const leaves = randomLeaves(kind, { T: 3, batch: 2, input: 3, hidden: 9 }, seed(2), dtype);
        const inputs = inputsOf(xp, kind, leaves, { initial: false, bias: true });
        const back = (value: number) => {
          const result = xp.recurrence(kind, inputs, { saves: true });
          const given = { hidden: xp.full(value, result.hidden.shape, dtype), cell: undefined };
          const gradients = xp.recurrenceBackward(kind, inputs, result, given, { wants: { xs: true, hidden: false } });
          return Array.from(xp.values(gradients.kernel!));
        };
        assert.ok(
          back(tiny).every(g => g === 0),
          nameOf(kind),
        );
        assert.ok(
          back(small).some(g => g !== 0),
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
    assert.equal(selfCheck(xp, "float32"), undefined);
    const wrong: Backend = { ...xp, unary: (operation, a) => xp.unary(operation === "exp" ? "tanh" : operation, a) };
    assert.match(selfCheck(wrong, "float32")!, /^exp: .* where the reference has/);
    /** Some primitives, each of which computes something else than it is asked for. */
    const others: [RegExp, Partial<Backend>][] = [
      [/^gelu: /, { activation: (f, x) => xp.activation(f.name === "gelu" ? { name: "silu" } : f, x) }],
      [/^relu: /, { activationBackward: (_, g) => g }],
      [/^where: /, { ternary: (operation, a, b, c, shape) => xp.ternary(operation, a, c, b, shape) }],
      [/^greater: /, { binary: (name, a, b) => (name === "greater" ? xp.binary(name, b, a) : xp.binary(name, a, b)) }],
      [/^layerNorm: /, { layerNormBackward: (_, { gamma, beta }, g) => ({ x: g, gamma, beta }) }],
      [/^softmax: /, { softmaxBackward: (_, g) => g }],
      [/^random numbers, normal: /, { random: (_, first, key, into) => xp.random("unit", first, key, into) }],
    ];
    for (const [said, changed] of others) assert.match(selfCheck({ ...xp, ...changed }, "float32")!, said);
    const unmasked: Backend = {
      ...xp,
      recurrence: (kind, { mask, ...inputs }, options) => xp.recurrence(kind, inputs, options),
    };
    assert.match(
      selfCheck(unmasked, "float32")!,
      /^lstm, masked, with peepholes and factors of the state: .* where the reference has/,
    );
  });

  it("says that its kernels are cut off, none at all or of another version", async () => {
    const folder = mkdtempSync(join(tmpdir(), "unrolled kernels "));
    /** What is said where the float32 kernels are changed like this. */
    const said = async (change: (bytes: Buffer) => Uint8Array): Promise<string> => {
      const whole = await compiledKernels();
      cpSync(fileURLToPath(whole), folder, { recursive: true });
      writeFileSync(join(folder, "plain.wasm"), change(readFileSync(new URL("plain.wasm", whole))));
      return wasm({ kernels: pathToFileURL(`${folder}/`) }).then(
        () => "loaded",
        error => (error as Error).message,
      );
    };
    try {
      assert.equal(await said(bytes => bytes), "loaded");
      assert.match(await said(bytes => bytes.subarray(0, bytes.length / 2)), /expects whole kernels at file:.*plain\.wasm, but got \d+ bytes, a file that is cut off or damaged; npm run build/); // biome-ignore format: a line
      assert.match(await said(() => Buffer.from("<!DOCTYPE html>")), /but got 15 bytes, a file that is cut off/);
      const renamed = (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replace("lstmForward", "lstmForwarD"), "latin1"); // biome-ignore format: a line
      assert.match(await said(renamed), /expects kernels of its own version at .*, but got some without lstmForward; npm run build/); // biome-ignore format: a line
    } finally {
      rmSync(folder, { recursive: true });
    }
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
