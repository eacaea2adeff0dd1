// Ninety answers of the wrong kind to every kind of question, as a student types them by mistake: each gets one sentence, and none
// is right, breaks the question, throws, or ends the session.
import "../../on-reference.ts";
import assert from "node:assert/strict";
import {
  type AnswerKind,
  approximately,
  choice,
  choices,
  exactly,
  figureData,
  figures,
  gradient,
  implementation,
  invariance,
  type Judgement,
  matching,
  question,
  several,
  shape,
  tensorOf,
  text,
  trained,
} from "../../../../src/checking/index.ts";
import { tensor } from "../../../../src/index.ts";
import { wrongAnswers } from "./wrong-answers.ts";

const dot = (w: number[], x: number[]) => w.reduce((sum, value, i) => sum + value * x[i]!, 0);
const half = (w: number[], x: number[]) => dot(w, x) ** 2 / 2;
const six = "one two three four five six";

// biome-ignore lint/suspicious/noExplicitAny: every kind of answer
const kinds: Record<string, AnswerKind<any, Judgement | Promise<Judgement>>> = {
  exactly: exactly(12),
  approximately: approximately(0.7, { tolerance: 1e-3 }),
  shape: shape([null, 100, 32]),
  tensorOf: tensorOf([
    [1, 2],
    [3, 4],
  ]),
  choice: choice("no", { among: ["yes", "no"] }),
  choices: choices(["a", "b"], { among: ["a", "b", "c"] }),
  matching: matching({ x: "a", y: "b" }, { among: ["a", "b", "c"] }),
  several: several({ n: { answer: exactly(12) }, s: { answer: shape([1, 2]) } }),
  text: text({
    rubric: [
      { wants: "one", marks: 1 },
      { wants: "two", marks: 1 },
    ],
    samples: [
      { answer: six, marks: 2 },
      { answer: six, marks: 1 },
      { answer: six, marks: 0 },
    ],
  }),
  figureData: figureData({
    right: () => ({ data: [{ x: [0, 1], y: [1, 0.9] }], layout: { xaxis: { title: { text: "lag" } } } }),
    criteria: [figures.named("x", /lag/), figures.log("y"), figures.monotone("falling"), figures.points(2)],
  }),
  implementation: implementation({
    parameters: ({ normal }) => ({ x: normal("d"), W: normal("u", "d") }),
    cases: { "some units": { d: 3, u: 2 } },
    reference: (x: number[], W: number[][]) => W.map(row => dot(row, x)),
  }),
  "an implementation that gives an object": implementation({
    parameters: ({ normal }) => ({ x: normal("d") }),
    cases: { "some features": { d: 3 } },
    reference: (x: number[]) => ({ h: x.map(value => -value), c: 12 }),
  }),
  "an implementation with tensors": implementation({
    takes: "tensors",
    parameters: ({ normal }) => ({ x: normal("d"), W: normal("u", "d") }),
    cases: { "some units": { d: 3, u: 2 } },
    reference: (x: number[], W: number[][]) => W.map(row => dot(row, x)),
  }),
  gradient: gradient({
    parameters: ({ normal }) => ({ w: normal("d"), x: normal("d") }),
    cases: { "some features": { d: 3 } },
    loss: half,
    of: ["w"],
    reference: (w: number[], x: number[]) => x.map(value => dot(w, x) * value),
  }),
  invariance: invariance({
    parameters: ({ normal }) => ({ xs: normal("T") }),
    cases: { "some steps": { T: 6 } },
    reference: (xs: number[]) => xs.map(x => x + 1),
    properties: { "each output is larger by one": { holds: (ys, _, [xs]) => ys.every((y, t) => y === xs[t]! + 1) && ys.length === xs.length } }, // biome-ignore format: short
  }),
  trained: trained({
    measure: "accuracy",
    atLeast: 1,
    inputs: ({ normal }) => ({ xs: normal("n") }),
    sizes: { n: 7 },
    gives: "n",
    measured: given => given[0]!,
    right: (seed: number, xs: number[]) => xs.map(() => 123.4567891 + seed),
  }),
};

/** The end of a sentence, or a word; no line of a stack, no place in a file, nothing that a program would print. */
const noSentence = /\n| at .*:\d+:\d+|\[object|file:|\.ts\b|\.js\b|node:/;

describe("answers of the wrong kind", () => {
  for (const [name, answer] of Object.entries(kinds))
    it(`to ${name}: each gets a sentence, and none is right`, async () => {
      const asked = question({ id: "demo/q", asks: "?", answer, because: "so.", hints: [] });
      for (const [what, given] of Object.entries(wrongAnswers)) {
        const outcome = await asked.check(given);
        const said = `${what}: ${outcome}`;
        assert.ok(["incorrect", "not-attempted"].includes(outcome.status), `${said} ${outcome.error}`);
        assert.equal(outcome.correct, false, said);
        assert.ok(outcome.credit < 1, said);
        assert.match(outcome.message, /^\S.{8,280}\S$/, said);
        assert.doesNotMatch(outcome.message, noSentence, said);
      }
    });

  it("are told apart where one step leads on", () => {
    const says = (kind: string, given: unknown) => {
      const outcome = question({ id: "demo/q", asks: "?", answer: kinds[kind]!, because: "so.", hints: [] }).check(
        given,
      );
      return (outcome as unknown as { message: string }).message;
    };
    assert.equal(says("exactly", tensor(12)), "expected a number, but got a tensor (.item() gives its number)");
    assert.equal(says("exactly", tensor([1, 2])), "expected a number, but got a tensor of shape [2]");
    assert.equal(says("exactly", new Map()), "expected a number, but got an object of the class Map");
    assert.match(says("shape", tensor([1, 2])), /but got a tensor of shape \[2\]: \.shape gives its shape$/);
    assert.equal(
      says("several", Promise.resolve(1)),
      "expected { n: …, s: … }, but got a promise (put await before it)",
    );
    assert.equal(says("several", {}), "expected { n: …, s: … }, but n, s are missing");
    assert.match(says("matching", Promise.resolve(1)), /but got a promise \(put await before it\)$/);
    assert.equal(says("matching", { n: "a" }), 'expected a name for each, { x: "…", y: "…" }, but "n" is none of them');
    assert.equal(says("figureData", { data: [null] }), "expected curves, { x, y }, in the figure's data, but got null");
    for (const kind of ["implementation", "an implementation that gives an object", "invariance"])
      assert.match(
        says(kind, async () => 1),
        /a promise came back: write your function without async$/,
      );
    assert.match(
      says("implementation", () => wrongAnswers["a list of traps"]),
      /failed when it was tried: what came back cannot be read$/,
    );
    assert.match(says("gradient", class Cell {}), /^expected a function, but got a class/);
  });

  it("say of a training that it has diverged", async () => {
    const learns = question({ id: "demo/q", asks: "?", answer: kinds.trained!, because: "so.", hints: [] });
    assert.match(
      (await learns.check((_: number, xs: number[]) => xs.map(() => Number.NaN))).message,
      /^for seed 0, NaN is among the numbers: has the training diverged/,
    );
  });
});
