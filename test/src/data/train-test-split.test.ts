// Samples parted: sizes and labels as scikit-learn parts them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { trainTestSplit } from "../../../src/data/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";

interface Split {
  sizes: number[];
  testSize: number;
  train: number[];
  test: number[];
  plain: [train: number, test: number];
}
const { split: sklearn } = JSON.parse(
  readFileSync(new URL("../../fixtures/sklearn_keras_data.json", import.meta.url), "utf8"),
) as { split: Split[] };

const byNumber = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe("trainTestSplit", () => {
  for (const { sizes, testSize, train, test, plain } of sklearn)
    it(`parts ${sizes} by ${testSize} as scikit-learn does`, () => {
      const labels = sizes.flatMap((size, label) => Array.from({ length: size }, () => label));
      const count = (part: number[]) => sizes.map((_, label) => part.filter(each => each === label).length);
      const parts = trainTestSplit(labels, { testSize, rng: seed(0), stratify: labels });
      assert.deepEqual([count(parts.train), count(parts.test)], [train, test]);
      const { train: some, test: others } = trainTestSplit(labels, { testSize, rng: seed(0) });
      assert.deepEqual([some.length, others.length], plain);
    });

  it("gives each sample to one part, the same ones by the same seed", () => {
    const { train, test } = trainTestSplit(ten, { rng: seed(1) });
    assert.deepEqual([train.length, test.length], [7, 3]);
    assert.deepEqual(byNumber([...train, ...test]), ten);
    assert.notDeepEqual(train, byNumber(train));
    assert.deepEqual(trainTestSplit(ten, { rng: seed(1) }), { train, test });
    assert.notDeepEqual(trainTestSplit(ten, { rng: seed(2) }).test, test);
  });

  it("keeps lists and tensors together", () => {
    const x = tensor(ten.map(n => [n, -n]));
    const names = ten.map(n => `n${n}`);
    const { train, test } = trainTestSplit({ x, names }, { testSize: 4, rng: seed(0), stratify: tensor(ten.map(n => n % 2)) }); // biome-ignore format: a line
    assert.deepEqual([train.x.shape, test.x.shape], [[6, 2], [4, 2]]); // biome-ignore format: a line
    for (const part of [train, test])
      assert.deepEqual(
        part.x.toArray(),
        part.names.map(name => [Number(name.slice(1)), -Number(name.slice(1))]),
      );
    assert.equal(test.names.filter(name => Number(name.slice(1)) % 2).length, 2);
  });

  it("keeps the order on request", () => {
    const parts = trainTestSplit(ten, { testSize: 0.2, shuffle: false });
    assert.deepEqual(parts, { train: ten.slice(0, 8), test: [8, 9] });
  });

  // biome-ignore format: a table
  const wrong: [name: string, call: () => unknown, message: RegExp][] = [
    ["no generator", () => trainTestSplit(ten), /a generator, \{ rng: seed\(0\) \}, or \{ shuffle: false \}, but got undefined/],
    ["a number for one", () => trainTestSplit(ten, { rng: 0 as never }), /but got 0$/],
    ["all to test on", () => trainTestSplit(ten, { rng: seed(0), testSize: 10 }), /testSize between 0 and 1, or a number of samples below 10, but got 10/],
    ["a part beyond 1", () => trainTestSplit(ten, { rng: seed(0), testSize: 1.5 }), /but got 1.5/],
    ["nothing to test on", () => trainTestSplit(ten, { rng: seed(0), testSize: 0 }), /but got 0$/],
    ["lists of two lengths", () => trainTestSplit({ x: ten, y: [1] }, { rng: seed(0) }), /as many of each, but got 10 of x and 1 of y/],
    ["one sample", () => trainTestSplit([1], { rng: seed(0) }), /at least two samples, but got 1/],
    ["a text", () => trainTestSplit({ x: "abc" as never }, { rng: seed(0) }), /lists or tensors, but got x: "abc"/],
    ["a label once", () => trainTestSplit(ten, { rng: seed(0), stratify: [1, ...ten.slice(1).map(() => 0)] }), /each label at least twice, .* but got one 1/],
    ["more labels than places", () => trainTestSplit(ten, { rng: seed(0), testSize: 2, stratify: ten.map(n => n % 3) }), /at least one sample a label, 3, but got 8 and 2/],
    ["labels for others", () => trainTestSplit(ten, { rng: seed(0), stratify: [1, 2] }), /a label for each of 10 samples, stratify: y, but got an array of 2/],
    ["labels in order", () => trainTestSplit(ten, { shuffle: false, stratify: ten }), /stratify with a generator/],
    ["scikit-learn's options", () => trainTestSplit(ten, { test_size: 0.2 } as never), /but got test_size; did you mean testSize\?/],
  ];
  for (const [name, call, message] of wrong) it(`says what is wrong: ${name}`, () => assert.throws(call, message));
});
