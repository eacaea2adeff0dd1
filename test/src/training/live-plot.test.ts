// What fit and train draw while they run, as a notebook's host gets it.
import assert from "node:assert/strict";
import { batches } from "../../../src/data/index.ts";
import * as nn from "../../../src/nn/index.ts";
import type { Figure } from "../../../src/plot/index.ts";
import { type Callback, sequential, train } from "../../../src/training/index.ts";
import { captured } from "../captured.ts";

const key = Symbol.for("Jupyter.show");

interface Shown {
  at: number;
  id: string | undefined;
  value: object;
}

/** What `work` has shown by a host like the kernel's, and when. What it threw is left out. */
async function shownBy(work: () => unknown): Promise<Shown[]> {
  const shown: Shown[] = [];
  const show = (value: object, { id }: { id?: string } = {}) => shown.push({ at: performance.now(), id, value });
  Object.defineProperty(globalThis, key, { value: { show, withdraw: () => false }, configurable: true });
  try {
    await work();
  } catch {
    // what a training does that is stopped is what is tested
  } finally {
    Reflect.deleteProperty(globalThis, key);
  }
  return shown;
}

const figureOf = (shown: Shown | undefined): Figure => shown!.value as Figure;

/** The points of each line of a figure. */
const pointsOf = (figure: Figure): [name: string | undefined, x: unknown, y: unknown][] =>
  figure.data.map(trace => [trace.name, trace.x, "y" in trace ? trace.y : undefined]);

function model() {
  const made = sequential([nn.dense(1, { inputShape: [1] })]);
  made.compile({ loss: "meanSquaredError", optimizer: "sgd", metrics: ["mae"] });
  return made;
}
const x = [[1], [2], [3], [4]];
const y = [[2], [4], [6], [8]];
const quiet = { shuffle: false, verbose: 0, batchSize: 2 } as const;

describe("fit and train, drawn while they run", () => {
  it("fit: one display, at most ten times a second, the last time with every epoch", async () => {
    let history: { [name: string]: number[] } = {};
    const options = { ...quiet, epochs: 400, validationData: [x, y], plot: true } as const;
    const shown = await shownBy(async () => {
      ({ history } = await model().fit(x, y, options));
    });
    assert.equal(new Set(shown.map(({ id }) => id)).size, 1);
    assert.ok(shown[0]!.id);
    const gaps = shown.slice(1, -1).map(({ at }, i) => at - shown[i]!.at);
    assert.ok(
      gaps.every(gap => gap >= 100),
      `${gaps}`,
    );
    const epochs = Array.from({ length: 400 }, (_, i) => i + 1);
    assert.deepEqual(pointsOf(figureOf(shown.at(-1))), [
      ["training", epochs, history.loss],
      ["validation", epochs, history.valLoss],
      ["training", epochs, history.mae],
      ["validation", epochs, history.valMae],
    ]);
    assert.deepEqual(figureOf(shown.at(-1)).layout.title, { text: "Training: 400 of 400 epochs" });
  });

  it("fit: an epoch under way is a last point, at its part, with the mean so far", async () => {
    const stop: Callback = {
      onEpochEnd() {
        throw new Error("stop");
      },
    };
    // The first display comes with the first of two batches of the first epoch: sgd has not moved yet when it is measured.
    const one = model();
    one.setWeights([[[1]], [0]]);
    const shown = await shownBy(() => one.fit(x, y, { ...quiet, plot: true, callbacks: stop }));
    // Half of the samples, x = 1 and 2: errors 1 and 2, so a loss of (1 + 4) / 2 and a mean error of 1.5.
    assert.deepEqual(pointsOf(figureOf(shown[0])), [
      [undefined, [0.5], [2.5]],
      [undefined, [0.5], [1.5]],
    ]);
  });

  it("fit: what stops it leaves the picture of all that was done", async () => {
    const stop: Callback = {
      onEpochEnd(epoch) {
        if (epoch === 2) throw new Error("stop");
      },
    };
    const shown = await shownBy(() => model().fit(x, y, { ...quiet, epochs: 9, plot: true, callbacks: stop }));
    const last = figureOf(shown.at(-1));
    assert.deepEqual(last.layout.title, { text: "Training: 3 of 9 epochs" });
    assert.deepEqual(last.data[0]!.x, [1, 2, 3]);
  });

  it("fit: the picture stands for lines and table, unless the lines were asked for", async () => {
    for (const [verbose, lines] of [
      [1, 0],
      [2, 20],
    ] as const) {
      const printed = await captured(async () => {
        const shown = await shownBy(() => model().fit(x, y, { ...quiet, epochs: 20, verbose, plot: true }));
        assert.deepEqual(new Set(shown.map(({ value }) => value.constructor.name)), new Set(["Figure"]));
      });
      assert.equal(printed.length, lines);
    }
  });

  it("where nobody shows anything, lines are printed as ever and the words of the picture at the end", async () => {
    const printed = await captured(() => model().fit(x, y, { ...quiet, epochs: 2, verbose: 1, plot: true }));
    assert.equal(printed.length, 3);
    assert.match(printed[1]!, /^Epoch 2\/2 · loss: /);
    assert.match(printed[2]!, /^Training: 2 of 2 epochs\. Panel 1 of 2, loss\. Across: epoch, 1 to 2\. /);
  });

  const steps = (options: object) =>
    train(model(), batches({ x, y }, { batchSize: 1 }), { optimizer: "sgd", ...options });

  it("train: loss and gradient norm of each step, once more at the end", async () => {
    let history: readonly { step: number; loss: number; gradNorm: number }[] = [];
    const shown = await shownBy(async () => {
      for await (const step of steps({ epochs: 300, plot: true, clipNorm: 0.5 })) history = step.history;
    });
    assert.equal(new Set(shown.map(({ id }) => id)).size, 1);
    const gaps = shown.slice(1, -1).map(({ at }, i) => at - shown[i]!.at);
    assert.ok(
      gaps.every(gap => gap >= 100),
      `${gaps}`,
    );
    const figure = figureOf(shown.at(-1));
    const numbers = history.map(({ step }) => step);
    assert.deepEqual(pointsOf(figure), [
      [undefined, numbers, history.map(({ loss }) => loss)],
      [undefined, numbers, history.map(({ gradNorm }) => gradNorm)],
    ]);
    assert.equal(numbers.length, 1200);
    assert.deepEqual(figure.layout.title, { text: "Training: 1,200 steps" });
    assert.equal(figure.layout.shapes?.[0]?.y0, 0.5);
  });

  it("train: break and an error leave the picture of all that was done", async () => {
    const stopped = await shownBy(async () => {
      for await (const { step } of steps({ plot: true })) if (step === 3) break;
    });
    assert.deepEqual(figureOf(stopped.at(-1)).data[0]!.x, [1, 2, 3]);
    const failed = await shownBy(async () => {
      for await (const { step } of steps({ plot: true })) if (step === 2) throw new Error("stop");
    });
    assert.deepEqual(figureOf(failed.at(-1)).data[0]!.x, [1, 2]);
  });

  it("refuse what is neither true nor false", async () => {
    const wrong = { plot: "loss" as never };
    await assert.rejects(
      model().fit(x, y, { ...quiet, ...wrong }),
      /fit expects plot to be true or false, but got "loss"/,
    );
    await assert.rejects(steps(wrong).next(), /train expects plot to be true or false, but got "loss"/);
  });
});
