// The contract of a backend: every primitive and every recurrence, on random shapes (sizes 1, and sizes that are no
// multiple of a vector or a tile among them), equals the reference within 1e-5 in float32 and 1e-12 in float64.
import assert from "node:assert/strict";
import {
  type Activation,
  type Backend,
  type BinaryOperation,
  type DType,
  type NDArray,
  type RecurrenceKind,
  reference,
  type UnaryOperation,
} from "../../../src/backend/index.ts";
import { fromFlat, type Rng, seed } from "../../../src/tensor/index.ts";
import { inputsOf, kinds, type Leaves, nameOf, type Presence, randomLeaves, randomMask } from "./recurrences.ts";

export interface Contracted {
  name: string;
  /** float32 where left out. */
  dtype?: DType;
  make: () => Promise<Backend>;
  /** How near it is to the reference. */
  within?: number;
  /** Rounds of each random test. */
  rounds?: number;
  /** Whether the same sum in another call, or beside other ones, has the same bits, and numbers below 1e-38 are kept. */
  isExact?: boolean;
}

/** A size: often 1, small, or around the sizes of tiles. */
const size = (rng: Rng): number => rng.choice([1, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, rng.integers(1, 70)]);
const shapeOf = (rng: Rng, rank: number): number[] => Array.from({ length: rank }, () => Math.min(size(rng), 20));

/** The suite of one backend. */
export function contract(contracted: Contracted): void {
  const { name, dtype = "float32", make, within = 1e-5, rounds = 25, isExact = true } = contracted;
  describe(`backend contract: ${name}${dtype === "float64" ? ", float64" : ""}`, () => {
    let xp: Backend;
    before(async () => {
      xp = await make();
    });

    /** The same numbers on both backends. */
    const both = (rng: Rng, shape: number[], draw = () => rng.normal(0, 1)) => {
      const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw);
      return [xp.fromValues(values, shape, dtype), reference.fromValues(values, shape, dtype)] as const;
    };
    const close = (actual: NDArray, expected: NDArray, what: string, scale = 1) => {
      assert.deepEqual([...actual.shape], [...expected.shape], `${what}: shape`);
      const [x, y] = [xp.values(actual), reference.values(expected)];
      assert.equal(x.length, y.length, what);
      for (let i = 0; i < y.length; i++) {
        if (Object.is(x[i], y[i]) || x[i] === y[i]) continue;
        const error = Math.abs(x[i]! - y[i]!) / Math.max(scale, Math.abs(y[i]!));
        assert.ok(error <= within, `${what}[${i}] of [${actual.shape}]: ${x[i]}, expected ${y[i]}`);
      }
    };
    /** To the bit, where the backend promises that. */
    const alike = (actual: NDArray, expected: NDArray, scale: number) => {
      if (isExact) assert.deepEqual(xp.values(actual), xp.values(expected));
      else close(actual, { ...expected, dtype, data: xp.values(expected) }, "one after the other", scale);
    };
    const random = (what: string, test: (rng: Rng) => void) =>
      it(what, () => {
        for (let round = 0; round < rounds; round++) {
          try {
            test(seed(round));
          } catch (error) {
            (error as Error).message += ` (seed ${round})`;
            throw error;
          }
        }
      });

    random("copies numbers in and out", rng => {
      const shape = shapeOf(rng, rng.integers(0, 4));
      const [a, b] = both(rng, shape);
      close(a, b, "values");
      close(xp.full(1.5, shape, dtype), reference.full(1.5, shape, dtype), "full");
      const flat = [shape.reduce((x, y) => x * y, 1)];
      close(xp.reshape(a, flat), reference.reshape(b, flat), "reshape");
    });

    const unary: [UnaryOperation, (rng: Rng) => number][] = [
      ["sign", rng => rng.integers(-1, 2) * rng.uniform()],
      ["floor", rng => rng.normal(0, 3)],
      ["ceil", rng => rng.normal(0, 3)],
      ["round", rng => rng.integers(-9, 9) / 2],
      ["sin", rng => rng.normal(0, 5)],
      ["cos", rng => rng.normal(0, 5)],
      ["neg", rng => rng.normal(0, 3)],
      ["exp", rng => rng.uniform(-20, 10)],
      ["log", rng => Math.exp(rng.uniform(-40, 40))],
      ["sqrt", rng => rng.uniform(0, 100)],
      ["tanh", rng => rng.normal(0, 3)],
      ["sigmoid", rng => rng.normal(0, 10)],
      ["relu", rng => rng.normal(0, 1)],
      ["step", rng => rng.normal(0, 1)],
    ];
    for (const [operation, draw] of unary)
      random(operation, rng => {
        const [a, b] = both(rng, shapeOf(rng, rng.integers(0, 3)), () => draw(rng));
        close(xp.unary(operation, a), reference.unary(operation, b), operation);
      });

    it("treats special numbers as the reference does", () => {
      const rare = isExact ? [1e-40, -1e-40, 3e38, -3e38] : []; // TensorFlow takes 1e-40 for 0; a sine of 3e38 is chance
      const usual = [0, -0, Infinity, -Infinity, NaN, 100, -100, 89, -88, 1e-310, 1e300, 709.7, -707];
      const special = [...usual, ...rare];
      for (const [operation] of unary)
        for (const x of special) {
          const [a] = xp.values(xp.unary(operation, xp.fromValues([x], [1], dtype)));
          const [e] = reference.values(reference.unary(operation, reference.fromValues([x], [1], dtype)));
          const same = Object.is(a, e) || a === e || Math.abs(a! - e!) <= within * Math.max(1, Math.abs(e!));
          assert.ok(same, `${operation}(${x}) is ${a}, expected ${e}`);
        }
    });

    const binary: BinaryOperation[] = [
      ...(["add", "sub", "mul", "div", "pow", "maximum", "minimum", "equal"] as const),
      ...(["notEqual", "greater", "greaterEqual"] as const),
      ...(["tanhBackward", "sigmoidBackward"] as const),
    ];
    const comparisons: readonly string[] = ["equal", "notEqual", "greater", "greaterEqual"];
    for (const operation of binary)
      random(`${operation}, broadcast`, rng => {
        const whole = shapeOf(rng, rng.integers(0, 5)).map(n => Math.min(n, 9));
        const stretched = () => whole.map(n => (rng.uniform() < 0.35 ? 1 : n)).slice(rng.integers(0, whole.length + 1));
        const draw = () =>
          operation === "pow"
            ? rng.uniform(0.1, 3)
            : comparisons.includes(operation)
              ? rng.integers(0, 3)
              : rng.normal(1, 1);
        const [a, a0] = both(rng, stretched(), draw);
        const [b, b0] = both(rng, stretched(), draw);
        close(xp.binary(operation, a, b), reference.binary(operation, a0, b0), operation);
      });

    random("stretch", rng => {
      const shape = shapeOf(rng, rng.integers(0, 5)).map(n => Math.min(n, 9));
      const few = shape.map(n => (rng.uniform() < 0.5 ? 1 : n)).slice(rng.integers(0, shape.length + 1));
      const [a, b] = both(rng, few);
      const stretched = xp.stretch(a, shape);
      close(stretched, reference.stretch(b, shape), "stretch");
      xp.addIntoSlice(xp.reshape(stretched, [1, ...shape]), xp.full(1, [1, ...shape], dtype), 0, 0);
      close(a, b, "what was stretched");
    });

    it("comparisons of special numbers", () => {
      const special = [0, -0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
      for (const operation of comparisons as BinaryOperation[])
        for (const [on, shape] of [
          [xp, [6, 1]],
          [reference, [6, 1]],
        ] as const) {
          const [a, b] = [on.fromValues(special, shape, dtype), on.fromValues(special, [6], dtype)];
          const holds = (x: number, y: number) =>
            ({ equal: x === y, notEqual: x !== y, greater: x > y, greaterEqual: x >= y })[operation as "equal"];
          const expected = special.flatMap(x => special.map(y => (holds(x, y) ? 1 : 0)));
          assert.deepEqual([...on.values(on.binary(operation, a, b))], expected, `${operation} on ${on.name}`);
        }
    });

    const activations: Activation[] = [
      ...(["relu", "abs", "hardSigmoid", "softplus", "silu", "gelu", "geluTanh"] as const).map(name => ({ name })),
      { name: "square" },
      { name: "huber", parameters: [0.75] },
      { name: "clip", parameters: [-0.5, 1.25] },
      { name: "leakyRelu", parameters: [0.1] },
      { name: "elu", parameters: [1.05, 1.76] },
    ];
    for (const f of activations) {
      random(`${f.name} and its gradient`, rng => {
        const shape = shapeOf(rng, rng.integers(0, 3));
        const [x, x0] = both(rng, shape, () => rng.normal(0, 3));
        const [g, g0] = both(rng, shape);
        close(xp.activation(f, x), reference.activation(f, x0), f.name);
        close(xp.activationBackward(f, g, x), reference.activationBackward(f, g0, x0), `gradient of ${f.name}`);
      });
      it(`${f.name} treats special numbers as the reference does`, () => {
        const rare = isExact ? [1e-40, -1e-40, 3e38, -3e38] : [];
        for (const x of [0, -0, Infinity, -Infinity, NaN, 1e-6, -1e-6, 3, -3, 9, -9, 100, -100, 709, -709, ...rare]) {
          const results = [xp, reference].map(on => {
            const [a, g] = [x, 0.5].map(value => on.fromValues([value], [1], dtype)) as [NDArray, NDArray];
            return [on.activation(f, a), on.activationBackward(f, g, a)].map(y => on.values(y)[0]!);
          }) as [number[], number[]];
          results[0].forEach((a, i) => {
            const e = results[1][i]!;
            const same = Object.is(a, e) || a === e || Math.abs(a - e) <= within * Math.max(1, Math.abs(e));
            assert.ok(same, `${f.name}${i === 0 ? "" : "′"}(${x}) is ${a}, expected ${e}`);
          });
        }
      });
    }

    for (const operation of ["where", "maximumBackward", "minimumBackward"] as const)
      random(`${operation}, arrays and single numbers`, rng => {
        const shape = shapeOf(rng, rng.integers(0, 4)).map(n => Math.min(n, 9));
        const operand = () => both(rng, rng.uniform() < 0.3 ? [] : shape, () => rng.integers(-1, 2));
        const [[a, a0], [b, b0], [c, c0]] = [operand(), operand(), operand()];
        const expected = reference.ternary(operation, a0, b0, c0, shape);
        close(xp.ternary(operation, a, b, c, shape), expected, operation);
      });

    it("three single numbers fill the shape that is asked for", () => {
      for (const operation of ["where", "maximumBackward", "minimumBackward"] as const)
        for (const shape of [
          [1, 1],
          [2, 3],
        ]) {
          const [a, b, c] = [both(seed(0), [], () => 0.5), both(seed(0), [], () => 2), both(seed(0), [], () => 2)];
          const expected = reference.ternary(operation, a[1], b[1], c[1], shape);
          close(xp.ternary(operation, a[0], b[0], c[0], shape), expected, operation);
        }
    });

    it("where takes nothing from what is not chosen, and NaN is not 0", () => {
      const [a, b, c] = [
        [0, 1, Number.NaN, -0],
        [Number.NaN, 2, 3, Infinity],
        [4, Number.NaN, Infinity, 5],
      ].map(list => xp.fromValues(list, [4], dtype)) as [NDArray, NDArray, NDArray];
      assert.deepEqual([...xp.values(xp.ternary("where", a, b, c, [4]))], [4, 2, 3, 5]);
    });

    it("sine and cosine far from 0 are those of Math", () => {
      const far = [1e3, -1e4, 12345.678, -99999.5, 999_999, 1e6, -3e6, 1e9, 1e15].map(x =>
        dtype === "float32" ? Math.fround(x) : x,
      );
      if (!isExact) far.splice(2);
      const x = xp.fromValues(far, [far.length], dtype);
      for (const [operation, f] of [
        ["sin", Math.sin],
        ["cos", Math.cos],
      ] as const)
        for (const [i, y] of xp.values(xp.unary(operation, x)).entries())
          assert.ok(Math.abs(y - f(far[i]!)) <= within, `${operation}(${far[i]}) is ${y}, expected ${f(far[i]!)}`);
    });

    random("matmul, stored either way", rng => {
      const [m, k, n] = [size(rng), rng.uniform() < 0.1 ? 0 : size(rng) * rng.choice([1, 1, 9]), size(rng)];
      for (const transposeA of [false, true])
        for (const transposeB of [false, true]) {
          const [a, a0] = both(rng, transposeA ? [k, m] : [m, k]);
          const [b, b0] = both(rng, transposeB ? [n, k] : [k, n]);
          const product = xp.matmul(a, b, transposeA, transposeB);
          close(product, reference.matmul(a0, b0, transposeA, transposeB), "matmul", Math.sqrt(k));
        }
    });

    random("several products at once, to the bit what one after the other gives", rng => {
      const few = () => (rng.uniform() < 0.4 ? 1 : size(rng));
      const [count, m, k, n] = [
        rng.integers(0, 5),
        few(),
        rng.uniform() < 0.1 ? 0 : few() * rng.choice([1, 1, 9]),
        few(),
      ];
      for (const transposeA of [false, true])
        for (const transposeB of [false, true]) {
          const [a, a0] = both(rng, transposeA ? [count, k, m] : [count, m, k]);
          const [b, b0] = both(rng, transposeB ? [count, n, k] : [count, k, n]);
          const product = xp.matmul(a, b, transposeA, transposeB);
          close(product, reference.matmul(a0, b0, transposeA, transposeB), "matmul", Math.sqrt(k));
          const matrix = (all: NDArray, i: number) => xp.reshape(xp.slice(all, 0, i, i + 1), all.shape.slice(1));
          for (let i = 0; i < count; i++)
            alike(matrix(product, i), xp.matmul(matrix(a, i), matrix(b, i), transposeA, transposeB), Math.sqrt(k));
        }
    });

    random("sum, max and argmax over any axes", rng => {
      const shape = shapeOf(rng, rng.integers(1, 5)).map(n => Math.min(n, 9));
      const [a, b] = both(rng, shape);
      const axes = shape.map((_, axis) => axis).filter(() => rng.uniform() < 0.5);
      for (const operation of ["sum", "max"] as const)
        close(xp.reduce(operation, a, axes), reference.reduce(operation, b, axes), operation);
      const axis = rng.integers(0, shape.length);
      close(xp.argmax(a, axis), reference.argmax(b, axis), "argmax");
    });

    random("argmax and max where numbers are equal, infinite or none", rng => {
      const shape = [rng.integers(1, 4), size(rng), rng.choice([1, size(rng)])];
      const few = [0, -0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN].slice(
        0,
        rng.integers(1, 7),
      );
      const [a, b] = both(rng, shape, () => rng.choice(few));
      for (const axis of [0, 1, 2]) {
        close(xp.argmax(a, axis), reference.argmax(b, axis), `argmax ${axis}`);
        close(xp.reduce("max", a, [axis]), reference.reduce("max", b, [axis]), `max ${axis}`);
      }
    });

    random("transpose, slice, concat, take, addIntoSlice, addIntoRows", rng => {
      const shape = shapeOf(rng, rng.integers(1, 5)).map(n => Math.min(n, 9));
      const axis = rng.integers(0, shape.length);
      const n = shape[axis]!;
      const [a, a0] = both(rng, shape);
      const [b, b0] = both(rng, shape.with(axis, rng.integers(1, 5)));
      const axes = rng.permutation(shape.length);
      close(xp.transpose(a, axes), reference.transpose(a0, axes), `transpose ${axes}`);
      const start = rng.integers(0, n);
      const stop = rng.integers(start, n + 1);
      close(xp.slice(a, axis, start, stop), reference.slice(a0, axis, start, stop), "slice");
      close(xp.concat([a, b, a], axis), reference.concat([a0, b0, a0], axis), "concat");
      const rows = Array.from({ length: 4 }, () => rng.integers(0, shape[0]!));
      close(xp.take(a, rows), reference.take(a0, rows), "take");
      const [added, added0] = both(rng, shape.with(0, rows.length));
      xp.addIntoRows(a, added, rows);
      reference.addIntoRows(a0, added0, rows);
      close(a, a0, "addIntoRows");
      const [part, part0] = both(rng, shape.with(axis, n - start));
      xp.addIntoSlice(a, part, axis, start);
      reference.addIntoSlice(a0, part0, axis, start);
      close(a, a0, "addIntoSlice");
    });

    random("softmax and layerNorm with their gradients", rng => {
      const shape = [...shapeOf(rng, rng.integers(0, 3)), size(rng)];
      const n = shape.at(-1)!;
      const [a, a0] = both(rng, shape, () => rng.normal(0, 5));
      const [g, g0] = both(rng, shape);
      const [y, y0] = [xp.softmax(a), reference.softmax(a0)];
      close(y, y0, "softmax");
      close(xp.softmaxBackward(y, g), reference.softmaxBackward(y0, g0), "softmaxBackward");
      const [[gamma, gamma0], [beta, beta0]] = [both(rng, [n]), both(rng, [n])];
      const epsilon = rng.choice([0.1, 1]); // less makes much of the last digits where all numbers of a row are nearly equal
      const [scales, scales0] = [
        { gamma, beta, epsilon },
        { gamma: gamma0, beta: beta0, epsilon },
      ];
      close(xp.layerNorm(a, scales), reference.layerNorm(a0, scales0), "layerNorm");
      const [of, of0] = [xp.layerNormBackward(a, scales, g), reference.layerNormBackward(a0, scales0, g0)];
      for (const part of ["x", "gamma", "beta"] as const)
        close(of[part], of0[part], `layerNormBackward: ${part}`, part === "x" ? 4 : Math.sqrt(shape.length * 20));
    });

    it("softmax of rows with infinite numbers and NaN is the reference's", () => {
      const few = [0, 1, Number.NEGATIVE_INFINITY, -90, -200];
      if (isExact) few.push(Number.NaN, Number.POSITIVE_INFINITY);
      const rng = seed(1);
      for (const n of [1, 2, 5, 9, 16]) {
        const [a, a0] = both(rng, [40, n], () => rng.choice(few));
        close(xp.softmax(a), reference.softmax(a0), "softmax");
        close(xp.logSoftmax(a), reference.logSoftmax(a0), "logSoftmax");
      }
    });

    it("softmax of equal logits gives each its part, however large they are", () => {
      for (const logit of [0, 20, 3e4, -3e4, 1e30])
        for (const n of [2, 3, 5, 8, 19]) {
          const a = xp.fromValues(new Array(n).fill(logit), [1, n], dtype);
          const expect = (found: NDArray, value: number) => {
            for (const number of xp.values(found))
              assert.ok(Math.abs(number - value) < 1e-6 * Math.abs(value), `${number}`);
          };
          expect(xp.softmax(a), 1 / n);
          expect(xp.logSoftmax(a), -Math.log(n));
        }
    });

    random("logSoftmax, crossEntropy and adam", rng => {
      const shape = [size(rng), size(rng)];
      const [a, a0] = both(rng, shape, () => rng.normal(0, 5));
      const [g, g0] = both(rng, shape);
      const [y, y0] = [xp.logSoftmax(a), reference.logSoftmax(a0)];
      close(y, y0, "logSoftmax");
      close(xp.logSoftmaxBackward(y, g), reference.logSoftmaxBackward(y0, g0), "logSoftmaxBackward");
      const [t, t0] = both(rng, shape, () => rng.uniform(0, 1));
      const [ce, ce0] = [xp.crossEntropy(a, t), reference.crossEntropy(a0, t0)];
      close(ce.losses, ce0.losses, "crossEntropy's losses", shape[1]);
      close(ce.gradient, ce0.gradient, "crossEntropy's gradient");
      const rates = { stepSize: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
      const [m, m0] = both(rng, shape);
      const [v, v0] = both(rng, shape, () => rng.uniform(0, 1));
      const after = xp.adam({ parameter: a, gradient: g, mean: m, square: v }, rates);
      const after0 = reference.adam({ parameter: a0, gradient: g0, mean: m0, square: v0 }, rates);
      for (const part of ["parameter", "mean", "square"] as const) close(after[part], after0[part], part);
    });

    for (const kind of kinds)
      random(nameOf(kind), rng => {
        // 70 steps of a batch of 9 are more rows than the kernels do in one call.
        const [T, batch] = [rng.choice([1, 2, 5, 18, 70]), rng.choice([1, 1, 2, 5, 6, 8, 9])];
        const leaves = randomLeaves(kind, { T, batch, input: size(rng), hidden: size(rng) }, rng, dtype);
        const mask = rng.uniform() < 0.5 ? randomMask(rng, T, batch) : undefined;
        const presence = {
          initial: rng.uniform() < 0.5,
          bias: rng.uniform() < 0.7,
          peepholes: rng.uniform() < 0.3,
          factors: rng.uniform() < 0.4,
          mask,
        };
        const reverse = rng.uniform() < 0.4;
        const [x, x0] = [inputsOf(xp, kind, leaves, presence), inputsOf(reference, kind, leaves, presence)];
        const inference = xp.recurrence(kind, x, { reverse, saves: false });
        const options = { reverse, saves: true, cells: rng.uniform() < 0.5 };
        const [result, result0] = [xp.recurrence(kind, x, options), reference.recurrence(kind, x0, options)];
        close(inference.hidden, result0.hidden, "hidden without saving");
        close(result.hidden, result0.hidden, "hidden");
        assert.equal(result.cell !== undefined, kind.kind === "lstm");
        assert.equal(result.cells !== undefined, kind.kind === "lstm" && options.cells);
        if (result0.cell) close(result.cell!, result0.cell, "cell");
        if (result0.cells) close(result.cells!, result0.cells, "cells");
        const [g, g0] = both(rng, [...result0.hidden.shape]);
        const [gc, gc0] = result0.cell ? both(rng, [...result0.cell.shape]) : [undefined, undefined];
        const [gcs, gcs0] = result0.cells && rng.uniform() < 0.7 ? both(rng, [...result0.cells.shape]) : [];
        const only = kind.kind === "lstm" && rng.uniform() < 0.2; // a loss on the last cell state alone
        const wants = { xs: rng.uniform() < 0.7, hidden: rng.uniform() < 0.5, weights: rng.uniform() < 0.7 };
        const given = { hidden: only ? undefined : g, cell: gc, cells: gcs };
        const given0 = { hidden: only ? undefined : g0, cell: gc0, cells: gcs0 };
        const back = xp.recurrenceBackward(kind, x, result, given, { reverse, wants });
        const back0 = reference.recurrenceBackward(kind, x0, result0, given0, { reverse, wants });
        const scale = Math.sqrt(T * batch);
        const same = (what: string, a: NDArray | undefined, b: NDArray | undefined) => {
          assert.equal(a === undefined, b === undefined, what);
          if (a && b) close(a, b, what, scale);
        };
        const parts = ["xs", "kernel", "recurrentKernel", "bias", "recurrentBias", "peepholeKernel", "hidden", "cells"] as const; // biome-ignore format: a line
        for (const part of parts) same(part, back[part], back0[part]);
        same("h", back.initial.h, back0.initial.h);
        same("c", back.initial.c, back0.initial.c);
      });

    /** Everything that a recurrence gives, there and back. */
    const bits = (kind: RecurrenceKind, leaves: Leaves, presence: Presence, reverse: boolean) => {
      const inputs = inputsOf(xp, kind, leaves, presence);
      const result = xp.recurrence(kind, inputs, { reverse, saves: true, cells: true });
      // x × 0 may be −0, which 0 + x × 0 is not.
      const numbers = (a: NDArray | undefined) => a && Array.from(xp.values(a), x => x + 0);
      const forward = [result.hidden, result.cell, result.cells].map(numbers);
      const given = { hidden: result.hidden, cell: result.cell, cells: undefined };
      const wants = { xs: true, hidden: true };
      const { initial, ...back } = xp.recurrenceBackward(kind, inputs, result, given, { reverse, wants });
      return [...forward, ...[...Object.values(back), initial.h, initial.c].map(numbers)];
    };
    for (const kind of kinds) {
      random(`a mask of ones changes no bit: ${nameOf(kind)}`, rng => {
        const [T, batch] = [rng.integers(1, 12), rng.integers(1, 9)];
        const leaves = randomLeaves(kind, { T, batch, input: size(rng), hidden: size(rng) }, rng, dtype);
        const mask = Array.from({ length: T }, () => Array.from({ length: batch }, () => 1));
        const presence = {
          initial: rng.uniform() < 0.5,
          bias: true,
          peepholes: rng.uniform() < 0.5,
          factors: rng.uniform() < 0.5,
        };
        const reverse = rng.uniform() < 0.5;
        assert.deepEqual(bits(kind, leaves, { ...presence, mask }, reverse), bits(kind, leaves, presence, reverse));
      });

      random(`what is masked has no influence, whatever it holds: ${nameOf(kind)}`, rng => {
        const [T, batch, input] = [rng.integers(1, 12), rng.integers(1, 9), size(rng)];
        const leaves = randomLeaves(kind, { T, batch, input, hidden: size(rng) }, rng, dtype);
        const presence = {
          initial: true,
          bias: true,
          peepholes: rng.uniform() < 0.5,
          factors: rng.uniform() < 0.5,
          mask: randomMask(rng, T, batch),
        };
        const reverse = rng.uniform() < 0.5;
        const padding = (value: number) => {
          const counts = presence.mask.flat();
          const xs = leaves.xs.values().map((x, i) => (counts[Math.floor(i / input)] ? x : value));
          return { ...leaves, xs: fromFlat(xs, leaves.xs.shape, { dtype }) };
        };
        const clean = bits(kind, padding(0), presence, reverse);
        assert.ok(clean.flat().every(x => x === undefined || Number.isFinite(x)));
        for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1e30])
          assert.deepEqual(bits(kind, padding(value), presence, reverse), clean);
      });
    }

    it("draws the same random numbers, to the bit", () => {
      // The counter's lower word ends within a vector of blocks, or between two.
      for (const first of [0, 2 ** 32 - 6, 2 ** 32 - 4, 2 ** 40 + 3])
        for (const kind of ["unit", "normal"] as const)
          for (const n of [2, 6, 8, 3000]) {
            const [a, b] = [new Float64Array(n), new Float64Array(n)];
            xp.random(kind, first, [0xfffffffe, 77], a);
            reference.random(kind, first, [0xfffffffe, 77], b);
            assert.deepEqual(a, b, `${n} of ${kind} from ${first}`);
          }
    });

    it("says what computes", () => {
      assert.match(xp.describe(), new RegExp(`^${xp.name}: .*float32.*float64|^${xp.name}: .*float64.*float32`));
    });
  });
}
