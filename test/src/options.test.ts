import assert from "node:assert/strict";
import { assertOptions, describe as described, nearest, type OptionNames } from "../../src/options.ts";

interface Options {
  returnSequences?: boolean;
  returnState?: boolean;
  bias?: boolean;
}
const known: OptionNames<Options> = { returnSequences: true, returnState: true, bias: true };
const check = (options: unknown) => () => assertOptions("lstm", options as Options, known);

describe("options", () => {
  it("may be left out, or be any of the known ones", () => {
    for (const options of [undefined, {}, { bias: false }, { returnState: undefined }, Object.create(null)])
      assert.doesNotThrow(check(options));
  });

  it("an unknown one is refused with the known ones and the nearest", () => {
    const expected = "lstm expects options out of returnSequences, returnState, bias, but got return_sequences";
    assert.throws(check({ return_sequences: true }), {
      name: "RangeError",
      message: `${expected}; did you mean returnSequences?`,
    });
    assert.throws(check({ color: "red" }), /returnState, bias, but got color$/);
    assert.throws(check({ bias: true, useBiass: undefined }), /but got useBiass/);
    assert.throws(() => assertOptions("sum", { keepdims: true } as object, { keepDims: true } as object), {
      message: "sum expects the option keepDims, but got keepdims; did you mean keepDims?",
    });
  });

  it("what is no object with names is refused", () => {
    for (const [given, words] of [
      [0, "0"],
      ["relu", '"relu"'],
      [null, "null"],
      [true, "true"],
      [[1, 2], "an array of 2"],
      [new Float32Array(2), "a Float32Array"],
      [Math.tanh, "the function tanh"],
    ] as const)
      assert.throws(check(given), {
        name: "RangeError",
        message: `lstm expects options by name, { returnSequences, returnState, bias }, but got ${words}`,
      });
  });
});

describe("nearest name", () => {
  const names = ["returnState", "returnSequences", "mask", "lastBatch", "learningRate"];
  for (const [typed, meant] of [
    ["returnsequences", "returnSequences"],
    ["return_sequence", "returnSequences"],
    ["msak", "mask"],
    ["lastbach", "lastBatch"],
    ["learning_rate", "learningRate"],
    ["shuffle", undefined],
    ["", undefined],
  ] as const)
    it(`${typed || "no letters"} → ${meant ?? "none"}`, () => assert.equal(nearest(typed, names), meant));
});

describe("a value in a message", () => {
  for (const [value, words] of [
    [{ axis: 1 }, "{ axis }"],
    [{}, "{}"],
    [12n, "12n"],
    [[], "an empty array"],
    [new Date(0), "a Date"],
    [{ shape: [2, 3] }, "an Object of shape [2, 3]"],
    ["x".repeat(50), `"${"x".repeat(40)}…"`],
  ] as const)
    it(words, () => assert.equal(described(value), words));
});
