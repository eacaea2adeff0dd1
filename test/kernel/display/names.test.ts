import assert from "node:assert/strict";
import { createNames } from "../../../kernel/display/names.ts";
import type { Output } from "../../../kernel/protocol/output.ts";

function collect() {
  const outputs: Output[] = [];
  return { outputs, ...createNames({ emit: output => outputs.push(output), ask: () => "" }) };
}

const later = (milliseconds: number, text: string) => ({
  [Symbol.for("Jupyter.display")]: async () => {
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    return { "text/plain": text };
  },
});

const texts = (outputs: Output[]) =>
  outputs.map(output => (output.type === "display" ? output.data["text/plain"] : output.type));

describe("the names of every cell", () => {
  it("shows a value at once, with its id and metadata", () => {
    const { outputs, names } = collect();
    names.display({ a: 1 }, { id: "x", metadata: { "text/plain": { bold: true } } });
    assert.deepEqual(outputs, [
      {
        type: "display",
        displayId: "x",
        data: { "text/plain": "{ a: 1 }" },
        metadata: { "text/plain": { bold: true } },
      },
    ]);
  });

  it("updates by id and clears", () => {
    const { outputs, names } = collect();
    names.display.update("x", 2);
    names.display.clear({ wait: true });
    assert.deepEqual(outputs, [
      { type: "display", displayId: "x", update: true, data: { "text/plain": "2" }, metadata: {} },
      { type: "clear", wait: true },
    ]);
  });

  it("takes text as a call and as a tag; LaTeX keeps its backslashes, the others their escapes", () => {
    const { outputs, names } = collect();
    names.display.html("<b>1</b>", { id: "h" });
    names.display.html`<b>${1 + 1}</b>`;
    names.display.latex`\frac{1}{${2}}`;
    names.display.markdown`\`code\``;
    assert.deepEqual(
      outputs.map(output => output.type === "display" && output.data),
      [
        { "text/html": "<b>1</b>" },
        { "text/html": "<b>2</b>" },
        { "text/latex": "\\frac{1}{2}" },
        { "text/markdown": "`code`" },
      ],
    );
  });

  it("encodes bytes, also those of a view into a larger buffer", () => {
    const { outputs, names } = collect();
    names.display.png(new Uint8Array([9, 137, 80, 78, 71]).subarray(1));
    assert.equal(outputs[0]?.type === "display" && outputs[0].data["image/png"], "iVBORw==".slice(0, 8));
  });

  it("keeps the order of what is shown when an earlier value is ready later", async () => {
    const { outputs, names, settled } = collect();
    names.display(later(20, "slow"));
    names.display(later(1, "fast"));
    names.display("plain");
    names.display.clear();
    assert.deepEqual(outputs, []);
    await settled();
    assert.deepEqual(texts(outputs), ["slow", "fast", "'plain'", "clear"]);
    names.display("after");
    assert.equal(outputs.length, 5, "at once again");
  });

  it("abandons what never becomes ready", async () => {
    const { outputs, names, settled, abandon } = collect();
    names.display({ $display: () => new Promise(() => {}) });
    names.display("never");
    abandon();
    await settled();
    names.display("next cell");
    assert.deepEqual(texts(outputs), ["'next cell'"]);
  });

  it("shows rows as a table whose cells cannot inject markup", () => {
    const { outputs, names } = collect();
    names.display.table([
      { layer: "<rnn>", params: 2016 },
      { layer: "dense", extra: true },
    ]);
    const shown = outputs[0];
    assert.ok(shown?.type === "display");
    assert.equal(
      shown.data["text/html"],
      '<table><thead><tr><th scope="col">layer</th><th scope="col">params</th><th scope="col">extra</th></tr></thead><tbody>' +
        "<tr><td>&#60;rnn&#62;</td><td>2016</td><td></td></tr><tr><td>dense</td><td></td><td>true</td></tr></tbody></table>",
    );
    assert.equal(
      shown.data["text/plain"],
      "layer  params  extra\n─────  ──────  ─────\n<rnn>  2016\ndense          true",
    );
  });
});
