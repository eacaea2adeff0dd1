// Mutants: small mistakes made in a function's source text, and how many of them a check finds.
import assert from "node:assert/strict";
import {
  type AnyFunction,
  exactly,
  gradient,
  implementation,
  invariance,
  prove,
  question,
  trained,
} from "../../../../src/checking/index.ts";
import { mutantsOf } from "../../../../src/grader/prove/mutants.ts";
import { itSoaks } from "../../../soak.ts";

/** What stands in the mutants of a source: without guards, and spaces made one. */
const changesOf = (source: string) => mutantsOf(source).map(({ source }) => source.replace(/\s+/g, " "));

const add = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0);
const times = (W: number[][], x: number[]) => W.map(row => row.reduce((sum, w, j) => sum + w * x[j]!, 0));

/** An Elman network over a sequence: h = tanh(W x + U h + b), all states. */
function run(xs: number[][], h0: number[], W: number[][], U: number[][], b: number[]) {
  const states: number[][] = [];
  let h = h0;
  for (const x of xs) {
    const next: number[] = [];
    for (let i = 0; i < h.length; i++) {
      let sum = b[i]!;
      for (let j = 0; j < x.length; j++) sum += W[i]![j]! * x[j]!;
      for (let j = 0; j < h.length; j++) sum += U[i]![j]! * h[j]!;
      next.push(Math.tanh(sum));
    }
    h = next;
    states.push(h);
  }
  return states;
}

const rest = {
  id: "demo/run",
  asks: "Write run(xs, h0, W, U, b).",
  because: "each state sees the one before.",
  hints: [],
};
const asked = (cases: Record<string, Record<string, number>>, reference: AnyFunction = run, uses = {}) =>
  question({
    ...rest,
    answer: implementation({
      parameters: ({ normal }) => ({
        xs: normal("T", "d"),
        h0: normal("u"),
        W: normal("u", "d"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases,
      reference,
      uses,
    }),
  });

describe("mutants", () => {
  it("are made of operators, indices, calls, numbers, statements and names", () => {
    const found = changesOf("(x, h, W) => { let sum = 0; sum += W[1][x]; return Math.tanh(1 - h ** 2) }");
    for (const expected of [
      "{ let sum = 0; sum = W[1][x]; return Math.tanh(1 - h ** 2) }", // = for +=
      "{ let sum = 0; sum += W[x][1]; return Math.tanh(1 - h ** 2) }", // transposed
      "{ let sum = 0; sum += W[1][x - 1]; return Math.tanh(1 - h ** 2) }", // off by one
      "{ let sum = 0; sum += W[2][x]; return Math.tanh(1 - h ** 2) }",
      "{ let sum = 0; sum += W[1][x]; return (1 - h ** 2) }", // the squashing function forgotten
      "{ let sum = 0; sum += W[1][x]; return Math.tanh((1 + h ** 2)) }", // + for −
      "{ let sum = 0; sum += W[1][x]; return Math.tanh(h ** 2) }", // a summand forgotten
      "{ let sum = 0; sum += W[1][x]; return Math.tanh(1 - x ** 2) }", // of the wrong h
      "{ let sum = 0; ; return Math.tanh(1 - h ** 2) }", // a statement forgotten
    ])
      assert.ok(found.includes(`(x, h, W) => ${expected}`), `${expected} is not among\n${found.join("\n")}`);
    assert.equal(new Set(found).size, found.length);
  });

  it("of methods and functions can be made as well", () => {
    assert.ok(changesOf("step(x) { return x + 1 }").includes("step(x) { return (x - 1) }"));
    assert.ok(changesOf("function step(x) { return x + 1 }").includes("function step(x) { return (x - 1) }"));
    assert.throws(() => mutantsOf("3 +"), /mutants are made of a function, but got "3 \+"/);
  });

  it("end, whatever their loops do", () => {
    const [mutant] = mutantsOf("n => { let i = 0; while (i < n) i += 1; return i }").filter(({ change }) =>
      change.includes("`i = 1`"),
    );
    let rounds = 0;
    const loop = () => { if (++rounds > 1000) throw new Error("endless"); }; // biome-ignore format: short
    assert.throws(() => new Function("$loop", `return (${mutant!.source})(3)`)(loop), /endless/);
  });
});

describe("prove with mutants", () => {
  const proven = async (asked: Parameters<typeof prove>[0]) => {
    const lines: string[] = [];
    await prove(asked, { mutantsOf, report: line => lines.push(line) });
    return lines.join("\n");
  };

  it("passes a check that finds them, and says how many", async () => {
    const report = await proven(asked({ "a sequence": { T: 4, d: 5, u: 3 }, "one step": { T: 1, d: 2, u: 3 } }));
    assert.match(report, /^demo\/run: (\d+) of \1 mutants are caught by its check \(100 %\)/);
  });

  itSoaks("refuses a check whose only case hides a mistake, and lists what is not caught", async () => {
    // With one step no state is carried; with one unit no matrix is transposed.
    await assert.rejects(proven(asked({ "one step of one unit": { T: 1, d: 1, u: 1 } })), error => {
      assert.match(String(error), /question demo\/run: \d+ of \d+ mutants are caught by its check \(\d\d %\)/);
      assert.match(String(error), /not caught: line 11: `h` became `h0`/);
      assert.match(String(error), /not caught: line 11: `U\[i\]\[j\]` became `U\[j\]\[i\]`/);
      return true;
    });
    assert.match(await proven(asked({ "one step": { T: 1, d: 5, u: 3 } })), /not caught: line 11: `h` became `h0`/);
  });

  it("says what a reference uses without naming it", async () => {
    const lent = (_xs: number[][], h0: number[], _W: number[][], U: number[][]) => times(U, h0);
    const cases = { "a sequence": { T: 4, d: 5, u: 3 } };
    await assert.rejects(
      proven(asked(cases, lent)),
      /its reference does not run by itself \(ReferenceError: times is not defined\)\. Name all .*: uses: \{ … \}/,
    );
    await proven(asked(cases, lent, { times }));
  });

  /** Sums of this and earlier inputs: a later input leaves them as they are. */
  const causal = (cases: Record<string, Record<string, number>>) =>
    question({
      ...rest,
      answer: invariance({
        parameters: ({ normal }) => ({ xs: normal("T") }),
        cases,
        reference: (xs: number[]) => xs.map((_, t) => add(xs.slice(0, t + 1))),
        uses: { add },
        properties: {
          "there is an output for each step": { holds: (ys, _, [xs]) => ys.length === xs.length },
          "the last input leaves earlier outputs as they are": {
            change: ([xs], draw) => [[...xs.slice(0, -1), draw.normal()]],
            holds: (ys, zs) => ys.slice(0, -1).every((y, t) => y === zs[t]),
          },
        },
      }),
    });

  it("makes them of a function that has properties: only what breaks one is a mistake", async () => {
    const report = await proven(causal({ "some steps": { T: 5 }, "one step": { T: 1 } }));
    // A mistake: t + 1 became t + 2, all inputs summed, a step swapped. None: t alone, another start, which keep both properties.
    assert.match(report, /^demo\/run: (\d+) of \1 mutants are caught by its check \(100 %\), \d+ more change nothing/);
    await assert.rejects(
      proven(causal({ "one step": { T: 1 } })),
      /mutants are caught by its check .*\n +not caught: line 1: `1` became `2`.*at least 95 % are expected/s,
    );
  });

  it("makes them of a gradient", async () => {
    const slope = (cases: Record<string, Record<string, number>>) =>
      question({
        ...rest,
        answer: gradient({
          parameters: ({ normal }) => ({ w: normal(), x: normal("n"), y: normal("n") }),
          cases,
          loss: (w: number, x: number[], y: number[]) => add(x.map((value, i) => (w * value - y[i]!) ** 2 / 2)),
          of: ["w"],
          reference: (w: number, x: number[], y: number[]) => add(x.map((value, i) => (w * value - y[i]!) * value)),
          uses: { add },
        }),
      });
    assert.match(await proven(slope({ points: { n: 4 } })), /^demo\/run: (\d+) of \1 mutants .* \(100 %\)/);
  });

  it("says of which functions it makes none", async () => {
    const learns = question({
      ...rest,
      answer: trained({
        measure: "accuracy",
        atLeast: 0.9,
        inputs: ({ normal }) => ({ xs: normal("n") }),
        sizes: { n: 7 },
        gives: "n",
        measured: given => given[0]!,
        right: (seed: number, xs: number[]) => xs.map(() => 0.93 + seed / 50),
      }),
    });
    assert.equal(
      await proven(learns),
      "demo/run: no mutants: its kind of answers has no reference that they are made of",
    );
    assert.equal(await proven(question({ ...rest, answer: exactly(1200) })), "");
  });
});
