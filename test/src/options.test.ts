import assert from "node:assert/strict";
import "./on-reference.ts";
import { assertOptions, describe as described, nearest, type OptionNames } from "../../src/options.ts";
import { type Rng, seed } from "../../src/tensor/index.ts";

interface Options {
  returnSequences?: boolean;
  returnState?: boolean;
  bias?: boolean;
}
const known: OptionNames<Options> = { returnSequences: "boolean", returnState: "boolean", bias: "boolean" };
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

  it("a value of another kind is refused, whatever it would count as", () => {
    interface Kinds {
      flag?: boolean;
      name?: string;
      rate?: number;
      rng?: Rng;
      dtype?: "float32" | "float64";
      shape?: readonly (number | null)[];
      mode?: "sum" | null;
      own?: { a: number };
    }
    const kinds: OptionNames<Kinds> = {
      flag: "boolean",
      name: "text",
      rate: "number",
      rng: "generator",
      dtype: "dtype",
      shape: "sampleShape",
      mode: "nullable",
      own: true,
    };
    const given = (options: object) => () => assertOptions("f", options as Kinds, kinds);
    const right: Kinds = {
      flag: false,
      name: "",
      rate: 0,
      rng: seed(0),
      dtype: "float64",
      shape: [null, 3],
      mode: null,
      own: { a: 1 },
    };
    assert.doesNotThrow(given(right));
    const wrong: { [name in keyof Kinds]: [words: string, ...values: [value: unknown, got: string][]] } = {
      flag: ["true or false", [1, "1"], ["yes", '"yes"'], [[], "[]"]],
      name: ["a text", [3, "3"], [["a"], '["a"]'], [{ a: 1 }, "{ a }"]],
      rate: ["a number", ["3", '"3"'], [Number.NaN, "NaN"], [true, "true"], [3n, "3n"], [[0.1], "[0.1]"]],
      rng: ["a generator such as seed(0)", [0, "0"], [Math.random, "the function random"]],
      dtype: ['"float32" or "float64"', ["int32", '"int32"'], [32, "32"]],
      shape: ["a shape such as [100, 30] (time steps, features)", [30, "30"], [[0], "[0]"], [["a"], '["a"]'], [[[1, 2]], "an array of 1"]],
    }; // biome-ignore format: a table
    for (const [name, [words, ...values]] of Object.entries(wrong)) {
      for (const [value, got] of values)
        assert.throws(given({ [name]: value }), {
          name: "TypeError",
          message: `f expects ${name} to be ${words}, but got ${got}`,
        });
      assert.throws(given({ [name]: null }), {
        message: `f expects a value for ${name}, but got null; leave it out for the default`,
      });
    }
    assert.throws(given({ own: null }), /f expects a value for own, but got null/);
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
