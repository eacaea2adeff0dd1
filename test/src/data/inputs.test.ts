// What the functions of this room say of arguments that they cannot mean.
import assert from "node:assert/strict";
import * as d from "../../../src/data/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";

// biome-ignore format: a table
const wrong: [name: string, call: () => unknown, message: RegExp][] = [
  ["batches of a list", () => d.batches([[1], [2]] as never), /batches expects tensors by name, batches\(\{ x, y \}\), but got an array of 2/],
  ["batches of a tensor", () => d.batches(tensor([1]) as never), /by name, .* but got a Tensor of shape \[1\]/],
  ["batches with y behind x", () => d.batches({ x: [1] }, [1] as never), /batches expects options by name, \{ batchSize, /],
  ["batches with an unknown option", () => d.batches({ x: [1] }, { batchsize: 2 } as never), /but got batchsize; did you mean batchSize\?/],
  ["batches with a number for rng", () => d.batches({ x: [1] }, { rng: 0 as never }), /rng to be a generator such as seed\(0\), but got 0/],
  ["batches with a name of its own", () => d.batches({ size: [1] }), /keeps the name size for itself/],
  ["batches of text", () => d.batches({ x: ["a"] as never }), /batches, x, expects numbers, but got "a" at \[0\]/],
  ["batches of ragged rows", () => d.batches({ x: [[1, 2], [3]] }), /batches, x, expects rows of equal length, .* padSequences/],
  ["bpttBatches without options", () => d.bpttBatches({ x: [1, 2] }, undefined as never), /steps to be a whole number ≥ 1, but got undefined/],
  ["bpttBatches with an unknown option", () => d.bpttBatches({ x: [1, 2] }, { steps: 1, size: 2 } as never), /options out of batchSize, steps, lastBatch, but got size/],
  ["nextToken of a text", () => d.nextToken("abc" as never), /nextToken expects a list, but got "abc"; characters\(text\)/],
  ["manyToOne of a text", () => d.manyToOne("abc" as never, 2), /manyToOne expects a list, but got "abc"/],
  ["manyToMany with a stride by itself", () => d.manyToMany([1, 2, 3], 1, 2 as never), /manyToMany expects options by name, \{ stride \}, but got 2/],
  ["manyToOne with an unknown option", () => d.manyToOne([1, 2, 3], 1, { strides: 2 } as never), /but got strides; did you mean stride\?/],
  ["characters of a number", () => d.characters(12 as never), /^TypeError: characters expects a text, but got 12/],
  ["words of a list", () => d.words(["a"] as never), /^TypeError: words expects a text, but got an array of 1/],
  ["vocabulary of nothing", () => d.vocabulary(undefined as never), /vocabulary expects tokens, such as characters\(text\).*undefined/],
  ["vocabulary with an unknown option", () => d.vocabulary("abc", { unk: "?" } as never), /options out of padding, unknown, .* but got unk/],
  ["encode of a number", () => d.vocabulary("abc").encode(1 as never), /encode expects tokens, .* but got 1/],
  ["encode with an unknown option", () => d.vocabulary("abc").encode("a", { eos: true } as never), /encode expects options out of start, end, but got eos/],
  ["decode of a number", () => d.vocabulary("abc").decode(1 as never), /decode expects a list of ids, but got 1/],
  ["padSequences of numbers", () => d.padSequences([1, 2] as never), /padSequences, at \[0\], expects a list, but got 1/],
  ["padSequences with a length by itself", () => d.padSequences([[1]], 3 as never), /padSequences expects options by name, .* but got 3/],
  ["padSequences with Python's name", () => d.padSequences([[1]], { max_len: 3 } as never), /but got max_len; did you mean maxlen\?/],
  ["sequenceMask of a number", () => d.sequenceMask(3 as never), /sequenceMask expects a list, but got 3/],
  ["sequenceMask with an unknown option", () => d.sequenceMask([1], { maxlen: 3 } as never), /sequenceMask expects options out of steps, padding, dtype, requiresGrad, but got maxlen/],
  ["uniform of a shape alone", () => seed(0).uniform([2, 3] as never), /uniform expects low and high as numbers, but got an array of 2; .*uniform\(0, 1, \[2, 3\]\)/],
  ["normal of a shape alone", () => seed(0).normal([2, 3] as never), /normal expects mean and standard deviation as numbers.*normal\(0, 1, \[2, 3\]\)/],
  ["normal with sizes one by one", () => seed(0).normal(0, 1, 2 as never), /normal expects a shape such as \[2, 3\], but got 2/],
  ["normal with an unknown option", () => seed(0).normal(0, 1, [2], { type: "float64" } as never), /normal expects options out of dtype, .* but got type/],
  ["integers of one number", () => seed(0).integers(5, undefined as never), /whole numbers low < high .* but got 5 and undefined/],
  ["choice of nothing", () => seed(0).choice(undefined as never), /choice expects a number or a list, .* but got undefined/],
  ["a seed of text", () => seed("1" as never), /seed expects a whole number .* but got "1"/],
];

describe("data: arguments of another kind are told", () => {
  for (const [name, call, message] of wrong) it(name, () => assert.throws(call, message));
});
