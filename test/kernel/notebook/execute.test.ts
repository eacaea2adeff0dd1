import assert from "node:assert/strict";
import { type CellOutput, executeNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import { cell, display, failure, notebook, type Script, text, toySession } from "./toy.ts";

const run = (...scripts: Script[]) => executeNotebook(notebook(...scripts.map(script => cell(script))), toySession());
const outputsOf = ({ cells }: Notebook) => cells.map(cell => (cell.cell_type === "code" ? cell.outputs : []));
const outputs = async (...says: Output[]): Promise<CellOutput[]> => outputsOf((await run({ says })).notebook)[0]!;
const shown = (text: string): CellOutput => ({
  output_type: "display_data",
  data: { "text/plain": text },
  metadata: {},
});
const printed = (text: string, name: "stdout" | "stderr" = "stdout"): CellOutput => ({
  output_type: "stream",
  name,
  text,
});

describe("executeNotebook", () => {
  it("replaces old outputs, counts code cells from 1 and leaves blank cells blank", async () => {
    const blank = { ...cell({}), source: " \n" };
    const prose = { cell_type: "markdown" as const, metadata: {}, source: "# prose", id: "p" };
    const given = notebook(prose, cell({ says: [text("a")] }), blank, cell({}));
    const before = structuredClone(given);
    const { notebook: done, failure } = await executeNotebook(given, toySession());
    assert.equal(failure, undefined);
    assert.deepEqual(given, before, "the given notebook is left as it was");
    assert.deepEqual(done.cells[0], prose);
    assert.deepEqual(outputsOf(done), [[], [printed("a")], [], []]);
    assert.deepEqual(
      done.cells.map(cell => cell.cell_type === "code" && cell.execution_count),
      [false, 1, null, 2],
    );
  });

  it("merges stream texts that follow each other, but not across names or displays", async () => {
    const said = await outputs(text("a\n"), text("b"), text("!", "stderr"), text("c"), display("d"), text("e"));
    assert.deepEqual(said, [printed("a\nb"), printed("!", "stderr"), printed("c"), shown("d"), printed("e")]);
  });

  it("updates a display in place, in every cell that shows its id", async () => {
    const { notebook: done } = await run(
      { says: [display("0 %", "bar"), display("other", "x"), display("0 %", "bar")] },
      { says: [display("100 %", "bar", true), display("nobody", "unknown", true)] },
    );
    assert.deepEqual(outputsOf(done), [[shown("100 %"), shown("other"), shown("100 %")], []]);
  });

  it("clears at once, or when the next output comes", async () => {
    assert.deepEqual(await outputs(text("a"), { type: "clear", wait: false }, text("b")), [printed("b")]);
    assert.deepEqual(await outputs(text("a"), { type: "clear", wait: true }), [printed("a")]);
    assert.deepEqual(await outputs(text("a"), { type: "clear", wait: true }, text("b"), text("c")), [printed("bc")]);
  });

  it("leaves out the view of a widget, whose model ends with the session; its text stays", async () => {
    const view = { version_major: 2, version_minor: 0, model_id: "1f" };
    const data = { "application/vnd.jupyter.widget-view+json": view, "text/plain": "T: 3 (1 to 8)" };
    assert.deepEqual(await outputs({ type: "display", data, metadata: {} }), [shown("T: 3 (1 to 8)")]);
    const alone = { "application/vnd.jupyter.widget-view+json": view };
    const [kept] = await outputs({ type: "display", data: alone, metadata: {} });
    assert.deepEqual(kept?.output_type === "display_data" && kept.data, alone);
  });

  it("does not update what was cleared", async () => {
    const said = await outputs(display("a", "id"), { type: "clear", wait: false }, display("b", "id", true));
    assert.deepEqual(said, []);
  });

  it("ends with the result, which carries the cell's number", async () => {
    const result = { data: { "text/plain": "468" }, metadata: {} };
    const { notebook: done } = await run({}, { says: [text("a")], ends: { status: "ok", result } });
    assert.deepEqual(outputsOf(done)[1], [
      printed("a"),
      { output_type: "execute_result", ...result, execution_count: 2 },
    ]);
  });

  it("ends with the page that it was given last, as a front end shows it; after an error it is an output before it", async () => {
    const page = (text: string): Output => ({ type: "page", data: { "text/plain": text }, metadata: {} });
    const result = { data: { "text/plain": "468" }, metadata: {} };
    const { notebook: done } = await run(
      { says: [page("first"), text("a"), page("last")], ends: { status: "ok", result }, later: [page("late")] },
      { says: [page("gone"), { type: "clear", wait: false }] },
      { says: [page("before")], ends: failure("no") },
    );
    await new Promise(resolve => setImmediate(resolve));
    const [first, second, third] = outputsOf(done);
    assert.deepEqual(first, [
      printed("a"),
      { output_type: "execute_result", ...result, execution_count: 1 },
      shown("last"),
      shown("late"),
    ]);
    assert.deepEqual(second, []);
    assert.deepEqual(
      third?.map(output => output.output_type),
      ["display_data", "error"],
    );
  });

  it("stops at an error, keeps it, and empties the cells that were not reached", async () => {
    const { notebook: done, failure: failed } = await run({}, { says: [text("a")], ends: failure("no") }, {});
    assert.equal(failed?.number, 2);
    assert.equal(failed?.total, 3);
    assert.deepEqual(outputsOf(done), [
      [],
      [printed("a"), { output_type: "error", ename: "Error", evalue: "no", traceback: ["Error: no"] }],
      [],
    ]);
    assert.equal(done.cells[2]?.cell_type === "code" && done.cells[2].execution_count, null);
  });

  it("goes on after an error announced by the tag raises-exception", async () => {
    const given = notebook(cell({ ends: failure("shown") }, { tags: ["raises-exception"] }), cell({}));
    const seen: boolean[] = [];
    const { failure: failed } = await executeNotebook(given, toySession(), { onEnd: end => seen.push(end.expected) });
    assert.equal(failed, undefined);
    assert.deepEqual(seen, [true, false]);
  });

  it("gives a late output to the cell it came from", async () => {
    const { notebook: done } = await run({ later: [text("late")] }, { says: [text("b")] });
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(outputsOf(done), [[printed("late")], [printed("b")]]);
  });

  it("ends when its signal is aborted: interrupts the running cell, runs no other", async () => {
    const stop = new AbortController();
    const given = notebook(
      cell({}),
      cell({ says: [text("a")], waitsForInterrupt: true }, { tags: ["raises-exception"] }),
      cell({ says: [text("never")] }),
    );
    const { notebook: done, failure: failed } = await executeNotebook(given, toySession(), {
      signal: stop.signal,
      onOutput: () => stop.abort(),
    });
    assert.equal(failed?.number, 2);
    assert.deepEqual(
      outputsOf(done).map(({ length }) => length),
      [0, 2, 0],
    );
  });

  it("tells its listener of each cell in order", async () => {
    const heard: string[] = [];
    await executeNotebook(notebook(cell({ says: [text("a")] }), cell({})), toySession(), {
      onStart: ({ number, total }) => heard.push(`start ${number} of ${total}`),
      onOutput: (output, { number }) => heard.push(`${output.type} from ${number}`),
      onEnd: ({ number, outcome }) => heard.push(`end ${number} ${outcome.status}`),
    });
    assert.deepEqual(heard, ["start 1 of 2", "stream from 1", "end 1 ok", "start 2 of 2", "end 2 ok"]);
  });
});
