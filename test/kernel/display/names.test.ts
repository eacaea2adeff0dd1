import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
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

describe("display: the names of every cell", () => {
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

  it("of a series shows ten in a cell; a callback of a cell that is over begins anew", async () => {
    const { outputs, showHost, settled } = collect();
    const show = (n: number) => {
      for (let i = 0; i < n; i++)
        showHost.show({ $display: () => ({ "text/plain": "." }) }, { series: { name: "dots", more: left => [left] } });
    };
    show(12);
    await settled();
    assert.deepEqual(texts(outputs).splice(0), [...Array(10).fill("."), "[ 2 ]"]);
    for (let click = 0; click < 3; click++) {
      outputs.length = 0;
      show(11);
      await new Promise(setImmediate);
      assert.deepEqual(texts(outputs), [...Array(10).fill("."), "[ 1 ]"]);
    }
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

  it("says so where something shown later cannot be sent, and goes on", async () => {
    const outputs: Output[] = [];
    const emit = (output: Output) => {
      if (texts([output])[0] === "too long") throw new RangeError("Invalid string length");
      outputs.push(output);
    };
    const { names, settled } = createNames({ emit, ask: () => "" });
    names.display(later(1, "too long"));
    await assert.rejects(settled(), /Invalid string length/);
    names.display(later(5, "second"));
    names.display("third");
    await settled();
    assert.deepEqual(texts(outputs), ["second", "'third'"]);
  });

  it("takes metadata as JSON can say it", () => {
    const { outputs, names } = collect();
    const metadata = { "text/plain": { sizes: new Set([1]), big: 2n } };
    names.display(1, { metadata: metadata as never });
    assert.deepEqual(outputs[0]?.type === "display" && outputs[0].metadata, { "text/plain": { sizes: [1], big: "2" } });
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
      '<table><thead><tr><th scope="col" style="text-align: left">layer</th><th scope="col">params</th><th scope="col">extra</th></tr></thead><tbody>' +
        '<tr><td style="text-align: left">&#60;rnn&#62;</td><td>2016</td><td></td></tr><tr><td style="text-align: left">dense</td><td></td><td>true</td></tr></tbody></table>',
    );
    assert.equal(
      shown.data["text/plain"],
      "layer  params  extra\n─────  ──────  ─────\n<rnn>    2016\ndense           true",
    );
  });

  it("sets numbers to the right, also written ones, with their points below each other", () => {
    const { outputs, names } = collect();
    names.display.table([
      { kept: "1,024,000", chance: 0.1, id: "7b" },
      { kept: "20,480", chance: 0.0005, id: "12" },
      { kept: "512", chance: 2, id: "3" },
    ]);
    const shown = outputs[0];
    assert.ok(shown?.type === "display");
    assert.deepEqual(String(shown.data["text/plain"]).split("\n"), [
      "     kept  chance  id",
      "─────────  ──────  ──",
      "1,024,000  0.1     7b",
      "   20,480  0.0005  12",
      "      512  2       3",
    ]);
    const cells = [...String(shown.data["text/html"]).matchAll(/<td([^>]*)>([^<]*)/g)].map(([, side, text]) => [
      side,
      text,
    ]);
    const toLeft = ' style="text-align: left"';
    assert.deepEqual(cells.slice(0, 3), [["", "1,024,000"], ["", "0.1\u2007\u2007\u2007"], [toLeft, "7b"]]); // biome-ignore format: a line
    assert.deepEqual(cells[7], ["", "2\u2008\u2007\u2007\u2007\u2007"]);
  });

  it("says who got what it cannot show", () => {
    const { names } = collect();
    const any = (value: unknown) => value as never;
    assert.throws(
      () => names.display.png(any({})),
      /^TypeError: display\.png got an object as image\/png, which holds/,
    );
    assert.throws(() => names.display.bundle({}), /^TypeError: display\.bundle got an empty object/);
    assert.throws(
      () => names.display.raw("html", 1),
      /^TypeError: display\.raw got the key "html", which is no MIME type$/,
    );
    assert.throws(() => names.display.table(any(5)), /^TypeError: display\.table expects rows, .*, but got 5$/);
  });

  it("shows rows that are no objects in a column of their own", () => {
    const { outputs, names } = collect();
    names.display.table([1, null, "x"] as never);
    assert.deepEqual(texts(outputs), ["value\n─────\n1\nnull\nx"]);
  });

  it("gives a table its caption, in text too", () => {
    const { outputs, names } = collect();
    names.display.table([{ a: 1 }], { caption: "loss < 1", id: "t" });
    const shown = outputs[0];
    assert.ok(shown?.type === "display");
    assert.match(String(shown.data["text/html"]), /^<table><caption>loss &#60; 1<\/caption><thead>/);
    assert.deepEqual([shown.data["text/plain"], shown.displayId], ["loss < 1\na\n─\n1", "t"]);
  });

  it("shows content of any MIME type", () => {
    const { outputs, names } = collect();
    names.display.raw("text/x-mine", "mine");
    names.display.raw("image/webp", new Uint8Array([1, 2, 3]));
    names.display.raw("application/x+json", { a: [1] });
    assert.deepEqual(
      outputs.map(output => output.type === "display" && output.data),
      [{ "text/x-mine": "mine" }, { "image/webp": "AQID" }, { "application/x+json": { a: [1] } }],
    );
  });

  it("gives a text to the pager as it stands, a value as it shows itself, within bounds", async () => {
    const { outputs, names, settled } = collect();
    names.display.page("a\nb");
    names.display.page(["a"]);
    names.display.page(later(1, "in time"));
    names.display.page(undefined);
    names.display.page(Array.from({ length: 10_000 }, () => ({ long: "x".repeat(5_000) })));
    await settled();
    const pages = outputs.map(output => (output.type === "page" ? String(output.data["text/plain"]) : output.type));
    assert.deepEqual(pages.slice(0, 4), ["a\nb", "[ 'a' ]", "in time", "undefined"]);
    assert.ok(pages[4]!.length > 50_000 && pages[4]!.length < 101_000);
  });

  it("takes no more names from the student than these", () => {
    assert.deepEqual(Object.keys(collect().names), ["display", "prompt", "confirm", "widgets", "comms"]);
  });

  it("has every function of tslab's display", () => {
    const types = readFileSync(createRequire(import.meta.url).resolve("tslab/dist/public.d.ts"), "utf8");
    const [, members] = /export interface Display \{([^}]*)\}/.exec(types)!;
    const theirs = [...members!.matchAll(/^\s+(\w+)\(/gm)].map(([, name]) => name!);
    assert.ok(theirs.includes("html") && theirs.length > 8);
    const ours: Partial<Record<string, unknown>> = { ...collect().names.display };
    for (const name of theirs) assert.equal(typeof ours[name], "function", name);
  });
});
