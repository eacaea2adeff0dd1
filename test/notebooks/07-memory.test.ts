// Lesson 7 and its graded set: answers against the toolkit, and what the experiments show, at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { copying, padSequences } from "../../src/data/index.ts";
import {
  binaryCrossEntropyWithLogits,
  chrono,
  constantInitializer,
  crossEntropy,
  Embedding,
  GRUCell,
  type Initializer,
  keepBias,
  Linear,
  LSTMCell,
  unroll,
} from "../../src/nn/index.ts";
import { norm, Rng, seed, tensor } from "../../src/tensor/index.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { lessonOf } from "./lesson.ts";
import {
  accuracyOfLatch,
  accuracyOfMails,
  errorOfAdding,
  errorOfCopying,
  headsOf,
  opensBy,
} from "./memory-trainings.ts";

const { shown } = lessonOf("07-memory.ipynb");
const questions = assignment("memory");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const seeds = [0, 1, 2];
const float64 = { dtype: "float64" } as const;
const keeping = (L: number) => ({ biasInitializer: keepBias(L) });

describe("lesson 07-memory", () => {
  it("what a gate leaves is what a GRU with that bias holds after so many steps [item 102]", () => {
    const held = (b: number, lag: number) => {
      const zero = constantInitializer(0);
      const onlyZ: Initializer = () => tensor([[[b], [0], [0]], [[0], [0], [0]]], float64); // biome-ignore format: biases of z, r, n
      const cell = new GRUCell(1, 1, { ...float64, kernelInitializer: zero, recurrentInitializer: zero, biasInitializer: onlyZ }); // biome-ignore format: a line
      const xs = Array.from({ length: lag }, () => [0]);
      return unroll(cell, tensor(xs, float64), { initialState: tensor([1], float64) })
        .state.at(0)
        .item();
    };
    right(questions.q4.check(held));
    right(questions.q5.check({ atZero: held(0, 60), atLog60: held(Math.log(60), 60) }));
  });

  it("a ceiling counts the texts whose evidence padSequences leaves in [item 102]", () => {
    right(
      questions.q9.check((places, length, L) => {
        const texts = places.map(place => Array.from({ length }, (_, t) => (t === place ? 2 : 1)));
        const seen = padSequences(texts, { maxlen: L }).map(text => text.includes(2));
        return seen.reduce((sum, sees) => sum + (sees ? 1 : 0.5), 0) / seen.length;
      }),
    );
  });

  it("with biases ln L the first word is heard a third as well as the last, whatever L is [items 102, 103]", () => {
    ratiosHold(0, [10, 100]);
  });

  it("its heads are right where writers agree, and split or meet where they do not [items 95, 96, 111]", () => {
    const told = shown("heads-figure");
    const shares = [...told.matchAll(/right: ([\d.]+)/g)].map(match => Number(match[1]));
    assert.ok(shares.length === 3 && shares.every(share => share > 0.7), `${shares}`);
    assert.match(told, /as a number: (2\.[5-9]|3\.[0-5]) stars/);
    assert.match(told, /bars: 1 0\.[3-7]\d*, 2 \S*, 3 \S*, 4 \S*, 5 0\.[3-7]\d*/);
    right(questions.q16.check(p => tensor(p, float64).mul(tensor(p.map((_, k) => k + 1), float64)).sum().item())); // biome-ignore format: a line
  });

  it("shows what it says: five curves, each at or below its ceiling, generated data named [item 102]", () => {
    assert.match(shown("mails-figure"), /^Accuracy by length: generated e-mails/);
    assert.match(shown("mails-figure"), /GRU, default, first: 7 points, from 1 to 0\.[45]\d*, falls/);
    assert.match(shown("mails-figure"), /GRU, ln L, last: 7 points, from 0\.[45]\d* to 1, rises/);
    assert.match(
      shown("latch-figure"),
      /GRU 0\.[45]\d*, GRU, open (1|0\.9\d*), LSTM 0\.[45]\d*, LSTM, open (1|0\.9\d*)/,
    );
    assert.match(shown("cut"), /\[ \[ 3, 4, 5, 6 \] \]/);
  });
});

describe("assignment memory-graded", () => {
  const set = assignment.of("memory-graded", "ana");

  it("its copying task is the toolkit's, and its starts are those that chrono draws [items 101, 102]", () => {
    right(
      set.q3.check((message, T, S) => {
        const drawn = [...message];
        const rng = new Rng(0);
        rng.integers = (() => drawn.shift()!) as never;
        const { x, y } = copying(1, { T, length: message.length, symbols: S, rng });
        return { x: x.at(0).argmax(-1).toArray() as number[], y: y.at(0).toArray() as number[] };
      }),
    );
    const bias: number[] = new LSTMCell(2, 5, {
      ...float64,
      rng: seed(0),
      biasInitializer: chrono(40),
    }).bias!.toArray();
    const [i, f] = [bias.slice(0, 5), bias.slice(5, 10)];
    assert.deepEqual(i.map(value => -value), f); // biome-ignore format: a line
    assert.ok(f.every(value => value >= 0 && value <= Math.log(39)));
  });

  for (const student of ["ana", "ben", "chi"]) {
    const [K, S, T] = /: (\d+) symbols of (\d+) kinds, T = (\d+)/
      .exec(String(assignment.of("memory-graded", student).q4))!
      .slice(1)
      .map(Number) as [number, number, number];
    const sizes = { length: K, symbols: S, T };

    it(`the loss without memory is crossEntropy's for who guesses the symbols alone (${student}) [item 101]`, () => {
      const { y } = copying(40, { ...sizes, rng: seed(3) });
      const row = Array.from(
        { length: T + 2 * K },
        (_, t) =>
        Array.from({ length: S + 1 }, (_, id) => (id === S ? t < T + K : t >= T + K) ? 0 : -60), // biome-ignore format: a line
      );
      const scores = tensor(Array.from({ length: 40 }, () => row), float64); // biome-ignore format: a line
      const memoryless = crossEntropy(scores, y).item();
      right(assignment.of("memory-graded", student).q4.check({ steps: y.shape[1]!, memoryless, gru: "less than half of it", blanks: "next to nothing" })); // biome-ignore format: a line
    });
  }
});

describe("the experiments of unit 7", function () {
  this.timeout(300_000);
  computesOnWasm();

  itSoaks("the first word's ratio at the start, at three seeds and to L = 1000 [items 102, 103]", async () => {
    for (const n of seeds) ratiosHold(n, [10, 100, 1000]);
  });

  itSoaks("three heads learn the reviews at three seeds [items 95, 96, 111]", async () => {
    for (const n of seeds) await headsHold(n);
  });

  itSoaks("adding: GRU and LSTM leave 1/6 within 800 updates at three seeds [item 101]", async () => {
    for (const n of seeds) {
      assert.ok((await errorOfAdding(new GRUCell(2, 32, { rng: seed(n) }), n)) < 0.01, `GRU, seed ${n}`);
      assert.ok((await errorOfAdding(new LSTMCell(2, 32, { rng: seed(n) }), n)) < 0.03, `LSTM, seed ${n}`);
    }
  });

  itSoaks(
    "adding opens gates of itself before it is learned, and the latch does not, at three seeds [item 101]",
    async () => {
      for (const n of seeds) {
        const adds = await opensBy(100, "adding", n);
        assert.ok(adds.most > 0.9 && adds.error > 0.15, `adding, seed ${n}: ${JSON.stringify(adds)}`);
        const latches = await opensBy(200, "latch", n);
        assert.ok(latches.most < 0.7 && latches.error > 0.6, `latch, seed ${n}: ${JSON.stringify(latches)}`);
      }
    },
  );

  itSoaks("latch: the start decides, at three seeds and two lags [items 101, 102]", async () => {
    for (const n of seeds) {
      const rng = () => ({ rng: seed(n) });
      assert.ok((await accuracyOfLatch(60, new GRUCell(1, 16, rng()), n)) < 0.6, `GRU, seed ${n}`);
      assert.ok((await accuracyOfLatch(60, new LSTMCell(1, 16, rng()), n)) < 0.6, `LSTM, seed ${n}`);
      assert.ok((await accuracyOfLatch(60, new GRUCell(1, 16, { ...rng(), ...keeping(60) }), n)) > 0.95, `open GRU, seed ${n}`); // biome-ignore format: a line
      const open = new LSTMCell(1, 16, { ...rng(), biasInitializer: chrono(60) });
      assert.ok((await accuracyOfLatch(60, open, n)) > 0.95, `open LSTM, seed ${n}`);
      assert.ok((await accuracyOfLatch(100, new GRUCell(1, 16, { ...rng(), ...keeping(100) }), n)) > 0.95, `100 steps, seed ${n}`); // biome-ignore format: a line
    }
  });

  itSoaks(
    "e-mails: at the ceiling with biases ln L, at chance by default or cut from the front [item 102]",
    async () => {
      for (const n of seeds) {
        const make = (L: number) => new GRUCell(8, 16, { rng: seed(n), ...keeping(L) });
        for (const L of [50, 200, 1000])
          assert.ok((await accuracyOfMails(make(L), L, "first", n)) > 0.95, `L = ${L}, seed ${n}`);
        assert.ok((await accuracyOfMails(make(200), 200, "last", n)) < 0.65, `last words, seed ${n}`);
        assert.ok((await accuracyOfMails(new GRUCell(8, 16, { rng: seed(n) }), 200, "first", n)) < 0.65, `default, seed ${n}`); // biome-ignore format: a line
      }
    },
  );

  itSoaks(
    "copying: a GRU comes below half of the loss without memory, and says blanks after 100 updates [item 101]",
    async () => {
      for (const n of seeds) {
        const [K, S, T] = [4, 6, 14]; // the longest that a student is given
        const { last, blanks } = await errorOfCopying({ length: K, symbols: S, T }, n);
        assert.ok(last < (K * Math.log(S)) / (T + 2 * K) / 2, `seed ${n}: ${last}`);
        assert.ok(blanks < 0.02, `seed ${n}: ${blanks}`);
      }
    },
  );
});

/** ln L keeps about 1/e; a half at each step is lost soon. */
function ratiosHold(n: number, lengths: readonly number[]): void {
  for (const L of lengths) {
    const open = ratio(new GRUCell(8, 16, { ...float64, rng: seed(n), ...keeping(L) }), n, L);
    assert.ok(open > 0.2 && open < 0.7, `L = ${L}, seed ${n}: ${open}`);
    const byDefault = ratio(new GRUCell(8, 16, { ...float64, rng: seed(n) }), n, L);
    assert.ok(byDefault < 10 * 0.7 ** L, `L = ${L}, seed ${n}: ${byDefault}`);
    if (L >= 100) assert.ok(ratio(new LSTMCell(8, 16, { ...float64, rng: seed(n) }), n, L) < 1e-5);
  }
}

/** The gradient of the first word against the one of the last. */
function ratio(cell: GRUCell | LSTMCell, n: number, L: number): number {
  const rng = seed(n + 50);
  const vectors = new Embedding(40, 8, { rng, ...float64 });
  const readout = new Linear(16, 1, { rng, ...float64 });
  const ids = Array.from({ length: 8 }, () => Array.from({ length: L }, () => rng.integers(0, 40)));
  const read = vectors.forward(ids).retainGrad();
  const wanted = tensor(ids.map((_, i) => [i % 2]), float64); // biome-ignore format: a line
  binaryCrossEntropyWithLogits(readout.forward(unroll(cell, read).hidden.at(-1)!), wanted).backward();
  return norm(read.grad!.select(1, 0)).item() / norm(read.grad!.select(1, L - 1)).item();
}

async function headsHold(n: number): Promise<void> {
  const { liked, classes, number, loud } = await headsOf(n);
  assert.ok(Math.min(liked, classes) > 0.95 && number > 0.7, `${[liked, classes, number]}, seed ${n}`);
  assert.ok(Math.abs(loud.number - 3) < 0.6 && loud.five > 0.25 && loud.one > 0.25 && loud.three < 0.1, JSON.stringify(loud)); // biome-ignore format: a line
}
