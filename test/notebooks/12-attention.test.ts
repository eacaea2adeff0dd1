// Lesson 12: its answers against the toolkit's cells, attention, beam search and BLEU; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { loadPronunciations } from "../../src/data/index.ts";
import { AdditiveAttention, DotAttention, GeneralAttention, GRUCell, maskedSoftmax, unroll } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { log, type Rng, seed, softmax, stack, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { beamSearch, bleu } from "../../src/training/index.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";
import { correlationOf, numbersTo, type Pair, peaksOf, translator } from "./translator.ts";

const { shown } = lessonOf("12-attention.ipynb");
const questions = assignment("attention");
const float64 = { dtype: "float64" } as const;
const seeds = [0, 1, 2];
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("lesson 12-attention", () => {
  it("an encoder is unrolled, and a decoder goes on from its state [items 99, 117]", () => {
    right(
      questions.q1.check((xs, n, encoder, decoder, V, c) => {
        const [reads, writes] = [encoder, decoder].map(({ W, U, b }) => cellOf(W, U, b)) as [ReturnType<typeof cellOf>, ReturnType<typeof cellOf>]; // biome-ignore format: a line
        let h = unroll(reads, numbers(xs)).state;
        let y = zeros([c.length], float64);
        return Array.from({ length: n }, () => {
          h = writes.forward(y, h);
          y = h.matmul(numbers(V)).add(numbers(c));
          return y.toArray() as number[];
        });
      }),
    );
  });

  it("the scores are those of the toolkit's three kinds of attention [items 99, 100]", () => {
    right(
      questions.q3.check((s, h, W, P, Q, v) => {
        const [u, a] = [s.length, v.length];
        const general = new GeneralAttention(u, u, float64);
        general.kernel.assign(numbers(W));
        const additive = new AdditiveAttention(u, u, a, float64);
        additive.query.kernel.assign(numbers(P));
        additive.key.kernel.assign(numbers(Q));
        additive.score.assign(numbers(v).reshape([a, 1]));
        const of = (kind: DotAttention | GeneralAttention | AdditiveAttention) =>
          kind.scores(numbers(s).reshape([1, 1, u]), numbers(h).reshape([1, 1, u])).item();
        return { dot: of(new DotAttention()), general: of(general), additive: of(additive) };
      }),
    );
  });

  it("the weights are a masked softmax along the inputs, the context a product with them [items 99, 100]", () => {
    right(questions.q4.check((scores, mask) => maskedSoftmax(numbers(scores), numbers(mask)).toArray() as number[][]));
    right(questions.q5.check((weights, hs) => numbers(weights).matmul(numbers(hs)).toArray() as number[]));
  });

  it("everything is of the shape that the toolkit gives it [item 99]", () => {
    const draw = (...shape: number[]) => seed(0).normal(0, 1, shape);
    const { hidden, state } = unroll(new GRUCell(5, 48), draw(32, 12, 5));
    const states = stack(hidden, 1);
    const attention = new DotAttention();
    const [one, all] = [attention.forward(state, states), attention.forward(draw(32, 9, 48), states)];
    const shapes = { state, states, weights: one.weights, map: all.weights, context: one.context };
    right(questions.q6.check(Object.fromEntries(Object.entries(shapes).map(([name, { shape }]) => [name, [...shape]])) as never)); // biome-ignore format: a line
  });

  it("scores of long vectors drive the softmax to one place, divided by √n they do not, at three seeds [item 99]", () => {
    const most = (n: number, scale: number) => {
      const peaks = seeds.flatMap(s =>
        Array.from({ length: 40 }, (_, i) => {
          const rng = seed(1000 * s + i);
          const dots = rng.normal(0, 1, [8, n]).matmul(rng.normal(0, 1, [n]));
          return Math.max(...softmax(dots.div(scale)).values());
        }),
      );
      return peaks.reduce((a, b) => a + b, 0) / peaks.length;
    };
    assert.ok(Math.abs(most(100, 1) - 0.9) < 0.05, `${most(100, 1)}`); // the text says 0.9
    const scaled = [25, 100].map(n => most(n, Math.sqrt(n))) as [number, number];
    assert.ok(Math.abs(scaled[0] - scaled[1]) < 0.05 && scaled[1] < 0.5, `${scaled}`);
  });

  it("greedy and best are what a beam of one and of two finds [item 112]", () => {
    const table = log(numbers([[0.4, 0.35, 0.25], [0.9, 0.05, 0.05], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.4, 0.1]])); // biome-ignore format: a line
    const step = (ids: readonly number[], state: Tensor) => ({ logits: stack(ids.map(id => table.at(id))), state });
    const found = (width: number) =>
      Math.exp(beamSearch(step, { state: zeros([1, 1]), start: 3, maximum: 2, width })[0]![0]!.logProbability);
    const all = [1, 2, 3].map(found);
    const width = all.indexOf(Math.max(...all)) + 1;
    right(questions.q9.check({ greedy: all[0]!, best: all[2]!, width }));
    assert.match(shown("beam"), /width 1: a a 0\.16\nwidth 2: a a 0\.16\nwidth 3: c a 0\.23/);
  });

  it("overlap is BLEU's first precision [item 112]", () => {
    right(questions.q10.check((candidate, reference) => bleu([candidate], [[reference]], { maximumN: 1 }).precisions[0]!)); // biome-ignore format: a line
    assert.match(shown("bleu"), /turned round: {3}1\.00, 0\.00, 0\.00, 0\.00\none word wrong: 0\.83, 0\.80, 0\.75, 0\.67/); // biome-ignore format: a line
  });

  it("shows maps that are mirrored, and new dates that are right", () => {
    assert.equal(shown("mirrored").match(/→ 1$/gm)?.length, 4);
    assert.match(shown("dates-run"), /^(19\d|200) of 200 new dates are right/);
  });

  describe("measured", function () {
    this.timeout(240_000);
    computesOnWasm();

    const backwards = (count: number, rng: Rng, least = 2, most = 12) =>
      numbersTo(digits => digits.toReversed(), count, rng, least, most);
    for (const n of seeds) {
      itSoaks(`long numbers are said backwards by looking, and not by one vector (seed ${n}) [item 99]`, async () => {
        const shares: { short: number; long: number }[] = [];
        for (const looks of [true, false]) {
          const model = translator(backwards(50, seed(1)), n, looks);
          await model.teach(rng => backwards(32, rng), 400);
          const [short, long] = [backwards(100, seed(7), 2, 4), backwards(100, seed(8), 10, 12)];
          shares.push({ short: model.right(short), long: model.right(long) });
          if (!looks) continue;
          const maps = long.slice(0, 20).map(pair => model.mapOf(pair));
          for (const map of maps) {
            const near = peaksOf(map).filter((place, t) => Math.abs(place - (map.length - 1 - t)) <= 1).length;
            assert.ok(near / map.length >= 0.8, `${near} of ${map.length}`);
          }
          const slope = maps.reduce((sum, map) => sum + correlationOf(map), 0) / maps.length;
          assert.ok(slope <= -0.95, `${slope}`);
        }
        const [looking, fixed] = shares as [(typeof shares)[0], (typeof shares)[0]];
        assert.ok(looking.short > 0.85 && looking.long > 0.75, JSON.stringify(looking));
        assert.ok(fixed.short > 0.8 && fixed.long < 0.15, JSON.stringify(fixed));
      });

      itSoaks(`dates are translated, each part read where it stands (seed ${n}) [items 100, 112]`, async () => {
        const model = translator(dates(500, seed(1)), n);
        await model.teach(rng => dates(32, rng), 250);
        assert.ok(model.right(dates(200, seed(7))) > 0.95);
        const pairOf = (source: string, target: string) => ({ source: [...source], target: [...target] });
        const [A, B] = [peaksOf(model.mapOf(pairOf("3 March 2019", "2019-03-03"))), peaksOf(model.mapOf(pairOf("July 14, 1998", "1998-07-14")))]; // biome-ignore format: a line
        // The two last digits of the year, the last of the month, the last of the day.
        const inside = (place: number, from: number, to: number) => place >= from - 1 && place <= to + 1;
        assert.ok(inside(A[3]!, 8, 11) && inside(A[6]!, 2, 6) && inside(A[9]!, 0, 0), `${A}`);
        assert.ok(inside(B[3]!, 9, 12) && inside(B[6]!, 0, 3) && inside(B[9]!, 5, 6), `${B}`);
      });

      itSoaks(`sounds follow their letters (seed ${n}) [items 99, 112]`, async () => {
        const { words, sounds } = await loadPronunciations();
        const entries = words
          .map((word, i): Pair => ({ source: [...word], target: sounds[i]!.map(sound => sound.replace(/\d/, "")) }))
          .filter(({ source }) => source.length >= 3 && source.length <= 10);
        const order = seed(n).permutation(entries.length).map(i => entries[i]!); // biome-ignore format: a line
        const [unseen, known] = [order.slice(0, 200), order.slice(200)];
        const model = translator(entries, n);
        await model.teach(rng => Array.from({ length: 32 }, () => known[rng.integers(0, known.length)]!), 300);
        const slopes = unseen.filter(({ target }) => target.length >= 4).slice(0, 50).map(pair => correlationOf(model.mapOf(pair))); // biome-ignore format: a line
        const mean = slopes.reduce((a, b) => a + b, 0) / slopes.length;
        assert.ok(mean >= 0.9, `${mean}`);
      });
    }
  });
});

const months = "January February March April May June July August September October November December".split(" ");

function dates(count: number, rng: Rng): Pair[] {
  const two = (n: number) => String(n).padStart(2, "0");
  return Array.from({ length: count }, () => {
    const [y, m, d] = [rng.integers(1950, 2050), rng.integers(0, 12), rng.integers(1, 29)];
    const name = months[m]!;
    const forms = [`${d} ${name} ${y}`, `${name} ${d}, ${y}`, `${d}.${m + 1}.${y}`, `${d} ${name.slice(0, 3)} ${y}`];
    return { source: [...forms[rng.integers(0, 4)]!], target: [...`${y}-${two(m + 1)}-${two(d)}`] };
  });
}
