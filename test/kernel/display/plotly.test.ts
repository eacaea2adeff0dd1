// A Plotly figure where nothing draws it: its numbers, readable and safe.
import assert from "node:assert/strict";
import { toPlotly } from "../../../kernel/display/plotly.ts";

describe("display.plotly", () => {
  it("is a whole bundle: the figure, tables, text", () => {
    const { data } = toPlotly({ data: [{ y: [1, 2] }] });
    assert.deepEqual(data["application/vnd.plotly.v1+json"], { data: [{ y: [1, 2] }] });
    assert.equal(data["text/plain"], "Figure: 1 trace\n\ntrace 1 (scatter), 2 points\ny\n─\n1\n2");
    assert.match(
      String(data["text/html"]),
      /^<figure><figcaption>Figure: 1 trace<\/figcaption><table><caption>trace 1/,
    );
  });

  it("names figure and traces, and escapes what they hold", () => {
    const { data } = toPlotly({
      data: [{ name: "<loss>", type: "bar", x: ["<a>"], y: new Float32Array([0.5]) }],
      layout: { title: { text: "<T>" } },
    });
    assert.equal(data["text/plain"], "Figure “<T>”: 1 trace\n\n<loss> (bar), 1 point\nx    y\n───  ───\n<a>  0.5");
    assert.doesNotMatch(String(data["text/html"]), /<(?:loss|a|T)>/);
  });

  it("shows the first points of many, and of a heat map the first numbers of its rows", () => {
    const y = Array.from({ length: 5000 }, (_, i) => i);
    const many = String(toPlotly({ data: [{ y }] }).data["text/plain"]);
    assert.match(many, /5000 points, the first 20 shown/);
    assert.equal(many.split("\n").length, 25);
    const heat = String(toPlotly({ data: [{ type: "heatmap", z: [[1, 2], y] }] }).data["text/plain"]);
    assert.match(heat, /\n1, 2\n0, 1, 2, 3, 4, 5, 6, 7, 8, 9, … 4990 more$/);
  });

  it("takes what is no figure", () => {
    for (const figure of [{}, { data: 3 }, { data: [3, null, { y: "text" }] }, { data: [], layout: { title: 3 } }])
      assert.match(String(toPlotly(figure).data["text/plain"]), /^Figure: \d traces?/);
  });
});
