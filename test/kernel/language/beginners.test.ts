// What a beginner types where the toolkit is preloaded: the first line of each answer says the right thing.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../kernel/language/engine.ts";
import { formatDiagnostics } from "../../../kernel/language/errors/diagnostics.ts";
import { createEngine, engineKinds } from "../../../kernel/language/index.ts";
import { needDist } from "../../needs.ts";
import { groups } from "./beginners/index.ts";
import { limits } from "./beginners/limits.ts";
import { engineOptions } from "./notebook.ts";

for (const kind of engineKinds)
  describe(`a beginner's lines, engine ${kind}`, () => {
    let folder: string;
    let engine: Engine;

    before(function () {
      needDist(this);
      folder = mkdtempSync(join(tmpdir(), "beginner-"));
      engine = createEngine(kind, { ...engineOptions(folder), preload: ["unrolled", "unrolled/assignments"] });
    });
    after(() => {
      engine?.close();
      if (folder) rmSync(folder, { recursive: true });
    });

    for (const { name, before: cells = [], lines } of groups)
      describe(name, () => {
        before(() => {
          engine.forget();
          for (const cell of cells) {
            const prepared = engine.prepare(cell);
            assert.equal(prepared.status, "ok", cell);
            if (prepared.status === "ok") engine.commit(prepared.cell);
          }
        });

        for (const [cell, says, not] of lines)
          it(cell.replaceAll("\n", " ⏎ "), () => {
            const prepared = engine.prepare(cell);
            const answer = prepared.status === "ok" ? [] : formatDiagnostics(cell, "cell 1", prepared.diagnostics);
            const limit = limits[kind].get(cell);
            if (limit) assert.doesNotMatch(answer[0] ?? "no error", says, "it works: take it off the list of limits");
            else assert.match(answer[0] ?? "no error", says);
            if (not) assert.doesNotMatch(answer.join("\n"), not);
          });
      });
  });
