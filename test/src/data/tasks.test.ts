// The made-up tasks: what stands where, and what is to be said of it.
import assert from "node:assert/strict";
import { adding, copying, latch, temporalOrder } from "../../../src/data/index.ts";
import { seed } from "../../../src/tensor/index.ts";

describe("temporalOrder", () => {
  it("has one symbol of two in steps T/10 to T/5, one in T/2 to 3T/5, noise everywhere else; the class says which", () => {
    const { x, y } = temporalOrder(200, { T: 30, rng: seed(3) });
    assert.deepEqual([x.shape, y.shape], [[200, 30, 6], [200]]); // biome-ignore format: two shapes
    const places = [new Set<number>(), new Set<number>()];
    for (const [i, rows] of (x.toArray() as number[][][]).entries()) {
      for (const row of rows) assert.deepEqual(row.toSorted(), [0, 0, 0, 0, 0, 1]);
      const symbols = rows.map(row => row.indexOf(1));
      const counting = [...symbols.entries()].filter(([, symbol]) => symbol < 2);
      assert.equal(counting.length, 2);
      const [[first, a], [second, b]] = counting as [[number, number], [number, number]];
      places[0]!.add(first);
      places[1]!.add(second);
      assert.equal(y.values()[i], 2 * a + b);
    }
    assert.deepEqual([...places[0]!].sort(), [3, 4, 5, 6]); // biome-ignore format: one line
    assert.deepEqual([...places[1]!].sort(), [15, 16, 17, 18]);
    assert.deepEqual([...new Set(y.values())].sort(), [0, 1, 2, 3]);
  });
});

describe("latch", () => {
  it("has the bit first and normal noise behind it", () => {
    const { x, y } = latch(400, { T: 20, rng: seed(1) });
    assert.deepEqual([x.shape, y.shape], [[400, 20, 1], [400, 1]]); // biome-ignore format: two shapes
    assert.deepEqual(
      Array.from(x.select(1, 0).values()),
      Array.from(y.values(), bit => 2 * bit - 1),
    );
    const noise = x.slice(1, { axis: 1 });
    // 7600 numbers: their mean is within 4 standard errors of 0, their variance within 4 of 1.
    assert.ok(Math.abs(noise.mean().item()) < 4 / Math.sqrt(7600));
    assert.ok(Math.abs(noise.variance().item() - 1) < 4 * Math.sqrt(2 / 7600));
  });
});

describe("adding", () => {
  it("marks one step in each half, asks for their sum, and costs 1/6 where 1 is always said [item 101]", () => {
    const { x, y } = adding(3000, { T: 9, rng: seed(2) });
    assert.deepEqual([x.shape, y.shape], [[3000, 9, 2], [3000, 1]]); // biome-ignore format: two shapes
    const rows: number[][][] = x.toArray();
    for (const [i, row] of rows.entries()) {
      const marked = row.flatMap(([, mark], t) => (mark === 1 ? [t] : []));
      assert.ok(marked.length === 2 && marked[0]! < 4 && marked[1]! >= 4, `${marked}`);
      assert.ok(Math.abs(row[marked[0]!]![0]! + row[marked[1]!]![0]! - y.at(i).item()) < 1e-6);
    }
    // The variance of the squared error is 7/180: the mean of 3000 is within 4 standard errors of 1/6.
    const error = y.sub(1).pow(2).mean().item();
    assert.ok(Math.abs(error - 1 / 6) < 4 * Math.sqrt(7 / 180 / 3000), `${error}`);
  });
});

describe("copying", () => {
  it("shows K symbols, asks for them behind the sign, and blanks everywhere else [item 101]", () => {
    const { x, y } = copying(50, { T: 4, length: 3, symbols: 5, rng: seed(2) });
    assert.deepEqual([x.shape, y.shape], [[50, 10, 7], [50, 10]]); // biome-ignore format: two shapes
    const [shown, asked]: [number[][], number[][]] = [x.argmax(-1).toArray(), y.toArray()];
    for (const [i, row] of shown.entries()) {
      assert.deepEqual(row.slice(3), [5, 5, 5, 6, 5, 5, 5]);
      assert.ok(row.slice(0, 3).every(id => id < 5));
      assert.deepEqual(asked[i], [5, 5, 5, 5, 5, 5, 5, ...row.slice(0, 3)]);
    }
    assert.equal(x.sum().item(), 500);
  });

  it("is the paper's with 10 of 8 symbols where nothing else is said", () => {
    assert.deepEqual(copying(2, { T: 100, rng: seed(0) }).x.shape, [2, 120, 10]);
  });
});

describe("tasks", () => {
  it("say what they expect", () => {
    assert.throws(() => temporalOrder(0, { T: 30, rng: seed(0) }), /sequences ≥ 1, but got 0/);
    assert.throws(() => temporalOrder(1, { T: 5, rng: seed(0) }), /steps T ≥ 10, but got 5/);
    assert.throws(() => latch(1, { T: 5, rng: 0 as never }), /rng to be a generator such as seed\(0\), but got 0/);
    assert.throws(() => copying(1, { T: 5, length: 0, rng: seed(0) }), /length to be a whole number ≥ 1, but got 0/);
    assert.throws(() => latch(1, { T: 5, seed: 0 } as never), /latch expects options out of T, rng, but got seed/);
  });
});
