import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { formatNotebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { notebook } from "./toy.ts";

describe("formatNotebook", () => {
  // Written by nbformat 5.11 in Python: line separators of every kind, all output types, attachments, sorted keys.
  for (const file of ["written-by-nbformat.ipynb", "written-by-nbformat-4.2.ipynb"])
    it(`writes ${file} as Python's nbformat wrote it, byte for byte`, async () => {
      const text = await readFile(fileURLToPath(new URL(file, import.meta.url)), "utf8");
      assert.equal(formatNotebook(parseNotebook(text, file)), text);
    });
});

describe("formatNotebook with half a surrogate pair", () => {
  it("writes text that UTF-8 can say", () => {
    const text = formatNotebook(notebook({ cell_type: "markdown", metadata: {}, source: "a\ud83db 😀" }));
    assert.ok(!text.includes("\\ud"));
    const [cell] = parseNotebook(text, "a.ipynb").cells;
    assert.equal(cell?.source, "a\ufffdb 😀");
  });
});
