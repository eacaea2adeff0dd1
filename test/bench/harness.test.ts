import assert from "node:assert/strict";
import { alternate, type Sample, summarize } from "./harness.ts";
import { table } from "./table.ts";

const sample = (engine: string, value: number): Sample => ({ case: "warm cell", engine, unit: "ms", value });

describe("the bench harness", () => {
  it("sums up by case and engine: min, median, n", () => {
    assert.deepEqual(summarize("kernel", [9, 1, 5, 7].map(value => sample("ours", value)).concat(sample("tslab", 3))), [
      { bench: "kernel", case: "warm cell", engine: "ours", unit: "ms", min: 1, median: 6, n: 4 },
      { bench: "kernel", case: "warm cell", engine: "tslab", unit: "ms", min: 3, median: 3, n: 1 },
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

  it("shows ratios to the first engine", () => {
    const shown = table(summarize("kernel", [sample("ours", 4), sample("tslab", 150)]));
    assert.deepEqual(
      shown.split("\n").map(line => line.split(/ {2,}/)),
      [
        ["case", "engine", "median", "min", "unit", "n", "ratio"],
        ["---------", "------", "------", "----", "----", "-", "------"],
        ["warm cell", "ours", "4.00", "4.00", "ms", "1", "1.00×"],
        ["", "tslab", "150", "150", "ms", "1", "37.50×"],
      ],
    );
  });
});
