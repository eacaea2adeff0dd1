// Each diagnostic shows itself by a figure of exactly the numbers that it gives.
import assert from "node:assert/strict";
import {
  cliff,
  gateTraces,
  gradientAgainstLag,
  gradientContributions,
  gradientFlow,
  hiddenStates,
  impulseResponse,
  saturation,
} from "../../../src/diagnostics/index.ts";
import { GRUCell, RNNCell, unroll } from "../../../src/nn/index.ts";
import type { Figure } from "../../../src/plot/index.ts";
import { seed } from "../../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;
const rng = seed(0);
const rnn = new RNNCell(3, 4, { ...float64, rng });
const gru = new GRUCell(3, 4, { ...float64, rng });
const xs = rng.normal(0, 1, [6, 3], float64);
const { hidden } = unroll(rnn, xs);
const steps = [1, 2, 3, 4, 5, 6];
const first = ({ figure }: { figure: Figure }) => figure.data[0] as unknown as { [key: string]: unknown };

describe("figures of diagnostics", () => {
  it("of gradientFlow: a row for t, a column for s, white above the diagonal", () => {
    const flow = gradientFlow(rnn, xs);
    const { z, x, y } = first(flow) as { z: (number | null)[][]; x: number[]; y: number[] };
    assert.deepEqual([x, y], [steps, steps]);
    assert.deepEqual(z[4], [...flow.log10[4]!, null]);
    // Of a long sequence every second step is drawn, and all the numbers are given.
    const long = gradientFlow(new RNNCell(2, 2, float64), seed(0).normal(0, 1, [130, 2], float64));
    assert.equal(long.log10.length, 130);
    assert.deepEqual((first(long).x as number[]).slice(0, 3), [1, 3, 5]);
    assert.equal((first(long).z as number[][])[2]![1], long.log10[4]![2]);
  });

  it("of gradientAgainstLag: the norms on a log axis, and the line that fits them", () => {
    const { figure, factor } = gradientAgainstLag([0.2, 0.5, 1]);
    assert.equal(figure.layout.yaxis?.type, "log");
    assert.deepEqual(figure.data.map(trace => trace.name), ["norm", `× ${factor.toPrecision(4)} a step`]); // biome-ignore format: one line
    const [norms, fit] = figure.data as unknown as { x: number[]; y: number[] }[];
    assert.deepEqual([norms!.x, norms!.y], [[0, 1, 2], [1, 0.5, 0.2]]); // biome-ignore format: lists
    assert.ok(Math.abs(fit!.y[1]! / fit!.y[0]! - factor ** 2) < 1e-12, "falls by the factor twice over two lags");
    const middle = Math.exp((Math.log(1) + Math.log(0.5) + Math.log(0.2)) / 3);
    assert.ok(Math.abs(fit!.y[0]! * factor - middle) < 1e-12, "goes through the middle of the logarithms");
    const fan = gradientAgainstLag({ a: [0.5, 1], b: [2, 1] });
    assert.deepEqual(fan.figure.data.map(trace => trace.name), ["a (× 0.5 a step)", "b (× 2 a step)"]); // biome-ignore format: one line
  });

  it("of gradientContributions: bars that sum to 1 for each parameter", () => {
    const found = gradientContributions(rnn, xs, list => list.at(-1)!.sum());
    assert.deepEqual(
      found.figure.data.map(({ name, type }) => [name, type]),
      ["kernel", "recurrentKernel", "bias"].map(name => [name, "bar"]),
    );
    assert.deepEqual([first(found).x, first(found).y], [steps, found.shares.kernel]);
  });

  it("of states, saturation, gates and memory", () => {
    const states = hiddenStates(hidden, { tokens: ["a", "b", "a", "b", "a", "c"] });
    assert.deepEqual(first(states).z, states.values);
    assert.deepEqual(states.figure.layout.xaxis?.ticktext, ["a", "b", "a", "b", "a", "c"]);
    const saturated = saturation(hidden, { threshold: 0.5 });
    assert.deepEqual([first(saturated).x, first(saturated).y], [steps, saturated.byStep]);
    const gates = gateTraces(gru, xs);
    assert.deepEqual(gates.figure.data.map(trace => (trace as { y: unknown }).y), [gates.traces.z, gates.traces.r]); // biome-ignore format: one line
    assert.deepEqual(gates.figure.layout.annotations?.map(({ text }) => text), ["z", "r"]); // biome-ignore format: one line
    assert.deepEqual([gates.figure.layout.yaxis?.range, gates.figure.layout.yaxis2?.range], [[0, 1], [0, 1]]); // biome-ignore format: one line
    const words = gateTraces(gru, xs, { tokens: ["a", "b", "a", "b", "a", "c"] });
    assert.deepEqual(first(words).z, [gates.traces.z, gates.traces.r]);
    const memory = impulseResponse(gru, { T: 5 });
    assert.deepEqual([first(memory).x, first(memory).y], [[0, 1, 2, 3, 4], memory.sizes]); // biome-ignore format: lists
  });

  it("of the cliff: the loss, a row for each b, and the ways down by name", () => {
    const from = [5, -2.5] as const;
    const found = cliff({
      points: 8,
      paths: { free: { from, rate: 1, steps: 3 }, clipped: { from, rate: 1, steps: 3, clipNorm: 1 } },
    });
    assert.equal(found.figure.data[0]?.type, "contour");
    assert.deepEqual([first(found).z, first(found).x, first(found).y], [found.loss, found.w, found.b]);
    const ways = found.figure.data.slice(1) as unknown as { name: string; x: number[]; y: number[] }[];
    assert.deepEqual(
      ways.map(({ name }) => name),
      ["free", "clipped", "start", "end of free", "end of clipped"],
    );
    assert.deepEqual(
      [ways[1]!.x, ways[1]!.y],
      [found.paths.clipped!.map(({ w }) => w), found.paths.clipped!.map(({ b }) => b)],
    );
    assert.deepEqual(found.figure.layout.yaxis?.range, [-5, 0]);
  });

  it("are what the whole shows itself by, and lists its numbers alone", () => {
    const found = saturation(hidden);
    const display = Symbol.for("Jupyter.display") as never;
    assert.deepEqual((found as never as { [key: symbol]: () => unknown })[display]!(), (found.figure as never as { [key: symbol]: () => unknown })[display]!()); // biome-ignore format: one line
    assert.equal(String(found), String(found.figure));
    assert.deepEqual(Object.keys(found), ["share", "byStep", "byUnit", "figure"]);
  });
});
