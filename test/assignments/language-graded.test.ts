// Graded set 9: its answers against the toolkit's sampler, losses and autograd, and its experiment for all that is drawn.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { leastPerplexity, symbolsOf } from "../../assignments/language-graded/spelled.ts";
import { inWords } from "../../src/data/sets/moby-dick.ts";
import { countParameters, crossEntropy, Embedding, Linear, LSTMCell } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/index.ts";
import { samplingProbabilities } from "../../src/training/index.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("language-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);

describe("graded set 9", () => {
  it("what comes out is what the toolkit samples from with a temperature and rejected ids [items 80, 81, 120]", () => {
    right(
      questions.q4.check((scores, T, rejected) =>
        samplingProbabilities(tensor(scores, float64), { temperature: T, reject: [...rejected] }),
      ),
    );
  });

  it("the gradient of the scores is autograd's [item 79]", () => {
    right(
      questions.q5.check((scores, ids) => {
        const x = tensor(scores, { ...float64, requiresGrad: true });
        crossEntropy(x, ids).backward();
        return x.grad!.toArray() as number[][];
      }),
    );
  });

  it("the counts are those of the toolkit's layers [items 48, 66]", () => {
    const count = (part: object) => countParameters(part);
    right(
      questions.q2.check({
        embedding: count(new Embedding(4600, 20)),
        cell: count(new LSTMCell(20, 123)),
        readout: count(new Linear(123, 4600)),
      }),
    );
  });

  it("words and end of a number are counted as the data set spells it; no model is below the limit [item 79]", () => {
    let sum = 0;
    for (let n = 1; n <= 6999; n++) sum += inWords(n).split(" ").length + 1;
    assert.equal(symbolsOf(6999), sum / 6999);
    // A model that gives each number 1/6999.
    const mean = sum / 6999;
    assert.ok(Math.abs(leastPerplexity(6999) ** mean - 6999) < 1e-6);
  });
});
