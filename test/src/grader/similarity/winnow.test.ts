import assert from "node:assert/strict";
import { hashOf, winnow } from "../../../../src/grader/similarity/winnow.ts";

/** A generator of its own: the same numbers each time. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("winnowing", () => {
  it("keeps what the paper's figure 2 keeps", () => {
    // "A do run run run, a do run run", k = 5, windows of 4; the figure's hashes, and its fingerprints with their positions.
    const hashes = [77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98];
    const kept = winnow(hashes, 4).map(at => [hashes[at], at]);
    assert.deepEqual(kept, [
      [17, 3],
      [17, 6],
      [8, 8],
      [39, 11],
      [17, 15],
    ]);
  });

  it("keeps 2 of window + 1 hashes that are random (the paper's density)", () => {
    const random = numbers(1);
    const hashes = Array.from({ length: 20_000 }, () => random(2 ** 31));
    for (const window of [4, 9]) assert.ok(Math.abs(winnow(hashes, window).length / 20_000 - 2 / (window + 1)) < 0.01);
  });

  it("always finds a match of window + k - 1 tokens", () => {
    const [k, window] = [8, 5];
    const random = numbers(2);
    const hashesOf = (tokens: string[]) => tokens.slice(k - 1).map((_, i) => hashOf(tokens.slice(i, i + k)));
    for (let trial = 0; trial < 200; trial++) {
      const some = (length: number) => Array.from({ length }, () => `t${random(9)}`);
      const same = some(window + k - 1);
      const [a, b] = [0, 1].map(() => hashesOf([...some(random(30)), ...same, ...some(random(30))]));
      const kept = new Set(winnow(a!, window).map(at => a![at]));
      assert.ok(
        winnow(b!, window).some(at => kept.has(b![at])),
        `trial ${trial}`,
      );
    }
  });

  it("takes few hashes for one window, and none for none", () => {
    assert.deepEqual(winnow([5, 3, 3], 4), [2]);
    assert.deepEqual(winnow([], 4), []);
  });

  it("hashes the same tokens alike, and others not", () => {
    assert.equal(hashOf(["a", "b"]), hashOf(["a", "b"]));
    const all = ["a,b", "b,a", "ab,", ",ab", "a,b,", "a"].map(list => hashOf(list.split(",")));
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every(Number.isSafeInteger));
  });
});
