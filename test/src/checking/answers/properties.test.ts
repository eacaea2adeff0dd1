// Gradients, properties, trainings and figures.
import assert from "node:assert/strict";
import {
  ____,
  calledByMessage,
  figureData,
  figures,
  gradient,
  invariance,
  prove,
  question,
  trained,
} from "../../../../src/checking/index.ts";
import { judgeAnswer } from "../../../../src/checking/judging.ts";
import { definitionOf } from "../../../../src/checking/question.ts";
import { mutantsOf } from "../../../../src/grader/prove/mutants.ts";
import "../../on-reference.ts";
import "../../../../src/index.ts"; // checks that take tensors need it

const rest = { id: "demo/q", asks: "?", because: "so.", hints: [] };
const dot = (w: number[], x: number[]) => w.reduce((sum, value, i) => sum + value * x[i]!, 0);

describe("gradient", () => {
  /** L = ½ (tanh(w·x + b) − y)² */
  const q = question({
    ...rest,
    answer: gradient({
      parameters: ({ normal }) => ({ w: normal("d"), b: normal(), x: normal("d"), y: normal() }),
      cases: { "some features": { d: 3 }, "one feature": { d: 1 } },
      loss: (w: number[], b: number, x: number[], y: number) => (Math.tanh(dot(w, x) + b) - y) ** 2 / 2,
      of: ["w", "b"],
      reference: (w: number[], b: number, x: number[], y: number) => {
        const h = Math.tanh(dot(w, x) + b);
        const error = (h - y) * (1 - h ** 2);
        return { w: x.map(value => error * value), b: error };
      },
      uses: { dot },
    }),
    fingerprints: [
      {
        answer: (w, b, x, y) => {
          const error = Math.tanh(dot(w, x) + b) - y;
          return { w: x.map(value => error * value), b: error };
        },
        hint: "what is the derivative of tanh?",
      },
    ],
  });

  it("agrees with central differences, so the analytic one is right; its mutants are caught", async () => {
    await prove(q, { mutantsOf });
  });

  it("shows which part is wrong, and gives the other its share", () => {
    const outcome = q.check((w, b, x, y) => {
      const h = Math.tanh(dot(w, x) + b);
      return { w: x.map(value => (h - y) * (1 - h ** 2) * value), b: h - y };
    });
    assert.match(
      outcome.message,
      /^For some features \(w = \[[-\d., ]+\], b = -[\d.]+, x = \[[-\d., ]+\], y = -[\d.]+\): in the part b of what it gives, the number differs, yours is -0\.\d+; q\.hint\(\) gives a hint$/,
    );
    assert.equal(outcome.credit, 0.5);
  });

  it("recognizes a mistake, and is exact to 1e-5", () => {
    const scaled = (by: number) =>
      q.check((w, b, x, y) => {
        const h = Math.tanh(dot(w, x) + b);
        const error = (h - y) * (1 - h ** 2) * by;
        return { w: x.map(value => error * value), b: error };
      });
    assert.equal(scaled(1 + 1e-8).status, "correct");
    assert.equal(scaled(1 + 1e-4).status, "incorrect");
    assert.equal(
      q.check((w, b, x, y) => {
        const error = Math.tanh(dot(w, x) + b) - y;
        return { w: x.map(value => value * error), b: error };
      }).hint,
      "what is the derivative of tanh?",
    );
  });

  it("refuses a reference that is not the gradient of its loss", async () => {
    const wrong = question({
      ...rest,
      answer: gradient({
        parameters: ({ normal }) => ({ w: normal() }),
        cases: { "a number": {} },
        loss: (w: number) => w ** 2,
        of: ["w"],
        reference: (w: number) => w,
      }),
    });
    await assert.rejects(prove(wrong), /its right answer is expected to be correct, but got ✗/);
  });
});

describe("invariance", () => {
  const q = question({
    ...rest,
    answer: invariance({
      parameters: ({ normal }) => ({ xs: normal("T") }),
      cases: { "some steps": { T: 6 }, "one step": { T: 1 } },
      reference: (xs: number[]) => xs.map((_, t) => xs.slice(0, t + 1).reduce((a, b) => a + b)),
      properties: {
        "there is an output for each step": { holds: (ys, _, [xs]) => ys.length === xs.length },
        "the last input leaves earlier outputs as they are": {
          change: ([xs], draw) => [[...xs.slice(0, -1), draw.normal()]],
          holds: (ys, zs) => ys.slice(0, -1).every((y, t) => y === zs[t]),
        },
      },
    }),
  });

  it("takes any function that has the properties", async () => {
    await prove(q);
    assert.equal(q.check(xs => xs.map(x => 2 * x)).status, "correct");
  });

  it("changes each draw by numbers of its own", () => {
    const changes: number[] = [];
    const watched = question({
      ...rest,
      answer: invariance({
        parameters: ({ normal }) => ({ x: normal() }),
        cases: { one: {}, two: {} },
        draws: 4,
        reference: (x: number) => x,
        properties: {
          "it is watched": {
            change: (_, draw) => [draw.normal()],
            holds: (_first, second) => changes.push(second) > 0,
          },
        },
      }),
    });
    assert.ok(watched.check(x => x).correct);
    assert.equal(new Set(changes).size, 8);
  });

  it("says which property fails, and for which kind of input", () => {
    const mean = q.check(xs => xs.map(() => xs.reduce((a, b) => a + b) / xs.length));
    assert.match(
      String(mean),
      /^◐ partly right \(1 of 2\): expected that the last input leaves earlier outputs as they are, but that does not hold for some steps \(xs = \[(?:-?[\d.]+(?:, )?){6}\]\)$/,
    );
    assert.match(q.check(() => []).message, /^expected that there is an output for each step, but/);
  });

  it("says what came instead of a result", () => {
    assert.match(q.check((() => {}) as never).message, /nothing came back: is a return missing\?$/);
    assert.match(q.check(() => { throw new Error("mine"); }).message, /your function failed: Error: mine$/); // biome-ignore format: short
    assert.match(q.check((() => 3) as never).message, /does not hold/);
    assert.equal(q.check(() => ____).status, "not-attempted");
    assert.equal(q.check(xs => xs.map(x => x * ____)).status, "not-attempted");
  });

  it("is judged by messages as well", async () => {
    const remote = calledByMessage(async ([xs]) => (xs as number[]).toReversed());
    const outcome = await judgeAnswer(definitionOf(q), remote as never);
    assert.equal(outcome.credit, 0.5);
  });
});

describe("trained", () => {
  /** Whether each number is above 0. The check measures, on numbers of its own. */
  const signs = (threshold: { atLeast?: number; atMost?: number; gives?: string }) =>
    trained({
      measure: "accuracy",
      inputs: ({ normal }) => ({ xs: normal("n") }),
      sizes: { n: 200 },
      gives: "n",
      measured: (scores, { xs }) => scores.filter((score, i) => score > 0 === xs[i]! > 0).length / xs.length,
      right: (seed: number, xs: number[]) => xs.map(x => (1 + seed) * x),
      ...threshold,
    });
  const q = question({ ...rest, answer: signs({ atLeast: 0.9 }) });
  /** Right for all but the first `wrong` numbers. */
  const but = (wrong: number, xs: number[], seed: number) => xs.map((x, i) => (i < wrong ? -x : x) * (1 + seed));

  it("measures what each training gives to inputs of its own, and asks every seed for the threshold", async () => {
    const right = await q.check(async (seed, xs: number[]) => but(10 * seed, xs, seed));
    assert.match(
      String(right),
      /^✓ correct: accuracy 1 \(seed 0\), 0\.95 \(1\), 0\.9 \(2\), \d\.\d s: each is at least 0\.9$/,
    );
    const partly = await q.check((seed, xs: number[]) => but(30 * (seed === 1 ? 1 : 0), xs, seed));
    assert.match(String(partly), /^◐ partly right \(2 of 3\): .*: 2 of 3 are at least 0\.9, and all have to be$/);
    const loss = question({ ...rest, answer: signs({ atMost: 0.1 }) });
    assert.equal((await loss.check((seed, xs: number[]) => but(190, xs, seed))).status, "correct");
  });

  it("takes no measure that a training says of itself", async () => {
    for (const says of [async () => 1, (n: number) => n, () => 0.99]) {
      const outcome = await q.check(says);
      assert.equal(outcome.credit, 0);
      assert.equal(
        outcome.message,
        "for seed 0, expected 200 numbers, what the trained network says to xs, but got one number: the check measures the accuracy itself, on inputs of its own",
      );
    }
  });

  it("finds a training that does not use its seed, or a rule that was not trained", async () => {
    for (const deaf of [(_: number, xs: number[]) => xs, (_: number, xs: number[]) => xs.map(x => Number(x > 0))]) {
      const outcome = await q.check(deaf);
      assert.match(outcome.message, /: two seeds give the same numbers, to the last digit\. Hand the seed on/);
      assert.equal(outcome.credit, 0);
    }
  });

  it("gives tensors where it is told so, and takes them", async () => {
    const learns = question({
      ...rest,
      answer: trained({
        measure: "error",
        atMost: 1e-6,
        takes: "tensors",
        inputs: ({ normal }) => ({ x: normal("n", "d") }),
        sizes: { n: 4, d: 3 },
        gives: ["n", "d"],
        measured: (given, { x }) => Math.max(...x.flat().map((value, i) => Math.abs(given[i]! - 2 * value))),
        right: (seed: number, x: number[][]) => x.map(row => row.map(value => (2 + 1e-9 * seed) * value)),
      }),
    });
    await prove(learns);
    assert.ok((await learns.check((seed, x) => x.mul(2 + 1e-9 * seed))).correct);
    assert.match((await learns.check((_, x) => x.sum(0))).message, /expected 12 numbers, .* but got 3: shape \[3\]$/);
  });

  it("is judged by messages as well", async () => {
    const remote = calledByMessage(async ([seed, xs]) => but(0, xs as number[], seed as number));
    assert.equal((await judgeAnswer(definitionOf(q), remote as never)).credit, 1);
  });

  it("says what came instead of numbers", async () => {
    const message = async (answer: unknown) => (await q.check(answer as never)).message;
    assert.match(await message(async () => "0.9"), /^for seed 0, expected 200 numbers, .* but got the text/);
    assert.match(await message(async () => {}), /^for seed 0, nothing came back: is a return missing\?$/);
    assert.match(await message(() => Promise.reject(new Error("mine"))), /your function failed: Error: mine/);
    assert.match(await message((_: number, xs: number[]) => xs.map(() => Number.NaN)), /NaN is among the numbers/);
    assert.equal((await q.check(async () => ____)).status, "not-attempted");
  });

  it("needs one threshold, and names of sizes", async () => {
    assert.throws(() => signs({}), /expects a threshold: atLeast .* or atMost|atMost for a loss/);
    await prove(q);
    await assert.rejects(
      prove(question({ ...rest, answer: signs({ atLeast: 0.9, gives: "m" }) })),
      /gives expects names of sizes, but got "m"/,
    );
  });
});

describe("figureData", () => {
  const x = [0, 1, 2, 3];
  const decay = (base: number) => ({
    data: [{ x, y: x.map(lag => base ** lag) }],
    layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } },
  });
  const q = question({
    ...rest,
    answer: figureData({
      right: () => decay(0.9),
      criteria: [
        figures.named("x", /lag/),
        figures.log("y"),
        figures.monotone("falling"),
        figures.slope(Math.log(0.9), { of: "log y" }),
      ],
    }),
  });

  it("takes what shows the same", async () => {
    await prove(q);
    assert.equal(q.check(decay(0.901)).status, "correct");
  });

  it("says what was expected: up to three things, or two and how many are left", () => {
    assert.equal(
      String(q.check(decay(0.5))),
      "◐ partly right (3 of 4): expected that the curve has the slope that theory gives (of log y), but its slope is -0.693",
    );
    const bare = { data: [{ y: [1, 2, 0.5] }], layout: {} };
    assert.equal(
      q.check(bare).message,
      "expected that the x axis has a title that says what it shows, but it has none; and that the y axis is logarithmic, but it is linear; and 2 more, told when these are mended",
    );
    const five = question({
      ...rest,
      answer: figureData({
        right: () => ({ ...decay(0.9), layout: { ...decay(0.9).layout, title: { text: "lag" } } }),
        criteria: [
          figures.named("x", /lag/),
          figures.named("y", /share/),
          figures.log("y"),
          figures.monotone("falling"),
          figures.slope(0),
        ],
      }),
    });
    assert.match(five.check(bare).message, /but it has none; and 3 more, told when these are mended$/);
    const titled = { ...bare, layout: { xaxis: { title: { text: "lag" } } } };
    assert.match(
      q.check(titled).message,
      /but it is linear; and that .*at x = 1; and that .*but its slope is -0\.347$/,
    );
  });

  it("answers for what is no figure, or has nothing in it", () => {
    assert.match(q.check([1, 2]).message, /^expected a figure, as line\(…\) gives one, but got an array of 2$/);
    assert.equal(q.check({ data: [] }).credit, 0);
    assert.equal(q.check({ data: [null] as never }).status, "incorrect");
  });

  it("has criteria for counts, points, sums and values", () => {
    const figure = {
      data: [
        { y: [1, 2, 3], name: "loss" },
        { x: [1], y: [5] },
      ],
    };
    const fault = (criterion: { fault(figure: object): string | undefined }) => criterion.fault(figure);
    assert.equal(fault(figures.curves(2)), undefined);
    assert.equal(fault(figures.curves(1)), "it has 2");
    assert.equal(fault(figures.points(3, "loss")), undefined);
    assert.equal(fault(figures.points(3, 1)), "it has 1");
    assert.equal(fault(figures.points(3, "los")), 'no curve is named "los"');
    assert.equal(fault(figures.sum(6)), undefined);
    assert.equal(fault(figures.sum(7)), "they sum to 6.00000");
    assert.equal(fault(figures.values([1, 2, 3])), undefined);
    assert.equal(fault(figures.values([0, 1, 2], { axis: "x" })), undefined);
    assert.equal(fault(figures.values([1, 2, 4])), "1 of 3 differ");
    assert.equal(fault(figures.monotone("rising")), undefined);
    assert.equal(fault(figures.monotone("falling")), "it is not so at x = 1");
    assert.equal(fault(figures.slope(1)), undefined);
  });

  it("has criteria for how it is drawn, for names below bars, and for numbers that were measured", () => {
    const bars = { data: [{ type: "bar", x: ["from the left", "both ways"], y: [0.8, 0.995] }] };
    const line = { data: [{ x: [0, 1], y: [84 / 107, 106 / 107], mode: "lines+markers" }, { type: "scatter", y: [1, 2] }] }; // biome-ignore format: a line
    const fault = (criterion: { fault(figure: object): string | undefined }, figure: object) => criterion.fault(figure);
    assert.equal(fault(figures.drawn("bars"), bars), undefined);
    assert.equal(fault(figures.drawn("bars"), line), "it has lines");
    assert.equal(fault(figures.drawn("lines"), line), undefined);
    assert.equal(fault(figures.drawn("points"), bars), "it has bars");
    assert.equal(fault(figures.labels(["From the left", "both ways"]), bars), undefined);
    assert.equal(fault(figures.labels(["both ways", "from the left"]), bars), 'they are "from the left", "both ways"');
    const measured = figures.measured([107, 107], { program: "accuracy", computed: [0.8, 1] });
    assert.match(measured.says, /what `accuracy` gave, not rounded/);
    assert.equal(fault(measured, bars), "it is not so");
    assert.equal(fault(measured, line), undefined);
    const computed = figures.measured([107, 107], { program: "accuracy", computed: [84 / 107, 1] });
    assert.equal(fault(computed, line), "it is not so");
    const drawnAs = (type: string) =>
      question({ ...rest, answer: figureData({ right: () => ({ data: [{ type }] }), criteria: [] }) });
    assert.match(drawnAs("bar").check([1, 2]).message, /^expected a figure, as bar\(…\) gives one/);
    assert.match(drawnAs("heatmap").check(3).message, /^expected a figure, as heatMap\(…\) gives one, but got 3$/);
  });

  it("is not proven by what an empty figure fulfills", async () => {
    const vacuous = question({
      ...rest,
      answer: figureData({ right: () => decay(0.9), criteria: [figures.holds("it is.", () => true)] }),
    });
    await assert.rejects(prove(vacuous), /an empty figure fulfills that it is\./);
  });
});
