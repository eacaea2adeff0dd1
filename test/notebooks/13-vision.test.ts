// Lesson 13: its answers against the toolkit's layers, attention and losses; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { step, times } from "../../assignments/cell/cell-functions.ts";
import { assignment } from "../../assignments/index.ts";
import { binaryCrossEntropyWithLogits, countParameters, GeneralAttention, Linear, reinforceLoss, unroll } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { concat, linspace, log, oneHot, softmax, type Tensor, tensor } from "../../src/tensor/index.ts";
import { teacherForcing } from "../../src/training/index.ts";
import { itSoaks } from "../soak.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";
import { runCells } from "./run-cells.ts";

const path = "notebooks/13-vision.ipynb";
const { shown } = lessonOf("13-vision.ipynb");
const questions = assignment("vision");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("lesson 13-vision", () => {
  it("what is read is what teacherForcing reads [items 98, 125]", () => {
    right(
      questions.q1.check((caption, T) => {
        const say = [...caption, 2, ...Array.from({ length: T - caption.length - 1 }, () => 0)];
        const next = (ids: readonly number[], state: Tensor) => ({ logits: oneHot([...ids], 20), state });
        return { read: [...teacherForcing(next, [say], { state: tensor([[0]]), start: 1 }).read[0]!], say };
      }),
    );
  });

  it("a picture that starts a network is its initial state [items 98, 125]", () => {
    right(
      questions.q2.check((features, words, P, c, E, W, U, b) => {
        const initialState = numbers([features]).matmul(numbers(P)).add(numbers(c)).squeeze(0);
        const xs = numbers(words.map(word => E[word]!));
        return unroll(cellOf(W, U, b), xs, { initialState }).hidden.map(h => h.toArray() as number[]);
      }),
    );
  });

  it("the loss is summed over the steps, and averaged over the captions [item 125]", () => {
    right(
      questions.q3.check((p, say) => {
        const chosen = oneHot(say, p[0]![0]!.length, float64);
        const counts = numbers(say.map(row => row.map(id => Number(id !== 0))));
        return log(numbers(p)).mul(chosen).sum(2).mul(counts).sum(1).mean().neg().item();
      }),
    );
  });

  it("the two loss values of CS231n come out, the first also from plain lists [item 125]", () => {
    assert.match(
      shown("cs231n-run"),
      /RNN: +sum over the steps 9\.83235591003,.*\nLSTM: sum over the steps 9\.82445935443,/,
    );
    const ramp = (from: number, to: number, rows: number, columns: number) =>
      linspace(from, to, rows * columns, float64)
        .reshape([rows, columns])
        .toArray() as number[][];
    const w = (rows: number, columns: number) => ramp(-1.4, 1.3, rows, columns);
    const plus = (x: number[], b: number[]) => x.map((value, i) => value + b[i]!);
    let loss = 0;
    for (const [n, features] of ramp(-1.5, 0.3, 10, 20).entries()) {
      const line = Array.from({ length: 13 }, (_, t) => (13 * n + t) % 3);
      let h = plus(times(features, w(20, 40)), w(1, 40)[0]!);
      for (const [t, id] of line.slice(0, -1).entries()) {
        h = step(w(3, 30)[id]!, h, w(30, 40), w(40, 40), w(1, 40)[0]!);
        const scores = plus(times(h, w(40, 3)), w(1, 3)[0]!);
        const next = line[t + 1]!;
        if (next !== 0) loss += Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[next]!;
      }
    }
    assert.ok(Math.abs(loss / 10 - 9.83235591003) < 1e-10, `${loss / 10}`);
  });

  it("a step looks with GeneralAttention; a look's gradient is autodiff's [items 126, 127]", () => {
    right(
      questions.q4.check((word, h, places, A, E, W, U, b, V, c) => {
        const attention = new GeneralAttention(A.length, A[0]!.length, float64);
        attention.kernel.assign(numbers(A));
        const { context } = attention.forward(numbers([h]), numbers([places]));
        const state = cellOf(W, U, b).forward(concat([numbers([E[word]!]), context], 1), numbers([h]));
        const scores = state.matmul(numbers(V)).add(numbers(c));
        return { h: state.squeeze(0).toArray() as number[], scores: scores.squeeze(0).toArray() as number[] };
      }),
    );
    right(
      questions.q5.check((e, places, g) => {
        const scores = tensor([e], { ...float64, requiresGrad: true });
        softmax(scores)
          .matmul(numbers(places))
          .mul(numbers([g]))
          .sum()
          .backward();
        return scores.grad!.squeeze(0).toArray() as number[];
      }),
    );
  });

  it("a nudge is against the gradient of reinforceLoss [item 128]", () => {
    right(
      questions.q7.check((a, place, reward, baseline) => {
        const e = tensor([a.map(Math.log)], { ...float64, requiresGrad: true });
        const lnP = log(softmax(e))
          .mul(oneHot([place], a.length, float64))
          .sum(1);
        reinforceLoss(lnP, numbers([reward]), { baseline }).backward();
        return e.grad!.squeeze(0).neg().toArray() as number[];
      }),
    );
  });

  it("a layer behind each join has so many numbers [items 129, 130]", () => {
    const [concatCount, multiplyCount] = [128, 64].map(width => countParameters(new Linear(width, 6)));
    right(questions.q6.check({ concatCount: concatCount!, multiplyCount: multiplyCount!, concatCan: "no", multiplyCan: "yes" })); // biome-ignore format: a line
  });

  it("64 pictures cost what is said; a canvas is a sum of logits [item 114]", () => {
    const pictures = Array.from({ length: 64 }, (_, n) =>
      Array.from({ length: 64 }, (_, i) => Number(i >> 3 === n >> 3 || i % 8 === n % 8)),
    );
    assert.equal(new Set(pictures.map(String)).size, 64);
    const black = pictures[0]!.map((_, i) => pictures.filter(picture => picture[i] === 1).length / 64);
    const costs = pictures.map(picture =>
      picture.reduce((sum, pixel, i) => sum - Math.log(pixel === 1 ? black[i]! : 1 - black[i]!), 0),
    );
    right(questions.q8.check({ independent: costs.reduce((a, b) => a + b) / 64, least: Math.log(64) }));
    right(
      questions.q9.check((writes, x) =>
        binaryCrossEntropyWithLogits(numbers(writes).sum(0), numbers(x), { reduction: "sum" }).item(),
      ),
    );
  });

  describe("measured", function () {
    this.timeout(300_000);
    for (const from of [0, 1, 2]) {
      itSoaks(`captions: looks help, and are at what is named (seed ${from}) [items 98, 125, 126, 127]`, async () => {
        const cells = ["pictures", "captioner", "captioning", "captioning-run"];
        const probe = `let on = 0, named = 0
for (const picture of shown.slice(0, 100)) {
  withLooks.looks.length = 0
  says(withLooks, [picture])
  picture.places.flatMap((id, j) => id > 0 ? [j] : []).forEach((j, t) => {
    on += (withLooks.looks[t].toArray()[0] as number[])[j]
    named++
  })
}
console.log(JSON.stringify([share["with looks"].at(-1), share.without.at(-1), on / named]))`;
        const [looks, without, on] = (await runCells(path, cells, { from, probe })) as [number, number, number];
        assert.ok(looks > 0.88 && without < 0.7 && on > 0.6, `${looks}, ${without}, ${on}`);
      });

      itSoaks(
        `questions: a product learns, a sum does not, a layer between helps it (seed ${from}) [items 129, 130]`,
        async () => {
          const cells = ["pictures", "opening", "asking", "learning", "answering", "answering-run"];
          const probe = "console.log(JSON.stringify(answers))";
          const answers = (await runCells(path, cells, { from, probe })) as { [name: string]: number[] };
          const [both, product, between, sum] = [
            answers["multiply, layer between"]!,
            answers.multiply!,
            answers["concatenate, layer between"]!,
            answers.concatenate!,
          ];
          assert.ok(both[3]! > 0.97 && product.at(-1)! > 0.97, `${both}, ${product}`);
          assert.ok(between.at(-1)! > 0.93 && between[2]! < 0.85 && sum.at(-1)! < 0.75, `${between}, ${sum}`);
        },
      );

      itSoaks(
        `one look: soft, then hard; without a baseline the weights stay nearly even (seed ${from}) [items 127, 128]`,
        async () => {
          const cells = ["pictures", "opening", "captioner", "asking", "learning", "pointing", "pointing-run"];
          const probe = `const asked = questions(200, seed(8), 9), most = noBaseline.weights(asked).map(row => Math.max(...row))
console.log(JSON.stringify([...[soft, hardOne, noBaseline].map(({ shares }) => shares), most]))`;
          const [soft, hard, none, most] = (await runCells(path, cells, { from, probe })) as number[][];
          assert.ok(soft && hard && none && most);
          const largest = most.reduce((a, b) => a + b) / most.length;
          assert.ok(none.at(-1)! > 0.22 && none.at(-1)! < 0.36 && largest < 0.2, `${none}, ${largest}`);
          assert.ok(soft.at(-1)! > 0.98 && hard.at(-1)! > 0.96, `${soft}, ${hard}`);
        },
      );

      itSoaks(`DRAW: below 17 nats, and most pictures of its own keep the rule (seed ${from}) [item 114]`, async () => {
        const probe = `const own = noGrad(() => paint(200, seed(9)).canvases[3]).toArray() as number[][]
const isBars = (row: number[]) => Array.from({ length: 64 }, (_, n) => n).some(n =>
  row.every((value, i) => value > 0.5 === (Math.floor(i / 8) === Math.floor(n / 8) || i % 8 === n % 8)))
console.log(JSON.stringify([course.at(-1)!.nats, own.filter(isBars).length / 200]))`;
        const [nats, kept] = (await runCells(path, ["painter", "paint", "draw-run"], { from, probe })) as [
          number,
          number,
        ];
        assert.ok(nats < 17 && kept > 0.4, `${nats}, ${kept}`);
      });
    }
  });

  it("shows what it says [items 114, 127, 128]", () => {
    assert.match(shown("captioning-run"), /with looks: .* to 0\.9\d+,.*without: .* to 0\.[45]/);
    assert.match(shown("pointing-run"), /soft: 8 points, from .* to 1,.*hard: 8 points, from .* to (1|0\.99\d*),/);
    assert.match(shown("draw-run"), /from 46\.4 to 7\.\d+/);
  });
});
