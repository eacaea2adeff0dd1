// Operations with NumPy's names give NumPy's numbers, shapes, NaN and infinities, on both backends.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Backend, currentBackend, type DType, reference, setBackend, wasm } from "../../../src/backend/index.ts";
import * as t from "../../../src/tensor/index.ts";
import { compiledKernels } from "../backend/kernels.ts";
import { assertClose } from "../close.ts";
import { assertGradients } from "../finite-differences.ts";

/** NaN and infinities as strings. */
type Numbers = number | string | Numbers[];

interface Case {
  operation: string;
  inputs: Numbers[];
  options: {
    axis?: number | number[];
    keepdims?: boolean;
    shape?: number[];
    k?: number;
    ridge?: number;
    subscripts?: string;
    key?: string;
    bins?: number | number[];
    range?: [number, number];
    indexing?: "xy" | "ij";
  };
  shape: number[];
  result: Numbers;
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL("../../fixtures/numpy_operations.json", import.meta.url), "utf8"),
);

const numbers = (value: Numbers): t.NestedNumbers =>
  Array.isArray(value) ? value.map(numbers) : Number(parsed(value));
const parsed = (value: number | string) => (typeof value === "string" ? value.replace("inf", "Infinity") : value);

type Run = (inputs: t.Tensor[], options: Case["options"], plain: number[]) => t.Tensor;

const reduce =
  (name: "min" | "variance" | "std"): Run =>
  ([x], { axis, keepdims = false }) =>
    x![name](axis, { keepDims: keepdims });

const two =
  (f: (a: t.Tensor, b: t.Tensor) => t.Tensor): Run =>
  ([a, b]) =>
    f(a!, b!);

const operations: Record<string, Run> = {
  greater: two(t.greater),
  less: two(t.less),
  equal: two(t.equal),
  maximum: two(t.maximum),
  minimum: two(t.minimum),
  where: ([condition, a, b]) => t.where(condition!, a!, b!),
  min: reduce("min"),
  var: reduce("variance"),
  squeeze: ([x], { axis }) => x!.squeeze(axis as number | undefined),
  expand_dims: ([x], { axis }) => x!.expandDims(axis as number),
  broadcast_to: ([x], { shape }) => t.broadcastTo(x!, shape!),
  matmul: two((a, b) => a.matmul(b)),
  arange: ([like], _, [a, b, step]) =>
    b === undefined ? t.arange(a!, { dtype: like!.dtype }) : t.arange(a!, b, step, { dtype: like!.dtype }),
  greater_equal: two(t.greaterEqual),
  less_equal: two(t.lessEqual),
  not_equal: two(t.notEqual),
  square: ([x]) => t.square(x!),
  sin: ([x]) => t.sin(x!),
  cos: ([x]) => t.cos(x!),
  sign: ([x]) => t.sign(x!),
  flip: ([x], { axis }) => t.flip(x!, axis),
  take: ([x, indices], { axis }) => t.take(x!, indices!, axis as number | undefined),
  take_along_axis: ([x, indices], { axis }) => t.takeAlongAxis(x!, indices!, axis as number),
  linspace: ([like], _, [start, stop, count]) => t.linspace(start!, stop!, count, { dtype: like!.dtype }),
  ravel: ([x]) => x!.flatten(),
  std: reduce("std"),
  cumsum: ([x], { axis }) => x!.cumsum(axis as number | undefined),
  logsumexp: ([x], { axis }) => t.logSumExp(x!, axis),
  outer: two(t.outer),
  prod: ([x], { axis, keepdims = false }) => t.prod(x!, axis, { keepDims: keepdims }),
  argmin: ([x], { axis }) => t.argmin(x!, axis as number | undefined),
  argmax: ([x], { axis }) => t.argmax(x!, axis as number | undefined),
  floor: ([x]) => t.floor(x!),
  ceil: ([x]) => t.ceil(x!),
  round: ([x]) => t.round(x!),
  logical_not: ([x]) => t.logicalNot(x!),
  logical_and: two(t.logicalAnd),
  logical_or: two(t.logicalOr),
  any: ([x], { axis }) => t.any(x!, axis),
  all: ([x], { axis }) => t.all(x!, axis),
  dot: two(t.dot),
  sort: ([x], { axis }) => t.sort(x!, { axis: (axis as number | undefined) ?? -1 }),
  argsort: ([x], { axis }) => t.argsort(x!, { axis: (axis as number | undefined) ?? -1 }),
  tril: ([x], { k }) => t.tril(x!, k),
  solve: two(t.solve),
  inv: ([x]) => t.inv(x!),
  lstsq: ([a, b], { ridge = 0 }) => t.lstsq(a!, b!, { ridge }),
  diag: ([x], { k }) => t.diag(x!, k),
  diff: ([x], { axis }) => t.diff(x!, { axis: (axis as number | undefined) ?? -1 }),
  cumprod: ([x], { axis }) => t.cumprod(x!, axis as number | undefined),
  pinv: ([x]) => t.pinv(x!),
  quantile: ([x], { axis, keepdims = false }, [, q]) => t.quantile(x!, q!, axis, { keepDims: keepdims }),
  histogram: ([x], { bins, range }) => {
    const { counts, edges } = t.histogram(x!, bins, range && { range });
    return t.concat([counts, edges]);
  },
  meshgrid: (vectors, { indexing }) => t.stack(t.meshgrid(vectors, indexing && { indexing })),
  triu: ([x], { k }) => t.triu(x!, k),
  repeat: ([x], { axis }, [, times]) => t.repeat(x!, times!, axis as number),
  tile: ([x, times]) => t.tile(x!, times!.toArray()),
  roll: ([x], { axis }, [, by]) => t.roll(x!, by!, axis as number | undefined),
  pad: ([x, widths]) => t.pad(x!, widths!.toArray()),
  allclose: ([a, b]) => t.tensor(t.allClose(a!, b!), { dtype: a!.dtype }),
  einsum: (operands, { subscripts }) => t.einsum(subscripts!, ...operands),
  index: ([x], { key }) => {
    const positions = key!.split(", ").map(text => {
      if (text === "None") return null;
      return /[:.]/.test(text) ? (text as t.Span) : Number(text);
    });
    return x!.at(...(positions as [t.Position]));
  },
  eye: ([like], _, [n]) => t.eye(n!, { dtype: like!.dtype }),
} as Record<string, Run>;

const backends: [name: string, make: () => Promise<Backend>, dtype: DType, tolerance: number][] = [
  ["reference", async () => reference, "float64", 1e-12],
  ["wasm", async () => wasm({ kernels: await compiledKernels() }), "float32", 1e-5],
];

for (const [backend, make, dtype, tolerance] of backends)
  describe(`operations as NumPy's: ${backend}, ${dtype}`, () => {
    let usual: Backend;
    before(async () => {
      usual = currentBackend();
      setBackend(await make());
    });
    after(() => setBackend(usual));

    for (const { operation, inputs, options, shape, result } of cases)
      it(`${operation} ${JSON.stringify(options)} of ${JSON.stringify(inputs).slice(0, 50)}`, () => {
        const tensors = inputs.map(input => t.tensor(numbers(input), { dtype }));
        const found = operations[operation]!(tensors, options, inputs as number[]);
        assert.deepEqual(found.shape, shape);
        assert.equal(found.dtype, dtype);
        const expected = t.tensor(numbers(result), { dtype: "float64" }).values();
        found.values().forEach((value, i) => {
          const close =
            Object.is(value, expected[i]!) ||
            Math.abs(value - expected[i]!) <= tolerance * Math.max(1, Math.abs(expected[i]!));
          assert.ok(close, `${value} at ${i}, NumPy has ${expected[i]}`);
        });
      });
  });

describe("variance and std", () => {
  it("divide by n − 1 where the correction is 1", () => {
    const x = t.tensor([[1, 2, 3], [4, 5, 9]]); // biome-ignore format: rows
    // Of the second row: mean 6, squares 4 + 1 + 9.
    assert.deepEqual(t.variance(x, 1, { correction: 1 }).toArray(), [1, 7]);
    assert.equal(t.std(x, undefined, { correction: 1 }).item().toFixed(5), Math.sqrt(40 / 5).toFixed(5));
    assert.deepEqual(t.std(x, 0, { correction: 1, keepDims: true }).shape, [1, 3]);
  });

  it("refuse a correction by all numbers", () => {
    assert.throws(
      () => t.variance([1, 2], 0, { correction: 2 }),
      /variance expects a correction below the 2 numbers, but got 2/,
    );
  });
});

describe("their gradients against central differences", () => {
  const rng = t.seed(7);
  const random = (...shape: number[]) => rng.normal(0, 1, shape, { dtype: "float64" });
  const gradients: Record<string, () => void> = {
    maximum: () => assertGradients(t.maximum, random(2, 3), random(2, 1)),
    minimum: () => assertGradients(t.minimum, random(3), random(2, 1)),
    "where, stretched": () => assertGradients((a, b) => t.where(t.tensor([[1], [0]]), a, b), random(3), random(2, 3)),
    min: () => assertGradients(a => a.min(1), random(3, 4)),
    variance: () => assertGradients(a => a.variance(-1), random(3, 4)),
    broadcastTo: () => assertGradients(a => t.broadcastTo(a, [2, 3, 4]), random(3, 1)),
    "squeeze and expandDims": () => assertGradients(a => a.squeeze(0).expandDims(1), random(1, 3)),
    std: () => assertGradients(a => a.std(-1), random(3, 4)),
    "std over n − 1": () => assertGradients(a => a.std(-1, { correction: 1 }), random(3, 4)),
    square: () => assertGradients(t.square, random(3)),
    sin: () => assertGradients(t.sin, random(3)),
    cos: () => assertGradients(t.cos, random(3)),
    flip: () => assertGradients(a => t.flip(a, [0, 2]), random(2, 3, 2)),
    take: () => assertGradients(a => t.take(a, [[2, 0], [-1, 2]], 1), random(2, 3, 2)), // biome-ignore format: a line
    takeAlongAxis: () => assertGradients(a => t.takeAlongAxis(a, [[1, 0, 1], [1, 1, 1]], 0), random(2, 3)), // biome-ignore format: a line
    split: () => assertGradients(a => t.split(a, { sizes: [1, 2], axis: 1 })[1]!, random(2, 3)),
    flatten: () => assertGradients(a => a.flatten(), random(2, 3)),
    cumsum: () => assertGradients(a => a.cumsum(1), random(2, 3, 2)),
    logSumExp: () => assertGradients(a => t.logSumExp(a), random(2, 3)),
    "logSumExp over an axis": () => assertGradients(a => t.logSumExp(a, 0, { keepDims: true }), random(2, 3)),
    "logSumExp beside −∞": () =>
      assertGradients(a => t.logSumExp(t.where([1, 0], a, Number.NEGATIVE_INFINITY)), random(2)),
    prod: () => assertGradients(a => t.prod(a, 1), random(3, 4)),
    "prod beside a 0": () => assertGradients(a => t.prod(a.mul([1, 0, 1])), random(3)),
    "prod beside two": () => assertGradients(a => t.prod(a.mul([0, 0, 1])), random(3)),
    dot: () => assertGradients(t.dot, random(3), random(3)),
    sort: () => assertGradients(a => t.sort(a, { axis: 0 }).mul([[1], [2], [3]]), random(3, 2)),
    topK: () => assertGradients(a => t.topK(a, 2).values.mul([1, 2]), random(3, 4)),
    tril: () => assertGradients(a => t.tril(a, -1), random(3, 3)),
    "sort and topK of long lines": () => {
      const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1, 1, 2 ** -1060];
      for (const [n, dtype] of [[49, "float32"], [300, "float64"], [3000, "float32"]] as const) // biome-ignore format: a table
        for (const scale of [1e-3, 1, 1e6]) {
          const x = rng.normal(0, scale, [n], { dtype });
          const values = Array.from(x.values(), (v, i) => (i % 7 === 0 ? odd[(i / 7) % odd.length]! : v));
          const kept = t.tensor(values, { dtype });
          const read = kept.values();
          const compare = (i: number, j: number) =>
            Number(Number.isNaN(read[i]!)) - Number(Number.isNaN(read[j]!)) || Math.sign(read[i]! - read[j]!) || 0;
          const up = read.map((_, i) => i).toSorted(compare);
          const down = read.map((_, i) => i).toSorted((i, j) => compare(j, i));
          assert.deepEqual(t.argsort(kept).values(), up);
          assert.deepEqual(t.argsort(kept, { descending: true }).values(), down);
          for (const k of [1, 5, 49])
            assert.deepEqual(t.topK(kept, k).indices.values(), down.slice(0, k), `${n}, ${k}`);
        }
    },
    solve: () => assertGradients(t.solve, random(3, 3), random(3)),
    "solve of a stack": () => assertGradients(t.solve, random(2, 3, 3), random(3, 2)),
    inv: () => assertGradients(t.inv, random(2, 3, 3)),
    lstsq: () => assertGradients((a, b) => t.lstsq(a, b), random(5, 3), random(5, 2)),
    "lstsq, ridge": () => assertGradients((a, b) => t.lstsq(a, b, { ridge: 0.4 }), random(2, 3), random(2)),
    "diag of a vector": () => assertGradients(a => t.diag(a, 1), random(3)),
    "diag of a matrix": () => assertGradients(a => t.diag(a, -1), random(3, 4)),
    cumprod: () => assertGradients(a => t.cumprod(a, 1), random(2, 3, 2)),
    "cumprod beside a 0": () => assertGradients(a => t.cumprod(a.mul([1, 0, 1, 0, 1])), random(5)),
    "pinv of a square matrix": () => assertGradients(a => t.pinv(a), random(3, 3)),
    "pinv of a stack": () => assertGradients(a => t.pinv(a), random(2, 4, 2)),
    "pinv of more columns": () => assertGradients(a => t.pinv(a), random(2, 3)),
    quantile: () => assertGradients(a => t.quantile(a, [0.2, 0.5], 0).mul([[1], [2]]), random(4, 3)), // biome-ignore format: a line
    meshgrid: () =>
      assertGradients((a, b) => t.mul(...(t.meshgrid([a, b]) as [t.Tensor, t.Tensor])), random(3), random(2)),
    cosineSimilarity: () => assertGradients((a, b) => t.cosineSimilarity(a, b, 0), random(3, 2), random(3, 1)),
    diff: () => assertGradients(a => t.diff(a, { axis: 0 }), random(3, 2)),
    tile: () => assertGradients(a => t.tile(a, [2, 3]), random(1, 2)),
    repeat: () => assertGradients(a => t.repeat(a, 2, 1), random(2, 3)),
    roll: () => assertGradients(a => t.roll(a, 1).mul([1, 2, 3]), random(3)),
    pad: () => assertGradients(a => t.pad(a, [[1, 2], [0, 1]], 5), random(2, 2)), // biome-ignore format: a line
    booleanMask: () => assertGradients(a => t.booleanMask(a, [1, 0, 1]).mul([[1], [2]]), random(3, 2)),
    "positions of several axes": () => assertGradients(a => a.at(-1, "::2", "1:"), random(2, 3, 3)),
    "positions and new axes": () => assertGradients(a => a.at(null, -1, "...", null), random(2, 3)),
    "einsum, a product of matrices": () =>
      assertGradients((a, b) => t.einsum("bqd,bkd->bqk", a, b), random(2, 3, 2), random(2, 2, 2)),
    "einsum of three": () =>
      assertGradients((a, b, c) => t.einsum("bn,anm,bm->ba", a, b, c), random(2, 3), random(2, 3, 2), random(2, 2)),
    "einsum, a diagonal": () => assertGradients(a => t.einsum("ii->i", a), random(3, 3)),
    "einsum, stretched": () =>
      assertGradients((a, b) => t.einsum("...ij,...jk->...ik", a, b), random(2, 1, 2, 2), random(3, 2, 2)),
    outer: () => assertGradients(t.outer, random(2), random(3)),
    "matmul of stacks": () => assertGradients((a, b) => a.matmul(b), random(4, 2, 3), random(4, 3, 5)),
    "matmul of stacks, stretched": () => assertGradients((a, b) => a.matmul(b), random(4, 1, 2, 3), random(2, 3, 2)),
    "matmul of a matrix by a vector": () => assertGradients((a, b) => a.matmul(b), random(2, 3), random(3)),
  };
  for (const [name, check] of Object.entries(gradients)) it(name, check);

  it("the slope of std is 0 where all numbers are equal", () => {
    const x = t.tensor([2, 2], { requiresGrad: true });
    x.std().backward();
    assert.deepEqual(x.grad!.toArray(), [0, 0]);
  });

  it("split is undone by concat", () => {
    const x = random(4, 6);
    for (const options of [{ parts: 2 }, { parts: 3, axis: 1 }, { sizes: [1, 0, 3] }, { sizes: [4, 2], axis: -1 }])
      assertClose(t.concat(t.split(x, options), options.axis), x);
  });

  it("equal ones share in maximum and minimum", () => {
    for (const f of [t.maximum, t.minimum]) {
      const x = t.tensor([1, 2], { requiresGrad: true });
      f(x, t.tensor([1, 2]))
        .sum()
        .backward();
      assert.deepEqual(x.grad!.toArray(), [0.5, 0.5]);
    }
  });

  it("what where leaves out has no influence, infinite as it may be", () => {
    const x = t.tensor([0, 4], { requiresGrad: true });
    const masked = t.where(t.tensor([0, 1]), t.log(x), Number.NEGATIVE_INFINITY);
    assert.deepEqual(t.softmax(masked).toArray(), [0, 1]);
    t.where(t.tensor([0, 1]), x, 0)
      .sum()
      .backward();
    assert.deepEqual(x.grad!.toArray(), [0, 1]);
  });
});

describe("what they refuse", () => {
  const a = () => t.zeros([2, 3]);
  const refused: [string, () => unknown, RegExp][] = [
    [
      "where",
      () => t.where(t.zeros([4]), a(), 0),
      /where expects shapes that broadcast, but got \[4\], \[2, 3\], \[\]/,
    ],
    ["greater", () => t.greater(a(), t.zeros([2])), /greater expects shapes that broadcast/],
    [
      "broadcastTo",
      () => t.broadcastTo(a(), [3]),
      /broadcastTo expects a shape that \[2, 3\] stretches to, but got \[3\]/,
    ],
    ["squeeze", () => a().squeeze(0), /squeeze expects an axis of size 1, but axis 0 of \[2, 3\] has 2/],
    ["expandDims", () => a().expandDims(4), /expandDims expects an axis from -3 to 2 for shape \[2, 3\], but got 4/],
    ["matmul", () => t.zeros([2, 2, 3]).matmul(t.zeros([4, 3, 2])), /matmul expects leading axes that broadcast/],
    ["matmul of a number by a stack", () => t.zeros([]).matmul(t.zeros([4, 3, 2])), /matmul expects \[\.\.\., m, k\]/],
    ["min", () => t.zeros([0]).min(), /min expects at least one number/],
    ["take", () => t.take(a(), [0, 2]), /take expects indices from -2 to 1, but got 2 at \[1\]/],
    ["take of a fraction", () => t.take(a(), 0.5), /take expects indices from -2 to 1, but got 0.5$/],
    [
      "takeAlongAxis",
      () => t.takeAlongAxis(a(), [0, 1]),
      /takeAlongAxis expects indices in the shape of \[2, 3\] but for axis -1, but got \[2\]/,
    ],
    [
      "split by a number",
      () => t.split(a(), 3 as never),
      /split expects \{ parts \} or \{ sizes \}, but got 3; write \{ parts: 2 \}/,
    ],
    [
      "split into unequal parts",
      () => t.split(a(), { parts: 2, axis: 1 }),
      /a number of parts that divides 3, .* but got 2/,
    ],
    [
      "split into sizes that lack some",
      () => t.split(a(), { sizes: [1, 1], axis: 1 }),
      /sizes that are together 3, .* but got \[1, 1\]/,
    ],
    ["split both ways", () => t.split(a(), { parts: 1, sizes: [2] }), /split expects either/],
    [
      "outer of matrices",
      () => t.outer(a(), a()),
      /outer expects two vectors, \[n\] and \[m\], but got \[2, 3\] and \[2, 3\]/,
    ],
    ["cumsum without an axis", () => a().cumsum(), /cumsum expects an axis for shape \[2, 3\], but got none/],
    ["linspace", () => t.linspace(0, 1, 0.5), /linspace expects a whole number ≥ 0 of numbers, but got 0.5/],
    ["linspace to infinity", () => t.linspace(0, Infinity), /linspace expects finite numbers, but got Infinity/],
    ["logSumExp of nothing", () => t.logSumExp([]), /logSumExp expects at least one number/],
    ["flip in a map", () => [a()].map(t.flip), /flip got an array of 1 beside what it reads; .* map\(x => flip\(x\)\)/],
    ["max of two numbers", () => t.max(1, 2), /max expects a tensor or a list, .* write Math\.max\(1, 2\)/],
    ["dot of stacks", () => t.dot(t.zeros([2, 2, 2]), a()), /dot expects vectors .* einsum/],
    ["topK of too many", () => t.topK(a(), 4), /topK expects k from 0 to 3 on axis -1 of \[2, 3\], but got 4/],
    ["sort along no axis", () => t.sort(a(), { axis: 2 }), /sort expects an axis from -2 to 1/],
    ["sort with an unknown option", () => t.sort(a(), { reverse: true } as never), /sort .*reverse/],
    ["booleanMask", () => t.booleanMask(a(), [1, 0, 1]), /mask of the leading axes of \[2, 3\], but got \[3\]/],
    ["solve of what is not square", () => t.solve(a(), [1, 2]), /solve expects \[\.\.\., n, n\] and .*, but got \[2, 3\] and \[2\]; lstsq\(a, b\) fits/], // biome-ignore format: a line
    ["solve of a singular matrix", () => t.solve([[1, 2], [2, 4]], [1, 2]), /solve expects a matrix that has an inverse, but got a singular one/], // biome-ignore format: a line
    ["inv of what is not square", () => t.inv(a()), /inv expects square matrices \[\.\.\., n, n\], but got \[2, 3\]/],
    ["lstsq of columns that follow", () => t.lstsq([[1, 2], [2, 4], [3, 6]], [1, 2, 3]), /column 1 of \[3, 2\] follows from those before it.* \{ ridge: 1e-6 \}/], // biome-ignore format: a line
    ["lstsq of too few rows", () => t.lstsq([[1, 2]], [1]), /lstsq expects columns that are independent/], // biome-ignore format: a line
    ["lstsq of another length", () => t.lstsq(a(), [1, 2, 3]), /lstsq expects \[rows, n\] and \[rows\] .*, but got \[2, 3\] and \[3\]/], // biome-ignore format: a line
    ["diag of a number", () => t.diag(1), /diag expects a vector \[n\] or a matrix, but got \[\]/],
    ["diff of no numbers", () => t.diff([]), /diff expects numbers along the axis, but got \[0\]/],
    ["cumprod without an axis", () => t.cumprod(a()), /cumprod expects an axis for shape \[2, 3\], but got none/],
    ["pinv of a vector", () => t.pinv([1, 2]), /pinv expects \[\.\.\., rows, columns\], but got \[2\]/],
    ["pinv, a tolerance", () => t.pinv(a(), { rtol: -1 }), /pinv expects rtol ≥ 0, but got -1/],
    [
      "quantile in percent",
      () => t.quantile(a(), 90),
      /quantile expects q from 0 to 1, but got 90; 90 of a hundred are 0\.9/,
    ],
    ["quantile of no numbers", () => t.quantile([], 0.5), /quantile expects at least one number/],
    [
      "histogram without bins",
      () => t.histogram(a(), 0),
      /histogram expects a number of bins above 0, or their edges, but got 0/,
    ],
    ["histogram of falling edges", () => t.histogram(a(), [1, 0]), /histogram expects edges that rise/],
    [
      "histogram, edges and range",
      () => t.histogram(a(), [0, 1], { range: [0, 1] }),
      /either edges or a range, but got both/,
    ],
    [
      "histogram of NaN",
      () => t.histogram([1, Number.NaN]),
      /histogram expects a finite range, from below, but got NaN to NaN/,
    ],
    ["meshgrid of matrices", () => t.meshgrid([a(), [1]]), /meshgrid expects vectors \[n\], but got \[2, 3\]/],
    [
      "meshgrid without a list",
      () => t.meshgrid([1, 2] as never, "ij" as never),
      /meshgrid expects options by name, \{ indexing \}/,
    ],
    [
      "meshgrid, another order",
      () => t.meshgrid([[1], [2]], { indexing: "yx" as never }),
      /meshgrid expects indexing to be "xy" or "ij"/,
    ],
    ["cosineSimilarity", () => t.cosineSimilarity(a(), [1, 2]), /cosineSimilarity expects shapes that broadcast/],
    [
      "cosineSimilarity along no axis",
      () => t.cosineSimilarity(a(), a(), 2),
      /cosineSimilarity expects an axis from -2 to 1/,
    ],
    ["tril of a vector", () => t.tril([1, 2]), /tril expects \[\.\.\., rows, columns\], but got \[2\]/],
    [
      "tile of too few",
      () => t.tile(a(), [2]),
      /tile expects a number of times for each axis of \[2, 3\], but got \[2\]/,
    ],
    ["repeat", () => t.repeat(a(), -1), /repeat expects a number of times, 0 or more, but got -1/],
    ["pad", () => t.pad(a(), [[1, 0]]), /pad expects \[before, behind\] for each axis of \[2, 3\]/],
    ["einsum of a wrong word", () => t.einsum("ij,jk=>ik", a(), a()), /einsum expects letters, commas and one "->"/],
    ["einsum of too few", () => t.einsum("ij,jk->ik", a()), /expects 2 tensors, but got 1/],
    ["einsum of other axes", () => t.einsum("ijk->k", a()), /expects 3 axes for "ijk", but got \[2, 3\]/],
    [
      "einsum of other sizes",
      () => t.einsum("ij,jk->ik", a(), a()),
      /expects one size for j, but got 3 and 2 \(\[2, 3\], \[2, 3\]\)/,
    ],
    [
      "einsum's result",
      () => t.einsum("ij->ik", a()),
      /the result expects letters of the tensors, each once, but got k/,
    ],
    ["einsum's result, twice", () => t.einsum("ij->ii", a()), /letters of the tensors, each once, but got i/],
    ["einsum's diagonal", () => t.einsum("ii->i", a()), /expects one size for i, but got 2 and 3/],
    ["einsum without an equation", () => t.einsum(a() as never), /einsum expects an equation such as/],
    [
      "at with too many",
      () => a().at(0, 0, 0),
      /at expects at most 2 indices for shape \[2, 3\], one an axis, but got 3/,
    ],
    ["at beyond", () => a().at(":", "1:9"), /slice expects 0 ≤ start ≤ stop ≤ 3 on axis 1 of \[2, 3\], but got 1 to 9/],
    [
      "at by no position",
      () => a().at("first" as never),
      /at expects a position such as 0 or -1, or .* but got "first"/,
    ],
    ["at by two dots", () => a().at("...", 0, "..."), /at expects "\.\.\." at most once/],
    ["at in steps of 0", () => a().at("::0"), /at expects a step other than 0/],
    ["arange", () => t.arange(0, 5, 0), /arange expects finite numbers and a step other than 0/],
    ["eye", () => t.eye(-1), /eye expects a whole number ≥ 0, .* got -1/],
    [
      "a wrong dtype",
      () => t.oneHot([0], 2, { dtype: "int32" as never }),
      /expects dtype to be "float32" or "float64"/,
    ],
  ];
  for (const [name, call, message] of refused) it(name, () => assert.throws(call, message));
});
