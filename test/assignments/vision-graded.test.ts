// Graded set 13: its answers against the toolkit's layers and losses, and its experiment for all that is drawn.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { crossEntropy, Linear, reinforceLoss } from "../../src/nn/index.ts";
import { log, oneHot, softmax, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { greedyDecode } from "../../src/training/index.ts";
import { cellOf } from "../notebooks/cell-of.ts";
import { runCells } from "../notebooks/run-cells.ts";
import { itSoaks } from "../soak.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("vision-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("graded set 13", () => {
  it("a fresh network's losses are the toolkit's, of equal scores [item 125]", () => {
    const say = [9, 12, 10].map(words => Array.from({ length: 18 }, (_, t) => (t < words ? 3 : t === words ? 2 : 0)));
    const logits = zeros([3, 18, 2007], float64);
    const of = (options: object) => crossEntropy(logits, say, options).item();
    right(
      questions.q1.check({
        loss: of({ ignoreIndex: 0, reduction: "sum" }) / 3,
        mistake: of({ ignoreIndex: 0 }),
        filled: of({ reduction: "sum" }) / 3,
      }),
    );
  });

  it("a caption is what greedyDecode says [items 98, 125]", () => {
    right(
      questions.q2.check((h, E, W, U, b, V, c, most) => {
        const [cell, speak] = [cellOf(W, U, b), new Linear(V.length, c.length, float64)];
        speak.kernel.assign(numbers(V));
        speak.bias!.assign(numbers(c).reshape(speak.bias!.shape));
        const step = (ids: readonly number[], state: Tensor) => {
          const next = cell.forward(numbers(ids.map(id => E[id]!)), state);
          return { logits: speak.forward(next), state: next };
        };
        return [...greedyDecode(step, { state: numbers([h]), start: 1, end: 2, maximum: most })[0]!.ids].filter(id => id !== 2); // biome-ignore format: a line
      }),
    );
  });

  it("the loss of hard looks is reinforceLoss, and nudges are against its gradient [item 128]", () => {
    right(
      questions.q3.check((a, picks, rewards) => {
        const chosen = numbers(a)
          .mul(oneHot(picks, a[0]!.length, float64))
          .sum(1);
        return reinforceLoss(log(chosen), numbers(rewards), { baseline: numbers(rewards).mean() }).item();
      }),
    );
    const nudge = (place: number, baseline: number) => {
      const e = tensor([[Math.log(0.4), Math.log(0.6)]], { ...float64, requiresGrad: true });
      const lnP = log(softmax(e).select(1, place));
      reinforceLoss(lnP, numbers([place === 0 ? 0.85 : 0.35]), { baseline }).backward();
      return -(e.grad!.toArray() as number[][])[0]![0]!;
    };
    const mean = (baseline: number) => 0.4 * nudge(0, baseline) + 0.6 * nudge(1, baseline);
    right(
      questions.q4.check({
        firstDrawn: nudge(0, 0),
        secondDrawn: nudge(1, 0),
        mean: mean(0),
        withBaseline: mean(0.55),
      }),
    );
  });

  it("counts black pixels and nats as an enumeration does [item 114]", () => {
    const pictures = Array.from({ length: 121 }, (_, n) =>
      Array.from({ length: 121 }, (_, i) => Number(Math.floor(i / 11) === Math.floor(n / 11) || i % 11 === n % 11)),
    );
    const pixel = pictures.filter(picture => picture[0] === 1).length / 121;
    const costs = pictures.map(picture =>
      picture.reduce((sum, black) => sum - Math.log(black === 1 ? pixel : 1 - pixel), 0),
    );
    right(questions.q5.check({ pixel, independent: costs.reduce((a, b) => a + b) / 121, least: Math.log(new Set(pictures.map(String)).size) })); // biome-ignore format: a line
  });

  it("the share of nothing is that of empty places [items 129, 130]", () => {
    right(questions.q6.check({ nothing: 5 / 9, shape: 4 / 45, multiply: "all", concatenate: "nothing" }));
  });

  describe("measured", function () {
    this.timeout(120_000);
    for (const filled of [2, 3, 4])
      for (const kinds of [3, 4, 5])
        itSoaks(`a product answers, a sum does not: ${filled} places, ${kinds} kinds [items 129, 130]`, async () => {
          const options = {
            from: 0,
            probe: "console.log(JSON.stringify([await answering(multiply), await answering(concatenate)]))",
            change: (source: string) =>
              source.replace(/const mine = .*/, `const mine = { filled: ${filled}, kinds: ${kinds} }`),
          };
          const path = "assignments/vision-graded/source.ipynb";
          const y = (await runCells(path, ["mine", "answering"], options)) as number[];
          assert.ok(y[0]! > 0.93 && Math.abs(y[1]! - (1 - filled / 9)) < 0.08, `${y}`);
        });
  });
});
