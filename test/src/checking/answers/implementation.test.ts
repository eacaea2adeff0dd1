// A function against a reference: which mistakes are found, and what is said of them.
import assert from "node:assert/strict";
import { ____, calledByMessage, implementation, question } from "../../../../src/checking/index.ts";
import { judgeAnswer } from "../../../../src/checking/judging.ts";
import { definitionOf } from "../../../../src/checking/question.ts";
import { tensor } from "../../../../src/tensor/index.ts";

type Step = (x: number[], h: number[], W: number[][], U: number[][]) => number[];

const times = (W: number[][], x: number[]) => W.map(row => row.reduce((sum, w, j) => sum + w * x[j]!, 0));

/** h′ = tanh(W x + U h), without biases. */
const step: Step = (x, h, W, U) => {
  const [a, b] = [times(W, x), times(U, h)];
  return a.map((value, i) => Math.tanh(value + b[i]!));
};

const q = question({
  id: "demo/step",
  asks: "Write step(x, h, W, U).",
  answer: implementation({
    parameters: ({ normal }) => ({ x: normal("d"), h: normal("u"), W: normal("u", "d"), U: normal("u", "u") }),
    cases: { "some units": { d: 5, u: 3 }, "one unit": { d: 4, u: 1 } },
    reference: step,
    uses: { times },
  }),
  because: "it mixes input and past.",
  hints: ["Two products."],
  fingerprints: [
    { answer: (x, _h, W) => times(W, x).map(Math.tanh), hint: "what carries the past?" },
    { answer: (x, h, W, U) => times(W, x).map((a, i) => a + times(U, h)[i]!), hint: "what squashes the sum?" },
  ],
});

describe("implementation", () => {
  it("takes the right function, whatever its way", () => {
    const outcome = q.check((x, h, W, U) =>
      W.map((row, i) => {
        let sum = 0;
        row.forEach((w, j) => { sum += w * x[j]!; }); // biome-ignore format: short
        for (const [j, u] of U[i]!.entries()) sum += u * h[j]!;
        return Math.tanh(sum);
      }),
    );
    assert.equal(String(outcome), "✓ correct: it mixes input and past.");
  });

  it("takes what is computed in float32, also where it is used further, and no rounded number", () => {
    const kept = question({
      id: "demo/kept",
      asks: "Write kept(gate, lag).",
      answer: implementation({
        parameters: ({ uniform, size }) => ({ gate: uniform(0.9, 1), lag: size("lag") }),
        cases: { "many steps": { lag: 60 } },
        reference: (gate: number, lag: number) => gate ** lag,
      }),
      because: "a product.",
      hints: [],
    });
    assert.equal(kept.check((gate, lag) => Math.fround(gate) ** lag).status, "correct");
    assert.equal(kept.check((gate, lag) => tensor(gate ** lag).item()).status, "correct");
    assert.equal(q.check((x, h, W, U) => tensor(step(x, h, W, U)).toArray() as number[]).status, "correct");
    assert.match(
      kept.check((gate, lag) => Number((gate ** lag).toPrecision(4))).message,
      /the number differs by less than a thousandth \(was something rounded on the way\?\), yours is 0\.\d{3,4};/,
    );
  });

  it("recognizes a known mistake by what it gives", () => {
    const forgets = q.check((x, h, W, U) =>
      step(
        x,
        h.map(() => 0),
        W,
        U,
      ),
    );
    assert.equal(String(forgets), "✗ not yet: your function: what carries the past?");
    assert.equal(forgets.recognized, true);
  });

  it("names sizes and short lists as they are written, and what came", () => {
    const layers = question({
      id: "demo/layers",
      asks: "Count.",
      answer: implementation({
        parameters: ({ size }) => ({
          d: size("d"),
          layers: () => [{ kind: "dense", units: 8 }],
        }),
        cases: { "one layer": { d: 3 }, "more inputs": { d: 5 } },
        draws: 1,
        reference: (d: number, layers: { units: number }[]) => (d + 1) * layers[0]!.units,
      }),
      because: "it is a product.",
      hints: [],
    });
    assert.equal(
      layers.check((d, layers) => d * layers[0]!.units).message,
      'For one layer (d = 3, layers = [{ kind: "dense", units: 8 }]): the number differs, yours is 24; layers.hint() gives a hint',
    );
    // Right for one kind of input, and by chance.
    const constant = layers.check(() => 32);
    assert.equal(constant.credit, 0);
    assert.match(constant.message, /^your function gave the same for all arguments that it was tried on/);
  });

  it("writes two lists of six numbers out, to be tried by hand", () => {
    const above = question({
      id: "demo/above",
      asks: "How many?",
      answer: implementation({
        parameters: ({ uniform }) => ({ stops: uniform(0.1, 0.6, "most"), u: uniform(0.1, 1, "most") }),
        cases: { "up to six": { most: 6 } },
        reference: (stops: number[], u: number[]) => stops.filter((stop, t) => u[t]! < stop).length,
      }),
      because: "they are counted.",
      hints: [],
    });
    const list = "\\[(0\\.\\d{1,4}(, )?){6}\\]";
    assert.match(
      above.check(stops => stops.length - 7 + stops[0]!).message,
      new RegExp(`^For up to six \\(stops = ${list}, u = ${list}\\): the number differs`),
    );
  });

  it("recognizes a mistake that leaves nothing in a place, and takes nothing for a right value", () => {
    const next = question({
      id: "demo/next",
      asks: "Write next(x): each number with the one behind it.",
      answer: implementation({
        parameters: ({ normal }) => ({ x: normal("n") }),
        cases: { "some numbers": { n: 4 } },
        reference: (x: number[]) => x.slice(1).map((y, t) => ({ x: x[t]!, y })),
      }),
      because: "the last has none behind it.",
      hints: [],
      fingerprints: [
        { answer: x => x.map((one, t) => ({ x: one, y: x[t + 1]! })), hint: "the last has none behind it." },
      ],
    });
    assert.match(next.check(x => x.map((one, t) => ({ x: one, y: x[t + 1]! }))).message, /the last has none behind it/);
    const half = next.check(x => x.slice(1).map((_, t) => ({ x: x[t]!, y: undefined as never })));
    assert.equal(half.correct, false);
    assert.match(half.message, /nothing came back/);
  });

  it("says for which kind of input it fails, and whether shape or values differ", () => {
    assert.equal(
      q.check((x, h, W, U) => step(x, h, W, U).map(v => v + 1)).message,
      "For some units (x [5], h [3], W [3, 5], U [3, 3]): the shape [3] is right, but all 3 numbers differ; step.hint() gives a hint",
    );
    assert.equal(
      q.check((x, h, W, U) => [...step(x, h, W, U), 0]).message,
      "For some units (x [5], h [3], W [3, 5], U [3, 3]): expected a list of 3 numbers, but got a list of 4 numbers",
    );
    // U transposed makes no difference for one unit: half the credit.
    const transposed = q.check((x, h, W, U) =>
      step(
        x,
        h,
        W,
        U.map((_, i) => U.map(row => row[i]!)),
      ),
    );
    assert.equal(transposed.credit, 0.5);
    assert.match(transposed.message, /^right for one unit\. For some units \(.*\): the shape \[3\] is right, but /);
  });

  it("names an argument that is one number, and every part that is wrong", () => {
    const both = question({
      id: "demo/both",
      asks: "Write both(f, x): { c, h }.",
      answer: implementation({
        parameters: ({ uniform, normal }) => ({ f: uniform(0.1, 0.9), x: normal("n") }),
        cases: { "some numbers": { n: 3 } },
        reference: (f: number, x: number[]) => ({ c: f, h: x.map(value => f * value) }),
      }),
      because: "it is.",
      hints: [],
    });
    assert.match(
      both.check((f, x) => ({ c: 1 - f, h: x.map(value => (1 - f) * value) })).message,
      /^For some numbers \(f = 0\.\d{1,4}, x = \[(?:-?[\d.]+(?:, )?){3}\]\): in the part c of what it gives, the number differs, yours is [\d.]+, and h is not right, either; both\.hint\(\) gives a hint$/,
    );
  });

  it("says what came back instead of a result", () => {
    assert.match(q.check((() => undefined) as never).message, /nothing came back: is a return missing\?$/);
    assert.match(q.check((() => "0.5") as never).message, /expected a list of 3 numbers, but got the text "0\.5"/);
    assert.match(
      q.check(() => [1, 2, Number.NaN]).message,
      /all 3 numbers differ, NaN among them; step\.hint\(\) gives a hint$/,
    );
    assert.match(q.check(5 as never).message, /^expected a function, by its name and without parentheses/);
  });

  it("a blank in it is not attempted", () => {
    assert.equal(q.check(() => ____).status, "not-attempted");
    assert.equal(q.check(() => [____, ____, ____]).status, "not-attempted");
    assert.equal(
      q.check((x, h, W, U) => times(W, x).map((a, i) => Math.tanh(a + ____ * times(U, h)[i]!))).status,
      "not-attempted",
    );
    assert.equal(q.check(____).credit, 0);
  });

  it("takes an empty list as a result, right or wrong", () => {
    const evens = question({
      id: "demo/evens",
      asks: "Write evens(xs).",
      answer: implementation({
        parameters: () => ({ xs: () => [1, 3] }),
        cases: { "odd numbers": {} },
        reference: (xs: number[]) => xs.filter(x => x % 2 === 0),
      }),
      because: "none is even.",
      hints: ["Filter."],
    });
    assert.equal(evens.check(xs => xs.filter(x => x % 2 === 0)).status, "correct");
    const wrong = evens.check(xs => xs);
    assert.equal(wrong.status, "incorrect");
    assert.equal(wrong.credit, 0);
  });

  it("gives nothing to a wrong function that is right only where what is right is empty", () => {
    const leak = question({
      id: "demo/leak",
      asks: "?",
      answer: implementation({
        parameters: ({ normal }) => ({ xs: normal("T") }),
        cases: { many: { T: 6 }, two: { T: 2 }, none: { T: 0 } },
        reference: (xs: number[]) => xs.map((_, t) => xs.slice(0, t + 1).reduce((a, b) => a + b, 0)),
      }),
      because: "so.",
      hints: [],
    });
    const credit = (answer: (xs: number[]) => number[]) => leak.check(answer).credit;
    assert.equal(
      credit(() => []),
      0,
    );
    assert.equal(
      credit(xs => xs.map(x => x * 7 + 1)),
      0,
    );
    assert.equal(
      credit(xs => (xs.length === 2 ? [xs[0]!, xs[0]! + xs[1]!] : [])),
      2 / 3,
    );
  });

  it("gives the student's own error, without a stack", () => {
    const outcome = q.check(() => { throw new RangeError("mine"); }); // biome-ignore format: short
    assert.match(outcome.message, /: your function failed: RangeError: mine$/);
    assert.equal(outcome.credit, 0);
  });

  it("finds a function that keeps something between calls, or changes its arguments", () => {
    let kept = 0;
    const keeps = q.check((x, h, W, U) => step(x, h, W, U).map(v => v + 1e-3 * kept++));
    assert.match(keeps.message, /^called a second time with the same arguments, your function gives something else/);
    assert.equal(keeps.credit, 0);
    const changes = q.check((x, h, W, U) => {
      const next = step(x, h, W, U);
      next.forEach((v, i) => { h[i] = v; }); // biome-ignore format: short
      return next;
    });
    assert.match(changes.message, /changes its argument h/);
    assert.equal(changes.credit, 0.5);
  });

  it("judges a function of another process by messages: values alone", async () => {
    const remote = (f: Step) => calledByMessage(async args => f(...(structuredClone(args) as Parameters<Step>)));
    const judge = async (f: Step) => judgeAnswer(definitionOf(q), remote(f), { seed: "a run" });
    assert.equal((await judge(step)).status, "correct");
    assert.equal(
      (await judge((x, _h, W) => times(W, x).map(Math.tanh))).message,
      "your function: what carries the past?",
    );
    assert.match((await judge(() => { throw new Error("theirs"); })).message, /failed: Error: theirs$/); // biome-ignore format: short
  });
});
