import assert from "node:assert/strict";
import { type Notebook, requireTypeScript } from "../../../kernel/notebook/index.ts";

const check = (metadata: Notebook["metadata"]) => () =>
  requireTypeScript({ nbformat: 4, nbformat_minor: 5, metadata, cells: [] }, "a.ipynb");

describe("requireTypeScript", () => {
  it("takes TypeScript notebooks of any kernel, and notebooks that name none", () => {
    for (const metadata of [
      {},
      { kernelspec: { name: "unrolled" } },
      { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
      { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
      { language_info: { name: "typescript" } },
      // As JupyterLab saves a notebook that it has reloaded from the disk.
      { kernelspec: { name: "unrolled", display_name: "TS", language: "typescript" }, language_info: { name: "" } },
    ])
      assert.doesNotThrow(check(metadata), JSON.stringify(metadata));
  });

  it("refuses another language by name and says what to do", () => {
    const python = { name: "python3", display_name: "Python 3 (ipykernel)", language: "python" };
    assert.throws(
      check({ kernelspec: python, language_info: { name: "python" } }),
      /a\.ipynb is a notebook in Python \(kernel "Python 3 \(ipykernel\)"\), but Unrolled runs TypeScript: .*jupyter execute/,
    );
    assert.throws(check({ language_info: { name: "R" } }), /a notebook in R, but/);
    assert.throws(check({ kernelspec: { name: "python3" } }), /a notebook for another kernel \(kernel "python3"\)/);
  });
});
