import assert from "node:assert/strict";
import { alternate, type Bars, judge, type Sample, summarize } from "./harness.ts";
import { table } from "./table.ts";

const sample = (engine: string, value: number): Sample => ({ case: "warm cell", engine, unit: "ms", value });

describe("the bench harness", () => {
  it("sums up by case and engine: min, median, n", () => {
    assert.deepEqual(summarize("kernel", [9, 1, 5, 7].map(value => sample("ours", value)).concat(sample("tslab", 3))), [
      {
        bench: "kernel",
        case: "warm cell",
        engine: "ours",
        unit: "ms",
        min: 1,
        median: 6,
        n: 4,
        samples: [9, 1, 5, 7],
      },
      { bench: "kernel", case: "warm cell", engine: "tslab", unit: "ms", min: 3, median: 3, n: 1, samples: [3] },
    ]);
  });

  it("keeps the engines of a case together, however the samples came", () => {
    const samples = ["start", "warm"].flatMap(name =>
      ["ours", "tslab"].map(engine => ({ ...sample(engine, 1), case: name })),
    );
    const mixed = [samples[0]!, samples[2]!, samples[1]!, samples[3]!];
    assert.deepEqual(
      summarize("kernel", mixed).map(({ case: name, engine }) => `${name} ${engine}`),
      ["start ours", "start tslab", "warm ours", "warm tslab"],
    );
  });

  it("lets engines take turns", () => {
    assert.equal([...alternate(["a", "b"], 2)].map(({ engine, round }) => engine + round).join(" "), "a0 b0 a1 b1");
  });

  it("holds the first engine's median against a case's bar: another engine's, or a value", () => {
    const verdicts = (value: number, bars: Bars) =>
      judge(summarize("kernel", [sample("ours", value), sample("tslab", 10)]), bars).map(({ verdict }) => verdict);
    const half = { times: 0.5, of: "tslab" };
    assert.deepEqual(verdicts(4, { "warm cell": half }), [{ bar: half, value: 0.4, met: true }, undefined]);
    assert.deepEqual(verdicts(6, { "warm cell": half }), [{ bar: half, value: 0.6, met: false }, undefined]);
    assert.deepEqual(verdicts(6, { "warm cell": { atMost: 5 } })[0], { bar: { atMost: 5 }, value: 6, met: false });
    assert.deepEqual(verdicts(6, { other: half }), [undefined, undefined]);
    assert.deepEqual(verdicts(6, { "warm cell": { times: 1, of: "deno" } }), [undefined, undefined], "not measured");
  });

  it("shows whether a bar is met", () => {
    const bars: Bars = { "warm cell": { times: 0.1, of: "tslab" } };
    const shown = (value: number) =>
      table(judge(summarize("kernel", [sample("ours", value), sample("tslab", 100)]), bars));
    assert.match(shown(4).split("\n")[2]!, /1\.00× {2}✓ 0\.0400 ≤ 0\.1 × tslab$/);
    assert.match(shown(40).split("\n")[2]!, /1\.00× {2}✗ 0\.400 > 0\.1 × tslab$/);
  });

  it("shows ratios to the first engine", () => {
    const shown = table(summarize("kernel", [sample("ours", 4), sample("tslab", 150)]));
    assert.deepEqual(
      shown.split("\n").map(line => line.split(/ {2,}/)),
      [
        ["case", "engine", "median", "min", "unit", "n", "ratio", "bar"],
        ["---------", "------", "------", "----", "----", "-", "------", "---"],
        ["warm cell", "ours", "4.00", "4.00", "ms", "1", "1.00×"],
        ["", "tslab", "150", "150", "ms", "1", "37.50×"],
      ],
    );
  });
});
