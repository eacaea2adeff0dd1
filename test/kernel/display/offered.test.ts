// Values of other libraries, by what they offer: look-alikes of those that were tried, each named.
import assert from "node:assert/strict";
import { present } from "../../../kernel/display/present.ts";
import { describeTemporal } from "../../../kernel/display/temporal.ts";

const shown = (value: unknown) => (present(value) as { data: { [mimeType: string]: unknown } }).data;
const text = (value: unknown) => String(shown(value)["text/plain"]);

/** An element of jsdom's, or of a page. */
const element = (localName: string, outerHTML: string, attributes: { [name: string]: string } = {}) => ({
  nodeType: 1,
  localName,
  outerHTML,
  getAttribute: (name: string) => attributes[name] ?? null,
});
const svg = element("svg", '<svg width="20"><text>2.0</text></svg>', { width: "20", "aria-label": "a line" });

/** A tensor of tfjs. */
class Tensor {
  shape = [2, 2];
  dtype = "float32";
  dataSync() {}
  toString() {
    return "Tensor\n    [[1, 2],\n     [3, 4]]";
  }
}

/** A table of Apache Arrow. */
const arrow = (numRows: number) => ({
  schema: { fields: [{ name: "x" }, { name: "y" }] },
  numRows,
  *[Symbol.iterator]() {
    for (let x = 0; x < numRows; x++) yield { x, y: `<${x}>`, hidden: 1 };
  },
});

/** A table of arquero. */
const arquero = {
  toHTML: () => "<table><tr><td>&lt;b&gt;</td></tr></table>",
  *[Symbol.iterator]() {
    yield { word: "<b>" };
  },
};

describe("display: what other libraries' values offer", () => {
  it("a drawing (Observable Plot, D3): its picture as XML, and what it is called", () => {
    assert.deepEqual(shown(svg), {
      "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="20"><text>2.0</text></svg>',
      "text/plain": "<svg width=20 a line>",
    });
    class XMLSerializer {
      serializeToString = () => "<svg xmlns='x'/>";
    }
    const inDocument = { ...svg, ownerDocument: { defaultView: { XMLSerializer } } };
    assert.equal(shown(inDocument)["image/svg+xml"], "<svg xmlns='x'/>");
  });

  it("an element (a figure with a title): itself, and its words without those of its drawing", () => {
    const html =
      "<figure><h2>Loss &amp; time</h2><style>a { b }</style><svg><text>2.0</text></svg><p>by epoch</p></figure>";
    assert.deepEqual(shown(element("figure", html)), { "text/html": html, "text/plain": "Loss & time\nby epoch" });
    assert.equal(text(element("canvas", "<canvas></canvas>")), "<canvas>");
  });

  it("a tensor (tfjs): shape, kind and numbers", () => {
    assert.equal(text(new Tensor()), "Tensor [2, 2] float32\n[[1, 2],\n [3, 4]]");
  });

  it("a table (Apache Arrow): its columns and first rows", () => {
    assert.equal(text(arrow(2)), "2 rows, 2 columns\nx  y\n─  ───\n0  <0>\n1  <1>");
    assert.match(
      String(shown(arrow(2))["text/html"]),
      /<caption>2 rows, 2 columns<\/caption>.*<td style="text-align: left">&#60;0&#62;<\/td>/,
    );
    assert.match(text(arrow(1000)), /^1000 rows, 2 columns, the first 100 shown\n/);
    assert.equal(text(arrow(1000)).split("\n").length, 103);
  });

  it("what writes itself as HTML (arquero): that, and its rows as text", () => {
    assert.deepEqual(shown(arquero), { "text/html": arquero.toHTML(), "text/plain": "word\n────\n<b>" });
    assert.equal(text({ toHTML: () => "<p>a</p><p>b</p>" }), "a\nb");
  });

  it("dates and times of Temporal, alone and inside", function () {
    if (!("Temporal" in globalThis)) this.skip();
    describeTemporal();
    const { PlainDate } = (globalThis as unknown as { Temporal: { PlainDate: { from(text: string): object } } })
      .Temporal;
    const date = PlainDate.from("2026-11-28");
    assert.equal(text(date), "Temporal.PlainDate 2026-11-28");
    assert.match(text(new Map([["due", [date]]])), /'due' => \[ Temporal\.PlainDate 2026-11-28 \]/);
  });

  it("lists and objects of them: drawn one below the other, and readable where others stand between", () => {
    const list = shown([svg, svg]);
    assert.match(String(list["text/html"]), /^<div><svg xmlns.*<\/div><div><svg.*<\/div>$/);
    assert.equal(list["text/plain"], "[<svg width=20 a line>,\n <svg width=20 a line>]");
    assert.match(String(shown({ "<a>": svg })["text/html"]), /^<dl><dt>&#60;a&#62;<\/dt><dd><svg/);
    assert.match(
      text({ of: new Tensor(), in: [new Tensor(), "word"] }),
      /^\{\n {2}of: Tensor \[2, 2\] float32\n[\s\S]*in: \[\n[\s\S]*'word'/,
    );
  });

  it("collections of a document: what D3 has selected, lists of nodes, fragments; maps and sets", () => {
    const selection = (...nodes: object[]) =>
      Object.assign(Object.create({}), { node: () => nodes[0], nodes: () => nodes });
    assert.match(String(shown(selection(svg))["image/svg+xml"]), /^<svg xmlns/);
    assert.equal(text(selection(svg, svg)), "[<svg width=20 a line>,\n <svg width=20 a line>]");
    const word = element("p", "<p>word</p>");
    const list = Object.assign(Object.create({ item: () => word }), {
      length: 1,
      [Symbol.iterator]: () => [word].values(),
    });
    assert.equal(text(list), "[word]");
    const fragment = Object.assign(Object.create({}), { nodeType: 11, children: [word] });
    assert.deepEqual(shown(fragment), { "text/plain": "[word]", "text/html": "<div><p>word</p></div>" });
    assert.deepEqual(shown(new Map([["<a>", word]])), {
      "text/plain": "Map(1) { <a>: word }",
      "text/html": "<dl><dt>&#60;a&#62;</dt><dd><p>word</p></dd></dl>",
    });
    assert.equal(text(new Set([word])), "Set(1) [word]");
    assert.match(text(new Map([["a", 1]])), /^Map\(1\) \{ 'a' => 1 \}$/);
  });

  it("a data frame by its columns and rows, a column of Arrow's by its values", () => {
    class Frame {
      columns = ["a", "b"];
      values = [[1, "<x>"]];
    }
    assert.equal(text(new Frame()), "1 row, 2 columns\na  b\n─  ───\n1  <x>");
    const vector = Object.assign(Object.create({ toArray() {} }), { length: 200, nullCount: 0 });
    vector[Symbol.toStringTag] = "Vector<Int32>";
    vector[Symbol.iterator] = () => Array.from({ length: 200 }, (_, i) => i).values();
    assert.match(text(vector), /^Vector<Int32> \[\s+0, +1,[\s\S]*99\s+\] … 100 more$/);
  });

  it("what only looks like one, or throws, is inspected as ever", () => {
    assert.equal(text({ nodeType: 1 }), "{ nodeType: 1 }");
    assert.equal(text({ toHTML: () => 3 }).startsWith("{ toHTML:"), true);
    const broken = { toHTML: () => { throw new Error("mine"); } }; // biome-ignore format: short
    assert.match(text(broken), /^\{ toHTML: \[Function/);
    assert.match(text({ get toHTML() { throw new Error("mine"); } }), /toHTML: \[Getter\]/); // biome-ignore format: short
    let asked = 0;
    text({ deep: { get value() { asked++; return 1; } } }); // biome-ignore format: short
    assert.equal(asked, 0, "no getter is asked for what stands inside");
  });

  it("a promise that is still pending: what to do", () => {
    assert.match(text(new Promise(() => {})), /^Promise \{ <pending> \}\nThis is still running: put await before it/);
    assert.equal(text(Promise.resolve(3)), "Promise { 3 }");
  });
});
