// Philox against its authors' known answers; what is drawn from it against statistics.
import assert from "node:assert/strict";
import { type Block, philox } from "../../../src/backend/philox.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";

const words = (text: string) => text.split(" ").map(word => Number.parseInt(word, 16));

// Random123's examples/kat_vectors, lines "philox4x32 10": counter, key, output.
// https://github.com/DEShawResearch/random123/blob/main/tests/kat_vectors
const knownAnswers = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
] as const;

describe("philox", () => {
  for (const [counter, key, output] of knownAnswers)
    it(`gives its authors' answer for counter ${counter.slice(0, 8)}…`, () => {
      const [c, k] = [words(counter) as never as Block, words(key) as [number, number]];
      const block = new Uint32Array(4);
      philox(c, k, block);
      assert.deepEqual([...block], words(output));
    });
});

describe("seed", () => {
  it("turns words into numbers as NumPy does: (a >> 5, b >> 6) / 2⁵³", () => {
    const [a, b, c, d] = words(knownAnswers[0][2]) as never as Block;
    const rng = seed(0);
    assert.equal(rng.uniform(), ((a >>> 5) * 2 ** 26 + (b >>> 6)) / 2 ** 53);
    assert.equal(rng.uniform(), ((c >>> 5) * 2 ** 26 + (d >>> 6)) / 2 ** 53);
  });

  it("uses all 53 bits of the seed as the key", () => {
    const first = (n: number) => seed(n).uniform();
    assert.equal(first(5), first(5));
    assert.equal(new Set([0, 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map(first)).size, 5);
  });

  it("draws many numbers as it draws one after the other, from any place in a block", () => {
    const options = { dtype: "float64" } as const;
    for (const before of [0, 1, 2, 3, 5])
      for (const n of [0, 1, 2, 7, 8193, 16_385]) {
        const [many, one] = [seed(2 ** 40 + n), seed(2 ** 40 + n)];
        for (const rng of [many, one]) for (let i = 0; i < before; i++) i < 3 ? rng.integers(0, 5) : rng.normal();
        assert.deepEqual(
          [...many.normal(1, 2, [n], options).values()],
          Array.from({ length: n }, () => one.normal(1, 2)),
        );
        assert.deepEqual(many.state, one.state);
        assert.deepEqual(
          [...many.uniform(1, 3, [n], options).values()],
          Array.from({ length: n }, () => one.uniform(1, 3)),
        );
        assert.deepEqual(many.state, one.state);
      }
  });

  it("draws evenly and normally", () => {
    const rng = seed(1);
    const n = 20_000;
    const uniform = rng.uniform(-1, 3, [n], { dtype: "float64" }).values();
    const normal = rng.normal(2, 0.5, [n], { dtype: "float64" }).values();
    const mean = (values: ArrayLike<number>, power: number, center = 0) =>
      Array.from(values).reduce((sum, x) => sum + (x - center) ** power, 0) / n;
    assert.ok(uniform.every(x => x >= -1 && x < 3));
    assert.ok(Math.abs(mean(uniform, 1) - 1) < 4 * Math.sqrt(16 / 12 / n)); // four standard errors
    assert.ok(Math.abs(mean(normal, 1) - 2) < 4 * (0.5 / Math.sqrt(n)));
    assert.ok(Math.abs(mean(normal, 2, 2) - 0.25) < 4 * 0.25 * Math.sqrt(2 / n));
    const within = normal.filter(x => Math.abs(x - 2) < 0.5).length / n;
    assert.ok(Math.abs(within - 0.6827) < 4 * Math.sqrt((0.6827 * 0.3173) / n));
  });

  it("drops out each number by its own chance, and goes on from a saved state with the same numbers", () => {
    const n = 100_001;
    for (const rate of [0, 0.1, 0.5, 0.75, 1 / 1000]) {
      const rng = seed(7);
      rng.uniform(); // words are left in its block
      const { state } = rng;
      const mask = rng.dropoutMask(rate, [n], "float64").values();
      const dropped = mask.filter(value => value === 0).length;
      assert.ok(mask.every(value => value === 0 || value === 1 / (1 - rate)));
      assert.ok(Math.abs(dropped - n * rate) <= 4 * Math.sqrt(n * rate * (1 - rate)), `${dropped} of ${n} at ${rate}`);
      const again = seed(0);
      again.restore(JSON.parse(JSON.stringify(state)));
      assert.deepEqual(again.dropoutMask(rate, [n], "float64").values(), mask);
      assert.equal(again.uniform(), rng.uniform());
      // Neighbours do not hang together: pairs of dropped ones are as many as chance gives.
      for (const distance of [1, 2, 3, 4, 8, 64]) {
        const pairs = mask.filter((value, i) => i >= distance && value === 0 && mask[i - distance] === 0).length;
        assert.ok(Math.abs(pairs - n * rate ** 2) <= 5 * Math.sqrt(n * rate ** 2), `${pairs} pairs at ${rate}`);
      }
    }
    // Masks that follow one another, and those of other seeds, agree in half of their numbers.
    const rng = seed(3);
    const masks = [rng, rng, seed(4), seed(5)].map(from => from.dropoutMask(0.5, [n]).values());
    for (const [i, one] of masks.entries())
      for (const other of masks.slice(i + 1)) {
        const alike = one.filter((value, k) => value === other[k]).length;
        assert.ok(Math.abs(alike - n / 2) <= 5 * Math.sqrt(n / 4), `${alike} alike`);
      }
    assert.throws(() => seed(0).dropoutMask(1, [2]), /dropoutMask expects a rate from 0 to below 1, but got 1/);
  });

  it("chooses by probability (χ², 99.9 %)", () => {
    const rng = seed(2);
    const p = [0.5, 0.3, 0.15, 0.05];
    const counts = [0, 0, 0, 0];
    const n = 10_000;
    for (let i = 0; i < n; i++) counts[rng.choice(4, p)]!++;
    const chi = counts.reduce((sum, count, i) => sum + (count - n * p[i]!) ** 2 / (n * p[i]!), 0);
    assert.ok(chi < 16.27, `χ² = ${chi}`);
    assert.equal(rng.choice(["a", "b"], [0, 1]), "b");
  });

  it("permutes fairly (χ² over the 24 orders of 4, 99.9 %)", () => {
    const rng = seed(3);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = rng.permutation(4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chi < 49.73, `χ² = ${chi}`);
    assert.deepEqual(rng.permutation(0), []);
  });

  it("draws no whole number more often than another, also where 2³² is no multiple", () => {
    const rng = seed(4);
    const n = 6_000;
    let low = 0;
    for (let i = 0; i < n; i++) if (rng.integers(0, 3 * 2 ** 30) < 2 ** 30) low++;
    assert.ok(Math.abs(low / n - 1 / 3) < 4 * Math.sqrt(2 / 9 / n), `${low / n}`); // the plain remainder gives 1/2
  });

  it("goes on from its state with identical numbers, through JSON, also between two normal numbers", () => {
    const rng = seed(9);
    for (let draws = 0; draws < 9; draws++) {
      draws % 2 ? rng.normal() : rng.uniform();
      const other = seed(1);
      other.restore(JSON.parse(JSON.stringify(rng.state)));
      const draw = (r: typeof rng) => [r.normal(), r.uniform(), r.integers(0, 9), r.normal(), ...r.permutation(5)];
      assert.deepEqual(draw(other), draw(rng));
      assert.equal(other.seed, 9);
    }
    for (const change of [{ words: [1, 2, 3, 4] }, { words: ["1"] }, { blocks: -1 }, { seed: 0.5 }])
      assert.throws(() => rng.restore({ ...rng.state, ...change } as never), /incomplete or was changed/);
  });

  it("draws tensors of whole numbers as one after the other", () => {
    const [many, one] = [seed(5), seed(5)];
    assert.deepEqual(
      many.integers(-2, 7, [2, 3]).toArray(),
      [0, 1].map(() => [0, 1, 2].map(() => one.integers(-2, 7))),
    );
    assert.equal(many.integers(0, 9, [2], { dtype: "float64" }).dtype, "float64");
    assert.throws(
      () => many.integers(0, 2 ** 25, [1]),
      /whole numbers up to 2²⁴ for float32, .*\{ dtype: "float64" \}/,
    );
  });

  it("draws 1 with its probability: where a uniform number is below it", () => {
    const p = [0, 0.2, 0.5, 0.9, 1];
    const uniform = seed(6).uniform(0, 1, [5], { dtype: "float64" }).values();
    const expected = p.map((each, i) => Number(uniform[i]! < each));
    assert.deepEqual(seed(6).bernoulli(tensor(p)).toArray(), expected);
    const draws = seed(7).bernoulli(0.3, [100, 60]);
    assert.ok(Math.abs(draws.mean().item() - 0.3) < 4 * Math.sqrt((0.3 * 0.7) / 6000));
    assert.deepEqual([...new Set(draws.values())].sort(), [0, 1]);
    assert.ok([0, 1].includes(seed(8).bernoulli(0.5)));
    for (const wrong of [() => seed(0).bernoulli(1.5), () => seed(0).bernoulli(tensor([0.5, -1]))])
      assert.throws(wrong, /bernoulli expects probabilities from 0 to 1, but got (1.5|-1)/);
  });

  it("refuses bad input", () => {
    assert.throws(() => seed(-1), /whole number from 0/);
    assert.throws(() => seed(0.5), /whole number from 0/);
    const rng = seed(0);
    assert.throws(() => rng.integers(3, 3), /low < high/);
    assert.throws(() => rng.uniform(1, 0), /uniform expects low ≤ high, but got 1 and 0/);
    assert.throws(() => rng.normal(0, -1), /normal expects a standard deviation ≥ 0, but got -1/);
    assert.throws(
      () => rng.normal(0, 1, [2], { dtype: "int" as never }),
      /dtype to be "float32" or "float64", but got "int"/,
    );
    assert.throws(() => rng.restore(null as never), /incomplete or was changed/);
    assert.throws(() => rng.choice([]), /at least one item/);
    assert.throws(() => rng.choice(2, [0.5, 0.6]), /2 probabilities ≥ 0 that sum to 1/);
    assert.throws(() => rng.choice(2, [Number.NaN, 1]), /sum to 1/);
    assert.throws(() => rng.permutation(-1), /whole number ≥ 0/);
  });
});
