import assert from "node:assert/strict";
import { NativeEngine } from "../../../kernel/language/native/engine.ts";
import { engineOptions, makeFolder, Notebook, type Shown } from "./notebook.ts";
import { samples } from "./samples.ts";

describe("the language as people know it", () => {
  let folder: ReturnType<typeof makeFolder>;
  let notebook: Notebook;

  before(() => {
    folder = makeFolder();
    notebook = new Notebook(new NativeEngine(engineOptions(folder.path)), folder.path);
  });

  after(async () => {
    await notebook.close();
    folder.remove();
  });

  for (const { name, cells, shows, error } of samples)
    it(name, async () => {
      notebook.engine.forget();
      let last: Shown = { value: undefined };
      for (const cell of cells) last = await notebook.run(cell);
      if (error) assert.match("error" in last ? last.error : `no error, but ${last.value}`, error);
      else assert.deepEqual(last, { value: shows });
    });
});
