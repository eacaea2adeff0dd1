// Random: the same numbers everywhere, each as likely as it should be.
import assert from "node:assert/strict";
import { Random } from "../../../../src/checking/index.ts";

const times = <Result>(count: number, draw: () => Result) => Array.from({ length: count }, draw);

describe("Random", () => {
  it("draws what Python's hashlib works out for the seed", () => {
    const random = new Random('["unrolled","demo","ana","q1",0]');
    assert.deepEqual(
      times(4, () => random.integer(8, 40)),
      [39, 22, 20, 40],
    );
    assert.equal(random.number(), 0.5478077743329794);
  });

  it("is a fair die: chi-squared with 5 degrees of freedom stays below its 99.9 % point", () => {
    const random = new Random("die");
    const counts = new Array<number>(6).fill(0);
    for (let n = 0; n < 6000; n++) counts[random.integer(1, 6) - 1]!++;
    const chi = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chi < 20.5, `${chi}: ${counts}`);
  });

  it("draws both ends of a range, and one number where they are the same", () => {
    const random = new Random("ends");
    assert.deepEqual(new Set(times(100, () => random.integer(-1, 1))), new Set([-1, 0, 1]));
    assert.equal(random.integer(7, 7), 7);
    const numbers = times(1000, () => random.number(2, 3));
    assert.ok(Math.min(...numbers) >= 2 && Math.max(...numbers) < 3);
    // Its standard error is 1/√12/√1000 = 0.009.
    assert.ok(Math.abs(numbers.reduce((a, b) => a + b) / 1000 - 2.5) < 0.04);
  });

  it("shuffles into each order alike, and leaves the list as it is", () => {
    const random = new Random("orders");
    const list = ["a", "b", "c"];
    const counts: { [order: string]: number } = {};
    for (let n = 0; n < 6000; n++) {
      const order = random.shuffle(list).join("");
      counts[order] = (counts[order] ?? 0) + 1;
    }
    assert.deepEqual(list, ["a", "b", "c"]);
    const chi = Object.values(counts).reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.equal(Object.keys(counts).length, 6);
    assert.ok(chi < 20.5, String(chi));
  });

  it("takes some of a list, each place once", () => {
    const random = new Random("some");
    for (let n = 0; n < 100; n++) assert.equal(new Set(random.sample([1, 2, 3, 4, 5], 3)).size, 3);
    assert.ok([1, 2].includes(random.pick([1, 2])));
  });

  it("says what it cannot draw from", () => {
    const random = new Random("");
    assert.throws(() => random.integer(3, 2), /expects two whole numbers, the smaller first, but got 3 and 2/);
    assert.throws(() => random.integer(0.5, 2), RangeError);
    assert.throws(() => random.pick([]), /an empty one/);
    assert.throws(() => random.sample([1], 2), /a count from 0 to 1, the length of the list, but got 2/);
  });
});
