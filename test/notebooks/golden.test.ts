// Every lesson runs, and shows today what it showed when it was committed.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  executeNotebook,
  formatNotebook,
  type Notebook,
  parseNotebook,
  requireTypeScript,
} from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { differences } from "./differences.ts";

const folder = fileURLToPath(new URL("../../notebooks/", import.meta.url));
const maxBytes = 500_000;

describe("notebooks", () => {
  for (const name of readdirSync(folder)
    .filter(name => name.endsWith(".ipynb"))
    .sort())
    describe(name, () => {
      const text = readFileSync(`${folder}${name}`, "utf8");
      const committed = parseNotebook(text, name);

      it("is for our kernel, small, formatted as nbformat does, with ids and curriculum items", () => {
        requireTypeScript(committed, name);
        assert.deepEqual(committed.metadata.kernelspec, {
          name: "unrolled",
          display_name: "TypeScript (Unrolled)",
          language: "typescript",
        });
        assert.ok(Buffer.byteLength(text) <= maxBytes, `${Buffer.byteLength(text)} bytes, at most ${maxBytes}`);
        assert.equal(text, formatNotebook(committed));
        const ids = committed.cells.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, "cell ids are unique");
        assert.deepEqual(committed.metadata.items, itemsOfCells(committed), "its items are those of its cells");
      });

      it("shows what was committed", async function () {
        this.timeout(120_000);
        const session = await startSession({ preload: ["unrolled", "unrolled/assignments"], cwd: folder });
        try {
          const { notebook, failure } = await executeNotebook(committed, session);
          if (failure?.outcome.status === "error")
            assert.fail(`cell ${failure.number} failed:\n${failure.outcome.traceback.join("\n")}`);
          const found = differences(committed, notebook);
          assert.ok(
            found.length === 0,
            `${name} shows something else now; if that is right: npx unrolled run --inplace notebooks/${name}\n  ${found.join("\n  ")}`,
          );
        } finally {
          await session.close();
        }
      });
    });
});

/** Curriculum items are numbered from 1 to 140. */
function itemsOfCells({ cells }: Notebook): number[] {
  const items = new Set<number>();
  for (const { id, metadata } of cells)
    for (const item of Array.isArray(metadata.items) ? metadata.items : []) {
      assert.ok(typeof item === "number" && item >= 1 && item <= 140, `cell ${id} names the unknown item ${item}`);
      items.add(item);
    }
  return [...items].sort((a, b) => a - b);
}
