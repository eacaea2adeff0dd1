// Numbers do not depend on the number of threads: one, two and three give the same bits, of every operation that is cut and of a
// training.
import assert from "node:assert/strict";
import {
  type Backend,
  type DType,
  type NDArray,
  type RecurrenceKind,
  setBackend,
} from "../../../../src/backend/index.ts";
import { reference } from "../../../../src/backend/reference/index.ts";
import { dense, lstm } from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { fromFlat, oneHot, type Rng, seed } from "../../../../src/tensor/index.ts";
import { sequential } from "../../../../src/training/index.ts";
import { times } from "../../../soak.ts";
import { inputsOf, kinds, nameOf, randomLeaves, randomMask } from "../recurrences.ts";
import { started, type Threaded, threaded } from "./crews.ts";

const counts = [1, 2, 3];
const rounds = times(6, 100);

describe("threads of the wasm backend: the same bits", function () {
  this.timeout(120_000);
  for (const simd of ["plain", "relaxed"] as const)
    describe(`${simd} SIMD`, () => {
      let crews: Threaded[];
      before(async () => {
        crews = await Promise.all(counts.map(threads => threaded(threads, { simd })));
        for (const dtype of ["float32", "float64"] as const)
          await Promise.all(crews.map((crew, i) => started(crew, counts[i]! - 1, dtype)));
      });

      /** What each of the backends computes from the same seed. */
      const same = (what: string, compute: (xp: Backend, rng: Rng) => readonly (NDArray | undefined)[]) =>
        it(what, () => {
          for (let round = 0; round < rounds; round++) {
            const [one, ...more] = crews.map(({ xp }) =>
              compute(xp, seed(round)).map(a => a && Array.from(new Int32Array(xp.values(a).buffer))),
            );
            for (const [i, other] of more.entries())
              assert.deepEqual(other, one, `${counts[i + 1]} threads (seed ${round})`);
          }
        });
      const random = (xp: Backend, rng: Rng, ...shape: number[]) =>
        xp.fromValues(
          Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal()),
          shape,
          "float32",
        );

      for (const kind of kinds) same(nameOf(kind), (xp, rng) => recurrence(xp, rng, kind));
      same("an lstm, products and sums in float64", (xp, rng) => {
        const [a, b] = [rng.integers(1, 90), rng.integers(1, 90)];
        const draw = (...shape: number[]) => xp.fromValues(rng.normal(0, 1, shape).values(), shape, "float64");
        const [x, y] = [draw(a, b), draw(b, a)];
        return [...recurrence(xp, rng, { kind: "lstm" }, "float64"), xp.matmul(x, y, false, false), xp.unary("exp", x)];
      });

      same("matmul", (xp, rng) => {
        const [m, k, n] = [rng.integers(1, 90), rng.integers(0, 300), rng.integers(1, 90)];
        return [false, true].flatMap(transposeA =>
          [false, true].map(transposeB =>
            xp.matmul(
              transposeA ? random(xp, rng, k, m) : random(xp, rng, m, k),
              transposeB ? random(xp, rng, n, k) : random(xp, rng, k, n),
              transposeA,
              transposeB,
            ),
          ),
        );
      });
      same("several products", (xp, rng) => {
        const [count, m, k, n] = [rng.integers(1, 9), rng.integers(1, 9), rng.integers(1, 40), rng.integers(1, 9)];
        return [xp.matmul(random(xp, rng, count, m, k), random(xp, rng, count, k, n), false, false)];
      });
      same("elementwise", (xp, rng) => {
        const [a, b] = [rng.integers(1, 60), rng.integers(1, 60)];
        const x = random(xp, rng, a, b);
        return [
          ...(["exp", "tanh", "sigmoid", "neg"] as const).map(name => xp.unary(name, x)),
          xp.binary("add", x, random(xp, rng, a, b)),
          xp.binary("mul", x, random(xp, rng, b)),
          xp.binary("sub", random(xp, rng, a, 1), x),
          xp.binary("div", x, random(xp, rng, 1, 1)),
          xp.binary("greater", x, random(xp, rng, a, b)),
          xp.stretch(random(xp, rng, a, 1), [a, b]),
          xp.activation({ name: "huber", parameters: [0.5] }, x),
          xp.activationBackward({ name: "huber", parameters: [0.5] }, random(xp, rng, a, b), x),
        ];
      });
      same("softmax, cross-entropy, layer normalization, Adam, transpose", (xp, rng) => {
        const [rows, n] = [rng.integers(1, 200), rng.integers(1, 40)];
        const x = random(xp, rng, rows, n);
        const y = xp.logSoftmax(x);
        const { losses, gradient } = xp.crossEntropy(x, xp.unary("sigmoid", random(xp, rng, rows, n)));
        const state = { parameter: x, gradient, mean: random(xp, rng, rows, n), square: xp.unary("exp", y) };
        const after = xp.adam(state, { stepSize: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
        const [p, g] = [xp.softmax(x), random(xp, rng, rows, n)];
        const scales = { gamma: random(xp, rng, n), beta: random(xp, rng, n), epsilon: 1e-5 };
        const normal = xp.layerNormBackward(x, scales, g);
        const byRows = [p, xp.softmaxBackward(p, g), xp.layerNorm(x, scales), normal.x, normal.gamma, normal.beta];
        const turned = xp.transpose(random(xp, rng, 5, rows, n), [2, 0, 1]);
        const back = xp.logSoftmaxBackward(y, random(xp, rng, rows, n));
        return [y, back, losses, gradient, after.parameter, after.mean, after.square, turned, ...byRows];
      });

      it("a training", async () => {
        const trained: unknown[] = [];
        for (const { xp } of crews) {
          setBackend(xp);
          const rng = seed(5);
          const model = sequential([lstm(24, { inputShape: [12, 6] }), dense(4, { activation: "softmax" })]);
          model.compile({ loss: "categoricalCrossentropy", optimizer: adam(1e-2) });
          const x = fromFlat(
            Float32Array.from({ length: 40 * 12 * 6 }, () => rng.normal()),
            [40, 12, 6],
          );
          const y = oneHot(
            Array.from({ length: 40 }, () => rng.integers(0, 4)),
            4,
          );
          const { history } = await model.fit(x, y, { epochs: 5, batchSize: 16, verbose: 0 });
          trained.push([history, model.save()]);
        }
        setBackend(reference);
        assert.equal(JSON.stringify(trained[1]), JSON.stringify(trained[0]));
        assert.equal(JSON.stringify(trained[2]), JSON.stringify(trained[0]));
      });
    });
});

/** A recurrence of any size there and back. */
function recurrence(
  xp: Backend,
  rng: Rng,
  kind: RecurrenceKind,
  dtype: DType = "float32",
): readonly (NDArray | undefined)[] {
  const [T, batch] = [rng.integers(1, 40), rng.integers(1, 50)];
  const sizes = { T, batch, input: rng.integers(1, 40), hidden: rng.integers(1, 60) };
  const leaves = randomLeaves(kind, sizes, rng, dtype);
  const inputs = inputsOf(xp, kind, leaves, {
    initial: rng.uniform() < 0.5,
    bias: rng.uniform() < 0.7,
    peepholes: rng.uniform() < 0.5,
    factors: rng.uniform() < 0.4,
    mask: rng.uniform() < 0.5 ? randomMask(rng, T, batch) : undefined,
  });
  const reverse = rng.uniform() < 0.5;
  const result = xp.recurrence(kind, inputs, { saves: true, reverse, cells: true });
  const given = { hidden: result.hidden, cell: result.cell, cells: rng.uniform() < 0.5 ? result.cells : undefined };
  const wants = { xs: true, hidden: rng.uniform() < 0.5 };
  const { initial, ...back } = xp.recurrenceBackward(kind, inputs, result, given, { reverse, wants });
  return [result.hidden, result.cell, ...Object.values(back), initial.h, initial.c];
}
