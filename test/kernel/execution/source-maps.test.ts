import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inSources } from "../../../kernel/execution/source-maps.ts";

describe("execution: frames of a built file", () => {
  const folder = mkdtempSync(join(tmpdir(), "built-"));
  after(() => rmSync(folder, { recursive: true }));
  const url = (name: string) => pathToFileURL(join(folder, name)).href;
  const map = { version: 3, sources: ["../cell.ts"], names: [], mappings: ";EAUA" };
  writeFileSync(join(folder, "mapped.js.map"), JSON.stringify(map));
  writeFileSync(join(folder, "broken.js.map"), "{");

  it("name the source where a map lies beside it", () => {
    const frame = inSources(`step (${url("mapped.js")}:2:3)`);
    assert.equal(frame, `step (${new URL("../cell.ts", url("mapped.js")).href}:11:1)`);
  });

  it("stay as they are where none does, where it is broken, and where it says nothing of the place", () => {
    for (const frame of [
      `step (${url("plain.js")}:2:3)`,
      `${url("broken.js")}:1:1`,
      `step (${url("mapped.js")}:1:1)`,
      "Array.map (<anonymous>)",
      "node:internal/timers:574:21",
    ])
      assert.equal(inSources(frame), frame);
  });
});
