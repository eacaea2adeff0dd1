// Some cells of a lesson run again, from other seeds: what is claimed of its experiments is tested on its own programs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cell, executeNotebook, parseNotebook } from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { root } from "../needs.ts";

/**
 * Runs cells of a source in their order, and a probe behind them.
 * @param path of the source, from the root
 * @param ids of its code cells
 * @param options `from` is added to each seed that stands in the cells; the probe is code that prints JSON; `change` sees each cell's source before
 * @returns what the probe printed
 */
export async function runCells(
  path: string,
  ids: readonly string[],
  { from, probe, change = source => source }: { from: number; probe: string; change?: (source: string) => string },
): Promise<unknown> {
  const { cells, ...rest } = parseNotebook(readFileSync(join(root, path), "utf8"), path);
  const chosen = ids.map(id => {
    const cell = cells.find(cell => cell.id === id && cell.cell_type === "code");
    assert.ok(cell, `${path} has a code cell "${id}"`);
    return { ...cell, source: change(cell.source).replace(/\bseed\((\d+)\)/g, (_, n) => `seed(${Number(n) + from})`) };
  });
  const last: Cell = { cell_type: "code", metadata: {}, source: probe, execution_count: null, outputs: [] };
  process.env.UNROLLED_DATA = "made-up";
  const session = await startSession({ preload: ["unrolled", "unrolled/assignments"], cwd: root });
  delete process.env.UNROLLED_DATA;
  try {
    const { notebook, failure } = await executeNotebook({ ...rest, cells: [...chosen, last] }, session);
    if (failure?.outcome.status === "error") assert.fail(failure.outcome.traceback.join("\n"));
    const printed = notebook.cells.at(-1);
    assert.ok(printed?.cell_type === "code" && printed.outputs[0]?.output_type === "stream");
    return JSON.parse(printed.outputs[0].text);
  } finally {
    await session.close();
  }
}
