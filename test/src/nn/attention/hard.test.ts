// Hard attention: what is drawn, and that REINFORCE's gradient is, on average, that of the expected reward.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { log, seed, softmax, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";

const float64 = { dtype: "float64" } as const;
const scores = [[0.2, -0.7, 1.1], [0, 0.4, -0.3]]; // biome-ignore format: a table
const values = [[[1, 2], [3, 4], [5, 6]], [[7, 8], [9, 10], [11, 12]]]; // biome-ignore format: a table

describe("hard attention", () => {
  it("gives the value at one place, drawn by the weights", () => {
    const weights = softmax(tensor(scores, float64));
    const rng = seed(3);
    const counts = [0, 0, 0];
    const draws = 4000;
    for (let i = 0; i < draws; i++) {
      const { context, places, logProbability } = nn.hardAttention(weights, values, rng);
      assert.deepEqual(context.toArray(), [values[0]![places[0]!], values[1]![places[1]!]]);
      if (i === 0)
        assertClose(logProbability.toArray(), places.map((place, row) => Math.log(weights.at(row, place).item())), 1e-14); // biome-ignore format: a line
      counts[places[0]!]!++;
    }
    // Four standard deviations of a share of 4000 draws are at most 0.032.
    (weights.toArray() as number[][])[0]!.forEach((p, place) => {
      assert.ok(Math.abs(counts[place]! / draws - p) < 0.032);
    });
  });

  it("the gradient, averaged over all draws by their probability, is that of −E[reward], whatever the baseline", () => {
    const rewards = [0.5, -1, 2];
    const p = softmax(tensor(scores[0]!, float64)).toArray() as number[];
    const mean = p.reduce((sum, probability, k) => sum + probability * rewards[k]!, 0);
    const exact = p.map((probability, k) => -probability * (rewards[k]! - mean)); // ∂(−Σ p r)/∂ score
    for (const baseline of [0, 0.7]) {
      const average = [0, 0, 0];
      for (let place = 0; place < 3; place++) {
        const x = tensor([scores[0]!], { ...float64, requiresGrad: true });
        const logProbability = softmax(x).select(1, place);
        nn.reinforceLoss(log(logProbability), [rewards[place]!], { baseline }).backward();
        (x.grad!.toArray() as number[][])[0]!.forEach((g, k) => {
          average[k]! += p[place]! * g;
        });
      }
      assertClose(average, exact, 1e-12);
    }
  });

  it("learns to look where the reward is", () => {
    const x = new nn.Parameter(tensor([[0, 0, 0]], float64));
    const rng = seed(0);
    for (let step = 0; step < 300; step++) {
      x.grad = undefined;
      const { places, logProbability } = nn.hardAttention(softmax(x), [[[1], [2], [3]]], rng);
      nn.reinforceLoss(logProbability, [places[0] === 1 ? 1 : 0], { baseline: 0.5 }).backward();
      x.assign(x.detach().sub(x.grad!.mul(0.2)));
    }
    assert.ok(softmax(x).at(0, 1).item() > 0.9);
  });

  it("refuses what does not fit", () => {
    const weights = softmax(tensor(scores, float64));
    const logs = tensor([0.1, 0.2], float64);
    for (const [make, message] of [
      [() => nn.hardAttention(weights, values, 0 as never), /a generator as its third argument/],
      [() => nn.hardAttention(weights, [[[1]]], seed(0)), /weights \[batch, T\] and values/],
      [() => nn.reinforceLoss(logs, [1, 2, 3]), /rewards \[batch\]/],
      [() => nn.reinforceLoss(logs, [1, 2], { base: 1 } as never), /the option baseline, but got base/],
    ] as const)
      assert.throws(make, message);
  });
});
