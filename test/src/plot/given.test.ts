// A person's own Plotly figure: what of it is drawn and where, and what is said of all else.
import assert from "node:assert/strict";
import { toPlotly } from "../../../kernel/display/plotly.ts";
import type { Presentation } from "../../../kernel/protocol/mime.ts";
import { line } from "../../../src/plot/index.ts";
import { attributes } from "./shown.ts";

function given(figure: object) {
  const { data } = toPlotly(figure) as Presentation;
  const html = String(data["text/html"]);
  const [, base64 = ""] = /src="data:image\/svg\+xml;base64,([^"]*)"/.exec(html) ?? [];
  return { html, text: String(data["text/plain"]), chart: data["application/vnd.plotly.v1+json"], svg: atob(base64) };
}

describe("plot: a person's own figure", () => {
  it("has the picture first and goes to Plotly as it was written", () => {
    const figure = { data: [{ type: "scatter", y: [3, 1, 2] }], layout: { title: { text: "Loss" }, hovermode: "x" } };
    const { html, text, chart, svg } = given(figure);
    assert.deepEqual(chart, figure);
    assert.match(html, /^<figure><img [^>]*><\/figure>$/);
    assert.match(text, /^Loss\. .* 3 points, from 3 to 2/);
    // Plotly's first color, and marks because there are few points.
    assert.match(svg, /stroke="#1f77b4"/);
    assert.equal(attributes(svg, "use", "x").length, 3);
  });

  it("of a kind that has no picture is a sentence and a table", () => {
    const { html, text } = given({ data: [{ type: "pie", labels: ["a", "b"], values: [3, 7] }] });
    assert.match(html, /^<figure><figcaption>.*<p>Only Plotly draws this figure.*trace 1 is of the kind pie.*<table>/);
    assert.match(text, /\na {12}3\nb {12}7$/);
  });

  it("shows the traces that can be drawn, and says which are not", () => {
    const traces = [
      { name: "line", y: [1, 2] },
      { name: "lying", type: "bar", orientation: "h", x: [5], y: ["k"] },
      { name: "bubbles", mode: "markers", x: [0, 1], y: [1, 2], marker: { size: [5, 50] } },
    ];
    const { html, text, svg } = given({ data: traces });
    assert.match(text, /line: 2 points/);
    assert.match(
      text,
      /Not in this picture: “lying” has bars that lie\. .*\n\nThe picture leaves out of “bubbles” the sizes of its points\./,
    );
    assert.match(html, /<\/figure><p>Not in this picture.*<table><caption>lying \(bar\), 1 point<\/caption>/);
    // Colors count all traces, as Plotly's do.
    assert.match(svg, /#2ca02c/);
    assert.doesNotMatch(svg, /#ff7f0e/);
  });

  it("has dates in their distances, and words that are numbers on an axis of numbers", () => {
    const y = [1, 2, 3];
    const frame = { width: 470, height: 270 };
    const dates = given({
      data: [{ mode: "markers", x: ["2024-01-01", "2024-01-02", "2024-01-05"], y }],
      layout: frame,
    });
    const [a, b, c] = attributes(dates.svg, "use", "x").map(Number);
    assert.ok(Math.abs((b! - a!) * 3 - (c! - b!)) < 0.5, `${a} ${b} ${c}`);
    assert.match(dates.svg, />2024-01-05</);
    const loss = given({ data: [{ x: ["2024-01-01", "2024-01-02"], y: [2, 1] }] });
    assert.match(loss.text, /from 2 to 1, falls; lowest 1 at 2024-01-02\./);
    const numbers = given({ data: [{ mode: "markers", x: ["1", "2", "5"], y }], layout: frame });
    const [d, e, f] = attributes(numbers.svg, "use", "x").map(Number);
    assert.ok(Math.abs((e! - d!) * 3 - (f! - e!)) < 0.5, `${d} ${e} ${f}`);
  });

  it("reads numbers in base64, as Python saves them, and the color axis of plotly.express", () => {
    const bdata = Buffer.from(new Float64Array([1, 2, 3, 4, 5, 6]).buffer).toString("base64");
    const { text, svg } = given({
      data: [{ type: "heatmap", z: { dtype: "f8", bdata, shape: "2, 3" }, coloraxis: "coloraxis" }],
      layout: { coloraxis: { colorscale: [[0, "#ffffff"], [1, "#000000"]], cmin: 1, cmax: 6 } }, // biome-ignore format: a line
    });
    assert.match(text, /Heat map of 2 rows and 3 columns, values from 1 to 6/);
    assert.deepEqual([...svg.matchAll(/<rect [^>]*fill="#(ffffff|000000)"/g)].map(([, color]) => color).slice(-2), ["ffffff", "000000"]); // biome-ignore format: a line
  });

  it("has the panels of a grid apart, and words without HTML", () => {
    const data = [
      { y: [1, 2], mode: "markers" },
      { y: [1, 2], mode: "markers", xaxis: "x2", yaxis: "y2" },
    ];
    const grid = { rows: 1, columns: 2, pattern: "independent" };
    const { svg } = given({ data, layout: { grid, title: "<b>Two</b>", width: 640 } });
    const xs = attributes(svg, "use", "x").map(Number);
    assert.ok(Math.max(xs[0]!, xs[1]!) < 320 && Math.min(xs[2]!, xs[3]!) > 320, `${xs}`);
    assert.match(svg, />Two</);
  });

  it("never fails because of what a trace holds", () => {
    const strange = [{}, { x: 3 }, { y: "text" }, { type: 3 }, { type: "heatmap", z: [[]] }, { type: "contour", z: [[1]] }, { y: [[1]] }, { type: "heatmap", z: [[1, 2]], x: [1, 2, 3, 4] }]; // biome-ignore format: a list
    for (const trace of strange) {
      const { html, text } = given({ data: [trace] });
      assert.match(html, /<figcaption>.*<p>Only Plotly draws this figure/, JSON.stringify(trace));
      assert.match(text, /trace 1 /);
    }
    assert.match(given({ data: [] }).text, /empty figure|Across/);
  });

  it("of ours is shown as ours", () => {
    const { chart } = given(line([1, 2])) as unknown as { chart: { layout: { paper_bgcolor?: string } } };
    assert.equal(chart.layout.paper_bgcolor, "#ffffff");
  });
});
