// A Plotly figure where nothing draws it: its numbers, readable and safe; and what is no figure. (With pictures: test/src/plot.)
import assert from "node:assert/strict";
import { toPlotly } from "../../../kernel/display/plotly.ts";
import type { Presentation } from "../../../kernel/protocol/mime.ts";

const key = Symbol.for("Unrolled.picture");

describe("display.plotly", () => {
  /** What a toolkit of another suite offers in this process. */
  let offered: PropertyDescriptor | undefined;
  before(() => {
    offered = Object.getOwnPropertyDescriptor(globalThis, key);
    Reflect.deleteProperty(globalThis, key);
  });
  after(() => {
    Reflect.deleteProperty(globalThis, key);
    if (offered) Object.defineProperty(globalThis, key, offered);
  });
  const shown = (figure: object) => (toPlotly(figure) as Presentation).data;

  it("is a whole bundle: the figure, tables, text", () => {
    const data = shown({ data: [{ y: [1, 2] }] });
    assert.deepEqual(data["application/vnd.plotly.v1+json"], { data: [{ y: [1, 2] }] });
    assert.equal(data["text/plain"], "Figure: 1 trace\n\ntrace 1 (scatter), 2 points\ny\n─\n1\n2");
    assert.match(
      String(data["text/html"]),
      /^<figure><figcaption>Figure: 1 trace<\/figcaption><table><caption>trace 1/,
    );
  });

  it("names figure and traces, and escapes what they hold", () => {
    const data = shown({
      data: [{ name: "<loss>", type: "bar", x: ["<a>"], y: new Float32Array([0.5]) }],
      layout: { title: { text: "<T>" } },
    });
    assert.equal(data["text/plain"], "Figure “<T>”: 1 trace\n\n<loss> (bar), 1 point\nx      y\n───  ───\n<a>  0.5");
    assert.doesNotMatch(String(data["text/html"]), /<(?:loss|a|T)>/);
  });

  it("shows the first points of many, and of a heat map the first numbers of its rows", () => {
    const y = Array.from({ length: 5000 }, (_, i) => i);
    const many = String(shown({ data: [{ y }] })["text/plain"]);
    assert.match(many, /5000 points, the first 20 shown/);
    assert.equal(many.split("\n").length, 25);
    const heat = String(shown({ data: [{ type: "heatmap", z: [[1, 2], y] }] })["text/plain"]);
    assert.match(heat, /\n1, 2\n0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 4990 more$/);
  });

  it("says why there is no picture where drawing fails, and shows the numbers", () => {
    Object.defineProperty(globalThis, key, {
      value: () => {
        throw new Error("no ink");
      },
      configurable: true,
    });
    try {
      const text = String(shown({ data: [{ y: [1] }] })["text/plain"]);
      assert.match(text, /There is no picture of it: drawing failed with Error: no ink\./);
      assert.match(text, /trace 1 \(scatter\), 1 point/);
    } finally {
      Reflect.deleteProperty(globalThis, key);
    }
  });

  it("refuses what is no figure, with what to write", () => {
    const cases: [given: unknown, message: RegExp][] = [
      ['{"data":[]}', /^display\.plotly expects a figure, .* but got text; .*JSON\.parse\(text\)/],
      [[{ y: [1] }], /got a list; .*display\.plotly\(\{ data: traces \}\)$/],
      [{ y: [1] }, /got a trace; .*display\.plotly\(\{ data: \[trace\] \}\)$/],
      [{}, /got an object without data$/],
      [undefined, /got undefined$/],
      [{ data: 3 }, /got data: 3$/],
      [{ data: [{ y: [1] }, 3] }, /each trace as an object, .* but data\[1\] is 3$/],
      [{ data: [], layout: "wide" }, /layout as an object, .* but got 'wide'$/],
    ];
    for (const [given, message] of cases) assert.throws(() => toPlotly(given), { name: "TypeError", message });
  });

  it("shows a figure that shows itself as it does", () => {
    const own = { data: [], [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "a loss" }) };
    assert.deepEqual(shown(own), { "text/plain": "a loss" });
  });
});
