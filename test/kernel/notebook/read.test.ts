import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeNotebook, NotebookError, parseNotebook, readNotebookFile } from "../../../kernel/notebook/index.ts";

const refuses = (text: string, message: RegExp) =>
  assert.throws(
    () => parseNotebook(text, "a.ipynb"),
    (error: Error) => error instanceof NotebookError && message.test(error.message),
    `expected ${message}`,
  );
const withCell = (cell: unknown) => JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] });

const readNotebook = async (path: string) => parseNotebook(decodeNotebook(await readNotebookFile(path), path), path);

describe("reading a notebook file", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "unrolled Prüfung "));
  });
  after(() => rm(folder, { recursive: true }));

  it("names a file that is not there, and a folder", async () => {
    await assert.rejects(readNotebook(join(folder, "no.ipynb")), /no\.ipynb: there is no such file/);
    await assert.rejects(readNotebook(folder), /is a folder: name one notebook/);
  });

  it("reads from a folder with spaces and non-ASCII letters, with or without a byte order mark", async () => {
    const path = join(folder, "Übung 1.ipynb");
    await writeFile(path, `\uFEFF${withCell({ cell_type: "markdown", metadata: {}, source: ["a\n", "b"] })}`);
    assert.equal((await readNotebook(path)).cells[0]!.source, "a\nb");
  });
});

describe("parseNotebook", () => {
  it("says what is not a notebook, and why", () => {
    refuses("", /a\.ipynb is not a notebook: the file is empty/);
    refuses("hello", /is not a notebook: it is not JSON/);
    refuses('{"nbformat": 4, "cells": [', /is not JSON/);
    refuses("[]", /its JSON is not an object/);
    refuses('{"name": "unrolled"}', /has no "nbformat" number/);
    refuses('{"nbformat": 4}', /has no list of "cells"/);
  });

  it("refuses the formats before and after 4 and says what to do", () => {
    refuses('{"nbformat": 3, "worksheets": []}', /old notebook format 3.*nbconvert --to notebook/);
    refuses('{"nbformat": 5, "cells": []}', /format 5, but only format 4 is known/);
  });

  it("names the cell that is broken", () => {
    refuses(withCell({ cell_type: "code", metadata: {} }), /cell 1 has no "source" text/);
    refuses(withCell({ cell_type: "heading", source: "" }), /cell 1 has the unknown "cell_type" "heading"/);
    refuses(withCell({ cell_type: "code", source: "", outputs: [{ output_type: "pyout" }] }), /unknown type "pyout"/);
    refuses(withCell({ cell_type: "code", source: "", outputs: [{ output_type: "display_data" }] }), /without "data"/);
  });
});
