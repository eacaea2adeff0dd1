// Published results hold: the quick ones at a seed each time, all of them in a soak.
import "../ports/backend.ts";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { line } from "../../src/index.ts";
import { itSoaks, times } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { page } from "./page.ts";
import { text } from "./report.ts";
import type { Row } from "./row.ts";
import { rows } from "./rows/index.ts";
import { fixedSeeds, type Run, reproduced, runsOf } from "./run.ts";

const one: Row = {
  name: "one",
  title: "A <b>result</b>",
  source: "nobody",
  setting: "nothing",
  claims: {
    low: { of: "low", published: "1", expected: { atMost: 1 } },
    shown: { of: "shown", published: "—" },
  },
  measure: seed => ({ numbers: { low: seed, shown: 0.123456 }, figure: () => line([1, 2]) }),
};

async function run(row: Row, seeds: readonly number[], fresh: readonly number[] = []): Promise<Run[]> {
  const list = [...seeds.map(seed => ({ seed, fresh: false })), ...fresh.map(seed => ({ seed, fresh: true }))];
  return Array.fromAsync(runsOf(row, list));
}

describe("published results", function () {
  this.timeout(600_000);
  computesOnWasm();

  it("holds where every fixed seed reaches what is expected, and of fresh ones two in three", async () => {
    assert.equal(reproduced(await run(one, [0, 1])), true);
    assert.equal(reproduced(await run(one, [0, 2])), false);
    assert.equal(reproduced(await run(one, [0], [1, 1, 5])), true);
    assert.equal(reproduced(await run(one, [0], [1, 5, 5])), false);
    assert.equal(reproduced(await run(one, [0, Number.NaN])), false);
    assert.equal(reproduced([]), false);
  });

  it("shows published, expected and measured side by side, and what missed", async () => {
    const shown = text(one, await run(one, [0, 2], [Number.POSITIVE_INFINITY]));
    assert.match(shown, /^✗ A <b>result/);
    assert.match(shown, /low\s+1\s+≤ 1\s+0\s+2\s+never\s+✗/);
    assert.match(shown, /shown\s+—\s+—\s+0\.1235\s+0\.1235\s+0\.1235\s+✓/);
    assert.match(shown, /seed 0 +seed 2 +seed Infinity\*/);
  });

  it("has a page with the picture of each", async () => {
    const html = page([{ row: one, runs: await run(one, [0]), figure: line([1, 2], { title: "Loss" }) }]);
    assert.match(html, /1 of 1 hold/);
    assert.match(html, /<img [^>]*alt="[^"]*Loss/);
    assert.doesNotMatch(html, /A <b>/);
  });

  it("has a row's every number, and names of its own", async () => {
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
    for (const row of rows.filter(({ quick }) => quick)) {
      const [only] = await run(row, [0]);
      assert.deepEqual(Object.keys(only!.measured.numbers), Object.keys(row.claims), row.name);
    }
  });

  it("refuses a name that no result has, and says which there are", () => {
    const main = fileURLToPath(new URL("main.ts", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [main, "addding"], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /reproduce expects the name of a result, but got "addding"[\s\S]* adding/);
  });

  for (const row of rows) {
    const holds = async function (this: Mocha.Context) {
      const why = await row.unavailable?.();
      if (why !== undefined) this.skip();
      // The command has all seeds; here those of what takes a second.
      const runs = await run(row, fixedSeeds.slice(0, row.quick ? times(1, 3) : 1));
      assert.ok(reproduced(runs), `\n${text(row, runs)}`);
    };
    if (row.quick) it(`${row.title} holds`, holds);
    else itSoaks(`${row.title} holds`, holds);
  }
});
