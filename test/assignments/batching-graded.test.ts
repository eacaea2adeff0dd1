// Graded set 8: its answers against the toolkit's masks and autograd, and its experiment with every lag that is drawn.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { meanSquaredError, RNNCell, unroll } from "../../src/nn/index.ts";
import { stack, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { echo } from "../notebooks/echo.ts";
import { itSoaks } from "../soak.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("batching-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const learned = (list: unknown) => tensor(list as number[], { ...float64, requiresGrad: true });

describe("graded set 8", () => {
  it("the last state that counts is where a masked run ends [item 91]", () => {
    // A cell that only takes over its input shows which states a mask lets through.
    right(
      questions.q2.check((states, mask) => {
        const units = states[0]![0]!.length;
        const cell = new RNNCell(units, units, {
          ...float64,
          activation: "linear",
          kernelInitializer: shape => identity(shape[0]!),
          recurrentInitializer: shape => zeros(shape, float64),
        });
        return unroll(cell, tensor(states, float64), { mask }).state.toArray() as number[][];
      }),
    );
  });

  it("the gradient of a masked mean is that of autograd, 0 at padding [item 91]", () => {
    right(
      questions.q3.check((said, wanted, mask) => {
        const x = learned(said);
        const column = (t: Tensor) => t.reshape([...t.shape, 1]);
        meanSquaredError(column(x), column(tensor(wanted, float64)), { mask }).backward();
        return x.grad!.toArray() as number[][];
      }),
    );
  });

  it("the truncated gradient is autograd's over a state that is detached at each cut [item 123]", () => {
    right(
      questions.q4.check((w, xs, steps) => {
        const weight = learned(w);
        let h = tensor(0, float64);
        const states = xs.map((x, t) => {
          h = (t % steps === 0 ? h.detach() : h).mul(weight).add(x);
          return h;
        });
        stack(states).sum().backward();
        return weight.grad!.item();
      }),
    );
  });

  it("what training keeps is what the states hold [item 51]", () => {
    const kept = (steps: number) =>
      unroll(new RNNCell(1, 75), zeros([22, steps, 1])).hidden.reduce((sum, h) => sum + h.size, 0);
    right(questions.q1.check({ whole: 47 * kept(50), stretch: kept(50), changes: 47 }));
  });

  itSoaks(
    "echo with every lag that is drawn, at three seeds, as its figure is judged [items 123, 124]",
    async function () {
      this.timeout(600_000);
      for (const lag of [3, 4, 6, 7])
        for (const n of [0, 1, 2])
          for (const times of [2, 8]) {
            const steps = times * lag;
            const fromZeros = echo(steps, "zeros", n, lag);
            assert.ok(
              Math.abs(fromZeros - (1 - 1 / times / 2)) < 0.03,
              `lag ${lag}, seed ${n}, ${steps}: ${fromZeros}`,
            );
            const carried = echo(steps, "carried", n, lag);
            assert.ok(carried > 0.97, `lag ${lag}, seed ${n}, ${steps} carried: ${carried}`);
          }
    },
  );
});

const identity = (n: number) =>
  tensor(
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => Number(i === j))),
    float64,
  );
