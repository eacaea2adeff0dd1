// Graded set 10: its answers against the toolkit's autograd and against counting.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { seed, square, stack, tensor } from "../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("generation-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);

describe("graded set 10", () => {
  it("the gradients of isolated steps are autograd's [item 25]", () => {
    right(
      questions.q4.check((w, r, x, y) => {
        const [a, b] = [w, r].map(value => tensor(value, { ...float64, requiresGrad: true }));
        const losses = x.map((value, t) => square(a!.mul(value).add(b!.mul(y[t - 1] ?? 0)).sub(y[t]!))); // biome-ignore format: a line
        stack(losses).mean().backward(); // biome-ignore format: a line
        return { w: a!.grad!.item(), r: b!.grad!.item() };
      }),
    );
  });

  it("a text's probability and mean length are what is counted when it is written 400,000 times [items 14, 32, 34]", () => {
    const [chances, stop, count] = [[0.6, 0.4, 0.5], 0.3, 400_000];
    const rng = seed(0);
    let [same, symbols] = [0, 0];
    for (let k = 0; k < count; k++) {
      let [length, isSame] = [0, true];
      do {
        isSame &&= length < 3 && rng.uniform() < chances[length]!;
        length += 1;
      } while (rng.uniform() >= stop);
      same += Number(isSame && length === 3);
      symbols += length;
    }
    const probability = 0.6 * 0.4 * 0.5 * 0.7 ** 2 * 0.3;
    assert.ok(Math.abs(same / count - probability) < 3 * Math.sqrt(probability / count), `${same / count}`);
    assert.ok(Math.abs(symbols / count - 1 / stop) < 0.02, `${symbols / count}`);
    right(questions.q1.check({ probability, mean: 1 / stop }));
  });

  it("what is left is counted down to one [item 35]", () => {
    right(
      questions.q3.check((y, tau) => {
        const before = [y[0]!.map(() => 0), ...y.slice(0, -1)];
        return before.map((row, t) => [...row, tau - t]);
      }),
    );
  });
});
