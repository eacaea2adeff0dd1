// Numbers and arrays of numbers: what is taken, and what is said of what is not.
import assert from "node:assert/strict";
import { approximately, exactly, type NumbersLike, question, tensorOf } from "../../../../src/checking/index.ts";
import { tensor, zeros } from "../../../../src/tensor/index.ts";

const rest = { id: "demo/q", asks: "?", because: "so.", hints: [] };

describe("exactly and approximately", () => {
  const count = question({ ...rest, answer: exactly(6), fingerprints: [{ answer: 1.5, hint: "you divided." }] });
  const zero = question({ ...rest, answer: exactly(0) });
  const loss = question({ ...rest, answer: approximately(Math.LN2, { tolerance: 1e-3 }) });

  it("ask for a whole number where one is right", () => {
    assert.equal(count.check(6.5).message, "6.5 is no whole number, and one is asked for");
    assert.equal(count.check(1.5).message, "1.5: you divided.");
    assert.match(count.check(7).message, /^7 is not the answer/);
  });

  it("take −0 for 0, and no number that is not one", () => {
    assert.equal(zero.check(-0).status, "correct");
    for (const [strange, message] of [
      [Number.NaN, /NaN is not a number/],
      [Number.NEGATIVE_INFINITY, /a finite number, but got -∞/],
      [0n, /the bigint 0n \(write it without the n\)/],
      ["0", /the text "0" \(write it without quotes\)/],
      [new Number(0), /an object/],
    ] as const)
      assert.match(zero.check(strange as never).message, message);
  });

  it("ask for more digits where an answer is near", () => {
    assert.equal(loss.check(0.6932).status, "correct");
    assert.equal(loss.check(0.69).message, "0.69 is near, but more digits are asked for");
    assert.match(loss.check(0.3).message, /^0\.3 is not the answer/);
  });

  it("may allow an absolute error beside the relative one", () => {
    const q = question({ ...rest, answer: approximately(1e-9, { tolerance: 1e-6, absolute: 1e-6 }) });
    assert.equal(q.check(5e-7).status, "correct");
    assert.notEqual(q.check(5e-5).status, "correct");
  });
});

describe("tensorOf", () => {
  const q = question({
    ...rest,
    answer: tensorOf([
      [1, 2, 3],
      [4, 5, 6],
    ]),
    fingerprints: [{ answer: [[1, 4], [2, 5], [3, 6]], hint: "rows and columns are swapped." }], // biome-ignore format: a matrix
  });
  const message = (answer: unknown) => q.check(answer as NumbersLike).message;

  it("takes nested lists, typed arrays and tensors alike", () => {
    for (const answer of [
      [[1, 2, 3], [4, 5, 6]], // biome-ignore format: a matrix
      [Float32Array.of(1, 2, 3), Float64Array.of(4, 5, 6)],
      tensor([[1, 2, 3], [4, 5, 6]]), // biome-ignore format: a matrix
      [tensor([1, 2, 3]), tensor([4, 5, 6])],
    ])
      assert.equal(q.check(answer).status, "correct");
  });

  it("says which shape was expected, then how many numbers differ and where, and never a value", () => {
    assert.equal(message([1, 2, 3]), "expected an array of shape [2, 3], but got a list of 3 numbers");
    assert.equal(message(zeros([3, 2])), "expected an array of shape [2, 3], but got an array of shape [3, 2]");
    assert.equal(
      message([[1, 2, 3], [4, 0, 0]]), // biome-ignore format: a matrix
      "the shape [2, 3] is right, but 2 of 6 numbers differ, the first at [1, 1]",
    );
    assert.equal(message(zeros([2, 3])), "the shape [2, 3] is right, but all 6 numbers differ");
  });

  it("writes a short list out where a mistake is recognized, and says little of a list of one", () => {
    const list = question({
      ...rest,
      answer: tensorOf([3, 4, 5]),
      fingerprints: [{ answer: [1, 2, 3], hint: "too early." }],
    });
    assert.equal(list.check([1, 2, 3]).message, "[1, 2, 3]: too early.");
    assert.equal(
      question({ ...rest, answer: tensorOf([3]) }).check([1]).message,
      "the shape [1] is right, but the number in it differs",
    );
  });

  it("recognizes a mistake, also as a tensor", () =>
    assert.match(message(tensor([[1, 4], [2, 5], [3, 6]])), /: rows and columns are swapped\.$/)); // biome-ignore format: a matrix

  it("gives the 7 digits of float32 their due, and no more", () => {
    const third = question({ ...rest, answer: tensorOf([1 / 3, 2 / 3]) });
    assert.equal(third.check(tensor([1 / 3, 2 / 3], { dtype: "float32" })).status, "correct");
    assert.equal(third.check(Float32Array.of(0.334, 2 / 3)).status, "incorrect");
    assert.equal(third.check([Math.fround(1 / 3) + 1e-6, 2 / 3]).status, "incorrect");
  });

  it("says in a sentence what is no array of numbers", () => {
    const loop: unknown[] = [];
    loop.push(loop, loop);
    for (const [strange, says] of [
      [[[1, 2, 3], [4, 5]], /rows of unequal length$/], // biome-ignore format: a matrix
      [[["1"]], /the text "1" \(write it without quotes\) among the numbers$/],
      [[1, undefined], /undefined .* among the numbers$/],
      [{}, /an object$/],
      [loop, /lists that hold themselves$/],
      [[[1, 2, Number.NaN], [4, 5, 6]], /^NaN is among the numbers: is a ____ left/], // biome-ignore format: a matrix
      [BigInt64Array.of(1n), /an object of the class BigInt64Array$/],
    ] as const)
      assert.match(message(strange), says);
  });

  it("expects as many numbers as there are: an empty array is not right", () => {
    assert.equal(message([]), "expected an array of shape [2, 3], but got a list of 0 numbers");
    assert.match(message(zeros([0, 3])), /but got an array of shape \[0, 3\]$/);
  });
});
