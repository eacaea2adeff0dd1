// cliff: the published steep wall, gradients against central differences, and descents that stop or are thrown.
import assert from "node:assert/strict";
import { cliff } from "../../../src/diagnostics/index.ts";

/** R. Pascanu et al. 2013, figure 6, written a second time. */
function lossAt(w: number, b: number): number {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  let x = 0.5;
  for (let t = 0; t < 50; t++) x = w * sigmoid(x) + b;
  return (sigmoid(x) - 0.7) ** 2;
}

describe("cliff", () => {
  const found = cliff();

  it("is a wall: the largest gradient is over 100 times the median (curriculum §3: 223 times)", () => {
    assert.ok(found.ratio >= 100, `${found.ratio}`);
    assert.equal(Math.round(found.ratio), 223);
    assert.equal(found.ratio, found.steepest.gradientNorm / found.median);
    const all = found.gradientNorm.flat();
    assert.equal(all.length, 10_000);
    assert.equal(Math.max(...all), found.steepest.gradientNorm);
    assert.equal(all.filter(norm => norm < found.median).length, 5000);
  });

  it("has rows of b and columns of w", () => {
    for (const [row, column] of [[0, 0], [99, 0], [0, 99], [40, 70]] as const) // biome-ignore format: places
      assert.equal(found.loss[row]![column], lossAt(found.w[column]!, found.b[row]!));
    assert.deepEqual([found.w[0], found.w[99], found.b[0], found.b[99]], [0, 10, -5, 0]);
  });

  it("has the gradients that central differences measure", () => {
    for (const [row, column] of [
      [10, 10],
      [50, 50],
      [90, 30],
      [20, 80],
    ] as const) {
      // biome-ignore format: places
      const [w, b] = [found.w[column]!, found.b[row]!];
      const byW = (lossAt(w + 1e-6, b) - lossAt(w - 1e-6, b)) / 2e-6;
      const byB = (lossAt(w, b + 1e-6) - lossAt(w, b - 1e-6)) / 2e-6;
      const wanted = Math.hypot(byW, byB);
      assert.ok(Math.abs(found.gradientNorm[row]![column]! - wanted) < 1e-5 * wanted + 1e-10, `at ${w}, ${b}`);
    }
  });

  it("depends on the part that is looked at", () => {
    assert.ok(cliff({ w: [0, 2], b: [-5, -3] }).ratio < 100);
  });

  it("throws a descent that is not clipped far, and a clipped one by no more than rate × clipNorm a step", () => {
    const { w, b } = found.steepest;
    const from = [w, b] as const;
    const { paths } = cliff({
      points: 2,
      paths: { free: { from, rate: 1, steps: 20 }, clipped: { from, rate: 1, steps: 20, clipNorm: 0.1 } },
    });
    const moves = (name: string) =>
      paths[name]!.slice(1).map((to, i) => Math.hypot(to.w - paths[name]![i]!.w, to.b - paths[name]![i]!.b));
    assert.equal(paths.free!.length, 21);
    assert.ok(Math.max(...moves("free")) > 4, `${moves("free")}`);
    assert.ok(Math.max(...moves("clipped")) <= 0.1 + 1e-12, `${moves("clipped")}`);
    assert.ok(Math.abs(moves("clipped")[0]! - 0.1) < 1e-12);
    assert.equal(paths.free![0]!.loss, lossAt(w, b));
  });

  it("marks where ways start and end", () => {
    const options = { rate: 0.3, from: [4.444, -2.273] } as const;
    const { figure, paths } = cliff({ points: 20, paths: { free: options, clipped: { ...options, clipNorm: 1 } } });
    const traceOf = (wanted: string) => figure.data.find(trace => (trace as { name?: string }).name === wanted);
    assert.deepEqual(
      [(traceOf("start") as { x: number[] }).x, (traceOf("start") as { y: number[] }).y],
      [[4.444], [-2.273]],
    );
    for (const name of ["free", "clipped"]) {
      const { w, b } = paths[name]!.at(-1)!;
      const { x, y } = traceOf(`end of ${name}`) as { x: number[]; y: number[] };
      assert.deepEqual([x, y], [[w], [b]]);
    }
  });

  it("says what it expects", () => {
    assert.throws(() => cliff({ points: 1 }), /points from 2 to 1000, but got 1/);
    assert.throws(() => cliff({ w: [1, 1] }), /expects w as \[from, to\] with from < to, but got \[1, 1\]/);
    assert.throws(() => cliff({ paths: { a: { from: [1, 1], rate: 0 } } }), /of the path "a".* a rate > 0/);
    assert.throws(() => cliff({ steps: 0 }), /steps ≥ 1, but got 0/);
  });
});
