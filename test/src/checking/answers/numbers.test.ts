// Numbers and arrays of numbers: what is taken, and what is said of what is not.
import assert from "node:assert/strict";
import {
  approximately,
  exactly,
  type NumbersLike,
  prove,
  question,
  several,
  tensorOf,
} from "../../../../src/checking/index.ts";
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

  it("ask for more digits where an answer is the right one with too few", () => {
    const more = "is right as far as it goes, but at least three digits are asked for";
    assert.equal(loss.check(0.6932).status, "correct");
    assert.equal(loss.check(0.69).message, `0.69 ${more}`);
    const half = question({ ...rest, answer: approximately(Math.log(0.5) / Math.log(0.9), { tolerance: 1e-3 }) });
    for (const few of [6.6, 6.5]) assert.equal(half.check(few).message, `${few} ${more}`);
    const tie = question({ ...rest, answer: approximately(0.0375) }); // float64 has it a little smaller
    for (const few of [0.037, 0.038]) assert.equal(tie.check(few).message, `${few} ${more}`);
    const large = question({ ...rest, answer: approximately(-1234.5, { tolerance: 1e-6 }) });
    for (const few of [-1200]) assert.match(large.check(few).message, new RegExp(`${more}$`));
    for (const enough of [-1234, -1235, -1230]) assert.equal(large.check(enough).status, "correct");
    const four = question({ ...rest, answer: approximately(5.3573, { digits: 4 }) });
    assert.equal(four.check(5.36).message, "5.36 is right as far as it goes, but at least four digits are asked for");
    for (const enough of [5.357, 5.3573]) assert.equal(four.check(enough).status, "correct");
    const small = question({ ...rest, answer: approximately(2 ** -60) });
    assert.match(small.check(8.7e-19).message, new RegExp(`${more}$`));
    assert.match(small.check(8.8e-19).message, /^8\.8e-19 is not the answer/);
  });

  it("take three digits, rounded or cut off, though a last 0 is not seen", () => {
    for (const [right, ...enough] of [
      [Math.LN10, 2.3], // 2.302585: 2.30 is all that three digits have
      [1.2 ** 49, 7580, 7583], // 7583.7
      [0.9 ** 99, 2.95e-5], // 2.9513e-5
      [-6 * Math.log(4), -8.32, -8.31, -8.3177],
      [0.1875, 0.187, 0.188],
      [1.004, 1],
    ] as const)
      for (const answer of enough)
        assert.equal(question({ ...rest, answer: approximately(right) }).check(answer).status, "correct", `${answer}`);
    for (const [right, few] of [[Math.LN10, 2.31], [Math.LN2, 0.694], [1.2 ** 49, 7600], [1.006, 1.01001]] as const) // biome-ignore format: pairs
      assert.equal(question({ ...rest, answer: approximately(right) }).check(few).status, "incorrect", `${few}`);
    assert.equal(question({ ...rest, answer: tensorOf([1 / 3, 12]) }).check([0.333, 12]).status, "correct");
    assert.equal(question({ ...rest, answer: tensorOf([1 / 3, 1234]) }).check([0.333, 1230]).status, "incorrect");
  });

  it("have the proof say where a mistake is right by three digits, and where a question hides that it needs more", async () => {
    const near = { ...rest, fingerprints: [{ answer: 5.3546, hint: "one step too many." }] };
    await assert.rejects(
      prove(question({ ...near, answer: approximately(5.3527, { tolerance: 1e-4 }) })),
      /the mistake 5\.3546 is right when it is rounded to 5\.35: ask for more digits/,
    );
    await assert.rejects(
      prove(question({ ...near, answer: approximately(5.3527, { tolerance: 1e-4, digits: 4 }) })),
      /its answer needs 4 digits, and `asks` does not say so/,
    );
    await prove(
      question({
        ...near,
        asks: "At least four digits?",
        answer: approximately(5.3527, { tolerance: 1e-4, digits: 4 }),
      }),
    );
  });

  it("take the right one with too few digits for no known mistake that is as near", () => {
    const mistakes = { fingerprints: [{ answer: 0.6204, hint: "that is σ(h)." }] };
    const answer = approximately(0.6165, { tolerance: 2e-3 });
    const both = { ...rest, answer: several({ p: { answer, ...mistakes } }) };
    for (const said of [
      question({ ...rest, answer, ...mistakes }).check(0.62).message,
      question(both).check({ p: 0.62 }).message,
    ])
      assert.match(said, /0\.62 is right as far as it goes/);
    assert.equal(question({ ...rest, answer, ...mistakes }).check(0.6204).message, "0.6204: that is σ(h).");
    assert.match(question(both).check({ p: 0.6203 }).message, /that is σ\(h\)/);
  });

  it("do not blame the digits of another number that is near", () => {
    const half = question({ ...rest, answer: approximately(Math.log(0.5) / Math.log(0.9), { tolerance: 5e-3 }) });
    for (const near of [Math.LN2 / 0.1, 6.4, 7])
      assert.match(half.check(near).message, new RegExp(`^${near} is not the answer; q\\.hint\\(\\) gives a hint$`));
    assert.match(loss.check(0.3).message, /^0\.3 is not the answer/);
    assert.match(loss.check(0).message, /^0 is not the answer/);
  });

  it("call no number with one digit nearly right, and none that is off by more than rounding", () => {
    const share = question({ ...rest, answer: approximately(0.75, { tolerance: 1e-3 }) });
    for (const far of [0.7, 0.8, 0.749 - 0.001, 0.76])
      assert.match(share.check(far).message, /^0\.7\d* is not the answer|^0\.8 is not the answer/);
    const wide = question({ ...rest, answer: approximately(1 / 6, { tolerance: 0.045 }) });
    assert.match(wide.check(1 / 24).message, /is not the answer/);
    const third = question({ ...rest, answer: approximately(1 / 3) });
    assert.match(third.check(0.3).message, /^0\.3 is not the answer/);
    assert.equal(third.check(0.33321111111).message, "0.33321111111 is off by less than a thousandth: was something rounded on the way?"); // biome-ignore format: a message
  });

  it("take what float32 makes of the right number", () => {
    const power = question({ ...rest, answer: approximately((1 / (1 + Math.exp(-1))) ** 60) });
    assert.equal(power.check(Math.fround(1 / (1 + Math.exp(-1))) ** 60).status, "correct");
  });

  it("know a percentage where a part is asked for", () => {
    const part = question({ ...rest, answer: approximately(0.75) });
    assert.equal(part.check(75).message, "75 is right in percent, but a part of 1 is asked for: all of it is 1");
    assert.match(part.check(76).message, /^76 is not the answer/);
    assert.match(question({ ...rest, answer: approximately(3) }).check(300).message, /^300 is not the answer/);
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
      "the shape [2, 3] is right, but 2 of 6 numbers differ, the first at [1, 1]; q.hint() gives a hint",
    );
    assert.equal(message(zeros([2, 3])), "the shape [2, 3] is right, but all 6 numbers differ; q.hint() gives a hint");
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
      "the shape [1] is right, but the number in it differs; q.hint() gives a hint",
    );
  });

  it("recognizes a mistake, also as a tensor", () =>
    assert.match(message(tensor([[1, 4], [2, 5], [3, 6]])), /: rows and columns are swapped\.$/)); // biome-ignore format: a matrix

  it("gives the 7 digits of float32 their due, and no more", () => {
    const third = question({ ...rest, answer: tensorOf([1 / 3, 2 / 3]) });
    assert.equal(third.check(tensor([1 / 3, 2 / 3], { dtype: "float32" })).status, "correct");
    assert.equal(third.check(Float32Array.of(0.334, 2 / 3)).status, "incorrect");
    assert.equal(third.check([Math.fround(1 / 3) + 1e-5, 2 / 3]).status, "incorrect");
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
