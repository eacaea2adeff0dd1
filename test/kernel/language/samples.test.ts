import assert from "node:assert/strict";
import { createEngine } from "../../../kernel/language/index.ts";
import { engines } from "../engines.ts";
import { runSample } from "./conformance.ts";
import { engineLimits, limits } from "./limits.ts";
import { engineOptions, makeFolder, Notebook } from "./notebook.ts";
import { samples } from "./samples/index.ts";

for (const kind of engines)
  describe(`the language as people know it, engine ${kind}`, () => {
    let folder: ReturnType<typeof makeFolder>;
    let notebook: Notebook;

    before(() => {
      folder = makeFolder();
      notebook = new Notebook(createEngine(kind, engineOptions(folder.path)), folder.path);
    });

    after(async () => {
      await notebook.close();
      folder.remove();
    });

    for (const sample of samples) {
      const { name, shows, error } = sample;
      const limit = engineLimits[kind].get(name);
      it(limit ? `${name} (a limit: ${limit})` : name, async () => {
        const { ok, last } = await runSample(notebook, sample);
        if (limit) assert.ok(!ok, "it works: take it off the list of limits");
        else if (error) assert.match("error" in last ? last.error : `no error, but ${last.value}`, error);
        else assert.deepEqual(last, { value: shows });
      });
    }

    for (const sample of limits)
      it(`limit: ${sample.name}, because ${sample.reason}`, async () => {
        const { last } = await runSample(notebook, sample);
        assert.match("error" in last ? last.error : "it works: take it off the list of limits", sample.error);
      });

    it("lists no limit that is no sample", () => {
      const names = new Set(samples.map(({ name }) => name));
      assert.deepEqual(
        [...engineLimits[kind].keys()].filter(name => !names.has(name)),
        [],
      );
    });
  });
