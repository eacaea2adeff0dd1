// A notebook's text after a run: what the run did not change is there byte for byte.
import assert from "node:assert/strict";
import type { CodeCell, Notebook } from "../../../kernel/notebook/index.ts";
import { NotebookError, NotebookText, parameterNames, withParameters } from "../../../kernel/notebook/index.ts";
import type { Json } from "../../../kernel/protocol/mime.ts";
import { times } from "../../soak.ts";
import { broken, randomNotebook, randomOf } from "./random-notebook.ts";

const printed = (text: string): CodeCell["outputs"] => [{ output_type: "stream", name: "stdout", text }];

/** As an execution returns it: each code cell with outputs and a count. */
function executed(notebook: Notebook, text = "ran\n"): Notebook {
  let count = 0;
  const cells = notebook.cells.map(cell =>
    cell.cell_type === "code" ? { ...cell, outputs: printed(text), execution_count: ++count } : cell,
  );
  return { ...notebook, cells };
}

const rerun = (text: string) => {
  const file = new NotebookText(text, "a.ipynb");
  return file.withOutputs(executed(file.notebook));
};

describe("a notebook's text", () => {
  it("keeps numbers, the order of keys, escapes, the indent and the end of the file", () => {
    const text = `{"metadata": {"points":1.0,"big":12345678901234567890, "e": 1E+2, "esc": "\\u00e9\\/", "n": NaN, "twice": 1, "twice": 2},
   "nbformat_minor": 5, "nbformat": 4,
   "cells": [ {"source": "1", "id": "q", "outputs": [{"output_type":"stream","name":"stdout","text":"old"}], "execution_count": 7, "cell_type": "code", "metadata": {"z": 1.50, "a": {} } } ]  }`;
    const expected = text
      .replace(
        '[{"output_type":"stream","name":"stdout","text":"old"}]',
        '[{"name": "stdout", "output_type": "stream", "text": ["ran\\n"]}]',
      )
      .replace('"execution_count": 7', '"execution_count": 1');
    assert.equal(rerun(text), expected);
  });

  it("changes nothing where a run says what an earlier one said", () => {
    const once = rerun(
      '{"cells":[{"cell_type":"code","metadata":{},"source":"1","outputs":[]}],"nbformat":4,"nbformat_minor":2,"metadata":{}}',
    );
    assert.equal(rerun(once), once);
    assert.match(
      once,
      /"outputs":\[\{"name":"stdout","output_type":"stream","text":\["ran\\n"\]\}\],"execution_count":1\}/,
    );
  });

  it("writes as the file does: tabs, CRLF, a byte order mark, escapes", () => {
    const cell =
      '{\r\n\t\t\t"cell_type": "code",\r\n\t\t\t"metadata": {},\r\n\t\t\t"source": "\\u00fc",\r\n\t\t\t"execution_count": null,\r\n\t\t\t"outputs": []\r\n\t\t}';
    const text = `\ufeff{\r\n\t"cells": [\r\n\t\t${cell}\r\n\t],\r\n\t"metadata": {},\r\n\t"nbformat": 4,\r\n\t"nbformat_minor": 4\r\n}`;
    const file = new NotebookText(text, "a.ipynb");
    const result = file.withOutputs(executed(file.notebook, "é😀"));
    const outputs =
      '[\r\n\t\t\t\t{\r\n\t\t\t\t\t"name": "stdout",\r\n\t\t\t\t\t"output_type": "stream",\r\n\t\t\t\t\t"text": [\r\n\t\t\t\t\t\t"\\u00e9\\ud83d\\ude00"\r\n\t\t\t\t\t]\r\n\t\t\t\t}\r\n\t\t\t]';
    assert.equal(
      result,
      text.replace('"outputs": []', `"outputs": ${outputs}`).replace('"execution_count": null', '"execution_count": 1'),
    );
  });

  it("may nest ever so deep", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const text = `{"cells":[{"cell_type":"code","metadata":{"deep":${deep}},"source":"1","outputs":[],"execution_count":null}],"nbformat":4,"nbformat_minor":2,"metadata":{}}`;
    assert.ok(rerun(text).includes(deep));
  });

  it("tells an output that nests too deep for JSON", () => {
    const cell = '{"cell_type":"code","metadata":{},"source":"1","outputs":[],"execution_count":null}';
    const file = new NotebookText(`{"cells":[${cell}],"nbformat":4,"nbformat_minor":2,"metadata":{}}`, "a.ipynb");
    const run = executed(file.notebook);
    let deep: Json = [];
    for (let n = 0; n < 100_000; n++) deep = [deep];
    Object.assign(run.cells[0]!, {
      outputs: [{ output_type: "display_data", data: { "application/json": deep }, metadata: {} }],
    });
    assert.throws(
      () => file.withOutputs(run),
      (error: Error) => error instanceof NotebookError && /a\.ipynb: the outputs cannot be written/.test(error.message),
    );
  });

  it("is refused where an output is of a wrong type", () => {
    const withOutput = (output: object) => () =>
      new NotebookText(
        JSON.stringify({
          nbformat: 4,
          metadata: {},
          cells: [{ cell_type: "code", source: "", metadata: {}, outputs: [output] }],
        }),
        "a.ipynb",
      );
    for (const output of [
      { output_type: "stream", name: "stdout", text: 3 },
      { output_type: "stream", name: "other", text: "" },
      { output_type: "error", ename: "E", evalue: "v", traceback: "text" },
      { output_type: "display_data", data: {}, metadata: [] },
      { output_type: "display_data", data: "text" },
      null as unknown as object,
    ])
      assert.throws(withOutput(output), NotebookError, JSON.stringify(output));
  });

  describe("with parameters", () => {
    const cell = (source: string, ...tags: string[]) =>
      `{\n   "cell_type": "code",\n   "execution_count": null,\n   "id": "c",\n   "metadata": {\n    "tags": ${JSON.stringify(tags)}\n   },\n   "outputs": [],\n   "source": ${JSON.stringify([source])}\n  }`;
    const text = (...cells: string[]) =>
      `{\n "cells": [\n  ${cells.join(",\n  ")}\n ],\n "metadata": {},\n "nbformat": 4,\n "nbformat_minor": 5\n}\n`;
    const sources = ({ notebook }: NotebookText) => notebook.cells.map(({ source }) => source);
    const given = new Map([["alpha", 0.5]]);
    const values = "// Parameters\nlet alpha = 0.5";

    it("has their cell behind the defaults, and every other byte as it was", () => {
      const before = text(cell("first"), cell("let alpha = 1", "parameters"), cell("alpha"));
      const after = withParameters(new NotebookText(before, "a.ipynb"), given);
      assert.deepEqual(sources(after), ["first", "let alpha = 1", values, "alpha"]);
      assert.deepEqual(after.notebook.cells[2]!.metadata, { tags: ["injected-parameters"] });
      const added = after.text.slice(
        before.indexOf(cell("alpha")),
        after.text.length - (before.length - before.indexOf(cell("alpha"))),
      );
      assert.equal(after.text.replace(added, ""), before);
      assert.match(
        added,
        /^\{\n {3}"cell_type": "code",\n {3}"execution_count": null,\n {3}"id": "[0-9a-f]{8}",\n {3}"metadata": \{\n {4}"tags": \[/,
      );
    });

    it("has it before everything where there are no defaults, at the end behind the last, and alone in an empty notebook", () => {
      assert.deepEqual(sources(withParameters(new NotebookText(text(cell("a")), "a"), given)), [values, "a"]);
      assert.deepEqual(sources(withParameters(new NotebookText(text(cell("a", "parameters")), "a"), given)), [
        "a",
        values,
      ]);
      const empty = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}';
      const filled = withParameters(new NotebookText(empty, "a"), given);
      assert.deepEqual(sources(filled), [values]);
      assert.ok(!("id" in filled.notebook.cells[0]!), "before nbformat 4.5 a cell has no id");
    });

    it("changes the cell of an earlier run", () => {
      const before = text(
        cell("let alpha = 1", "parameters"),
        cell("// Parameters\nlet alpha = 3", "injected-parameters"),
      );
      assert.deepEqual(sources(withParameters(new NotebookText(before, "a"), given)), ["let alpha = 1", values]);
    });

    it("writes every kind of value as TypeScript", () => {
      const all = new Map<string, never>(
        Object.entries({
          a: Number.NaN,
          b: -Infinity,
          c: null,
          d: 'x\n"😀',
          e: [1, [true]],
          f: JSON.parse('{"__proto__":1,"k":{}}'),
        }) as [string, never][],
      );
      const [source] = sources(withParameters(new NotebookText(text(cell("1")), "a"), all));
      const names = [...all.keys()].join(", ");
      const made = new Function(`${source}; return { ${names} };`)();
      assert.deepEqual(
        { ...made, f: JSON.stringify(made.f) },
        { ...Object.fromEntries(all), f: '{"__proto__":1,"k":{}}' },
      );
    });

    it("knows the names that the defaults declare", () => {
      const source =
        '// x = 3\nlet alpha: number = 0.1, beta = "a = 1"; const name = `t = 1`\nvar last\n  = 3; gamma = 4; alpha == 5; let f = (z = 1) => z\nconst [x, y] = [1, 2]; let { p, long: short } = { p: 1, long: 2 }';
      assert.deepEqual(parameterNames(new NotebookText(text(cell(source, "parameters")), "a").notebook), [
        "alpha",
        "beta",
        "name",
        "last",
        "gamma",
        "f",
        "x",
        "y",
        "p",
        "short",
      ]);
      assert.equal(parameterNames(new NotebookText(text(cell("let a = 1")), "a").notebook), undefined);
    });
  });

  it("loses no byte that a run did not change, whatever the notebook; a broken one is told as such", function () {
    this.timeout(600_000);
    const random = randomOf(7);
    for (let n = 0; n < times(1000, 48_000); n++) {
      const { text, parts } = randomNotebook(random);
      const file = new NotebookText(text, "a.ipynb");
      const run = executed(file.notebook);
      const result = file.withOutputs(run);
      const values = between(result, parts);
      assert.ok(values, `${JSON.stringify(text)}\n${JSON.stringify(result)}`);
      assert.deepEqual(new NotebookText(result, "a.ipynb").notebook, run);
      try {
        rerun(broken(text, random));
      } catch (error) {
        assert.ok(error instanceof NotebookError, `${error}`);
      }
    }
  });
});

/** What stands between parts that must be there one after the other, from the beginning to the end. */
function between(text: string, parts: string[]): string[] | undefined {
  const values: string[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = index === 0 ? 0 : index === parts.length - 1 ? text.length - part.length : text.indexOf(part, at);
    if (found < at || text.slice(found, found + part.length) !== part) return undefined;
    values.push(text.slice(at, found));
    at = found + part.length;
  }
  return at === text.length ? values : undefined;
}
