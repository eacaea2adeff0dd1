// What a beginner types where the toolkit is preloaded: the first line of each answer says the right thing.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../kernel/language/engine.ts";
import { formatDiagnostics } from "../../../kernel/language/errors/diagnostics.ts";
import { createEngine } from "../../../kernel/language/index.ts";
import { needDist } from "../../needs.ts";
import { engines } from "../engines.ts";
import { advisedIn, unfinished } from "./beginners/advised.ts";
import { groups } from "./beginners/index.ts";
import { limits } from "./beginners/limits.ts";
import { engineOptions } from "./notebook.ts";

/** In the place of an answer, where there is none. */
const nothing = "nothing is said";

for (const kind of engines)
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

    /** What is wrong with code that is advised; of the learner's own names, which no cell declared, nothing is known. */
    function errorsOf(code: string, cell: string): string[] {
      const own = new Set(cell.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu));
      let declared = "";
      for (;;) {
        const prepared = engine.prepare(declared + code);
        if (prepared.status === "ok") return [];
        const messages = prepared.diagnostics.map(({ message }) => message);
        const missing = messages
          .flatMap(message => /^Cannot find name '([^']*)'/.exec(message)?.[1] ?? [])
          .filter(name => own.has(name) && !declared.includes(` ${name}: `));
        if (missing.length === 0) return messages.slice(0, 1);
        declared += [...new Set(missing)].map(name => `declare let ${name}: any;\n`).join("");
      }
    }

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
            const answer =
              prepared.status === "ok"
                ? engine.notes().map(({ message }) => message)
                : formatDiagnostics(cell, "cell 1", prepared.diagnostics);
            const limit = limits[kind].get(cell);
            if (limit) assert.doesNotMatch(answer[0] ?? nothing, says, "it works: take it off the list of limits");
            else assert.match(answer[0] ?? nothing, says);
            if (not) assert.doesNotMatch(answer.join("\n"), not);
          });

        it("is answered by code that compiles", () => {
          const wrong = lines.flatMap(([cell]) => {
            const prepared = engine.prepare(cell);
            if (unfinished.has(cell)) return [];
            const said = prepared.status === "ok" ? engine.notes() : prepared.diagnostics;
            const codes = said.flatMap(one => advisedIn(one));
            return codes.flatMap(code => errorsOf(code, cell).map(error => `${cell}\n  says ${code}\n  but: ${error}`));
          });
          assert.deepEqual(wrong, []);
        });
      });
  });
