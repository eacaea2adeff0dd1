// Graded set 12: its answers against the toolkit's cells, attention, decoding and BLEU, and its experiment for all that is drawn.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { drawnMap, placesOf } from "../../assignments/attention-graded/own-task.ts";
import { assignment } from "../../assignments/index.ts";
import { AdditiveAttention, bidirectional, countParameters, GeneralAttention, gru, maskedSoftmax } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { log, oneHot, Rng, seed, stack, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { beamSearch, bleu, sequential, teacherForcing } from "../../src/training/index.ts";
import { numbersTo, peaksOf, translator } from "../notebooks/translator.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("attention-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown, requiresGrad = false) => tensor(list as number[], { ...float64, requiresGrad });

describe("graded set 12", () => {
  it("the counts are the layers' and the attention's [items 99, 117]", () => {
    const [e, u, v, a] = [12, 31, 51, 11];
    const once = { resetAfter: false };
    const encoder = countParameters(sequential([bidirectional(gru(u, once), { inputShape: [null, e] })]));
    const decoder = countParameters(sequential([gru(v, { ...once, inputShape: [null, e + 2 * u] })]));
    const biases = a; // the question leaves them out
    right(questions.q1.check({ encoder, decoder, attention: countParameters(new AdditiveAttention(v, 2 * u, a)) - biases })); // biome-ignore format: a line
  });

  it("what is read at a ratio is what teacherForcing reads [items 99, 117]", () => {
    right(
      questions.q2.check((targets, said, u, ratio, start) => {
        let t = 0;
        const coins: Rng = Object.assign(Object.create(Rng.prototype) as Rng, { uniform: () => u[t]! });
        const step = (_: readonly number[], state: Tensor) => ({ logits: oneHot([said[t++]!], 30), state });
        const { read } = teacherForcing(step, [targets], { state: zeros([1, 1]), start, ratio, rng: coins });
        return [...read[0]!];
      }),
    );
  });

  it("all looks at once are one call of GeneralAttention [items 99, 100]", () => {
    right(
      questions.q3.check((S, H, W, mask) => {
        const attention = new GeneralAttention(W.length, W[0]!.length, float64);
        attention.kernel.assign(numbers(W));
        const given = { mask: numbers([mask]) };
        return attention
          .forward(numbers([S]), numbers([H]), given)
          .context.at(0)
          .toArray() as number[][];
      }),
    );
  });

  it("the gradients of a look are those of backward() [item 99]", () => {
    right(
      questions.q4.check((scores, H, g) => {
        const [e, h] = [numbers(scores, true), numbers(H, true)];
        maskedSoftmax(e).matmul(h).mul(numbers(g)).sum().backward();
        return { scores: e.grad!.toArray() as number[], H: h.grad!.toArray() as number[][] };
      }),
    );
  });

  it("greedy, best and width are what beams find [item 112]", () => {
    const first = [0.4, 0.3, 0.2, 0.1];
    const after = [0.32, 0.82, 0.33, 0.37].map(p => [p, ...Array.from({ length: 3 }, () => (1 - p) / 3)]);
    const table = log(numbers([...after, first]));
    const step = (ids: readonly number[], state: Tensor) => ({ logits: stack(ids.map(id => table.at(id))), state });
    const found = [1, 2, 3, 4].map(width =>
      Math.exp(beamSearch(step, { state: zeros([1, 1]), start: 4, maximum: 2, width })[0]![0]!.logProbability),
    );
    right(questions.q5.check({ greedy: found[0]!, best: found[3]!, width: found.findIndex(p => p > found[3]! - 1e-9) + 1 })); // biome-ignore format: a line
  });

  it("the shares and the factor are BLEU's [item 112]", () => {
    const cut = (text: string) => text.split(" ");
    const candidate = cut("the bird and the the sat on a mat");
    const { precisions, brevityPenalty } = bleu([candidate], [[cut("the bird and the child sat on a mat all day")]], { maximumN: 2 }); // biome-ignore format: a line
    right(questions.q8.check({ words: precisions[0]!, pairs: precisions[1]!, penalty: brevityPenalty }));
  });

  it("says of a map what is wrong with it [item 99]", () => {
    const right = drawnMap(placesOf({ k: 2, T: 7 }));
    const said = (z: number[][], x = "read", y = "said", type = "heatmap") =>
      String(questions.q7.check({ data: [{ type, z }], layout: { xaxis: { title: x }, yaxis: { title: y } } }));
    assert.match(said(right), /^✓ correct/);
    assert.match(said(right, "said", "read"), /titles of x and y are exchanged/);
    assert.match(said(right[0]!.map((_, j) => right.map(row => row[j]!))), /the map is transposed/);
    assert.match(said(right.slice(2)), /it has 5 of 7: are k and T in `mine` those of your task\?/);
    assert.match(said(right.map(row => row.map(w => Number(w > 0.5)))), /some are 0, and a softmax gives 0 to padding/);
    assert.match(said(right, "read", "said", "scatter"), /it is a line: `heatMap\(…\)` draws one/);
  });

  describe("measured", function () {
    this.timeout(900_000);
    computesOnWasm();

    itSoaks("the decoder looks where the task has its digits, for all that is drawn, at three seeds [item 99]", async () => {
      for (const k of [2, 3, 4])
        for (const n of [0, 1, 2]) {
          const draw = (count: number, rng: Rng, least = 6, most = 10) =>
            numbersTo(digits => [...digits.slice(-k).reverse(), ...digits.slice(0, -k)], count, rng, least, most);
          const model = translator(draw(50, seed(1)), n);
          await model.teach(rng => draw(32, rng), 400);
          for (const T of [7, 8, 9])
            for (const pair of draw(5, seed(7), T, T)) {
              const places = placesOf({ k, T });
              const map = model.mapOf(pair);
              assert.ok(map.flat().every(weight => weight > 0), "question 7 refuses a weight of 0");
              const near = peaksOf(map).filter((place, t) => Math.abs(place - places[t]!) <= 1).length;
              assert.ok(near / T >= 0.85, `${k} of ${T}, seed ${n}: ${near} near`);
            }
        }
    }); // biome-ignore format: a line each
  });
});
