// Where things stand in the picture, against places worked out by hand.
import assert from "node:assert/strict";
import { bar, Figure, heatMap, line, scatter } from "../../../src/plot/index.ts";
import { attributes, shown } from "./shown.ts";

/** A frame of 400 × 200 pixels whose upper left corner is at (50, 30). */
const frame = { width: 470, height: 270, margin: { l: 50, r: 20, t: 30, b: 40 } };

function inFrame(figure: Figure, ranges: { x?: [number, number]; y?: [number, number] } = {}): Figure {
  const { xaxis, yaxis, ...rest } = figure.layout;
  const layout = { ...rest, ...frame, xaxis: { ...xaxis, ...(ranges.x && { range: ranges.x }) } };
  return new Figure({
    data: figure.data,
    layout: { ...layout, yaxis: { ...yaxis, ...(ranges.y && { range: ranges.y }) } },
  });
}

describe("plot: where things stand in the picture", () => {
  it("a line goes through its points", () => {
    const { svg } = shown(inFrame(line([3, 1, 2], { marks: false }), { x: [0, 2], y: [0, 4] }));
    // x: 50 + 400 · i/2; y: 230 − 200 · v/4
    assert.ok(svg.includes('d="M50,80L250,180L450,130"'), svg);
  });

  it("a long line goes through its points, each written by its distance from the one before", () => {
    const zigzag = Array.from({ length: 101 }, (_, i) => (i % 3) + (i === 100 ? 1e30 : 0));
    const { svg } = shown(inFrame(line(zigzag, { marks: false }), { x: [0, 100], y: [0, 4] }));
    const [, d = ""] = /<path d="([^"]*)" fill="none" stroke="#0072B2"/.exec(svg) ?? [];
    const numbers = [...d.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(Number);
    assert.match(d, /^M50 230l4-50 4-50 4 100 4-50/); // x: 4 pixels a step; y: 50 pixels a unit
    let [x, y] = [0, 0];
    for (let i = 0; i < numbers.length; i += 2) {
      [x, y] = [x + numbers[i]!, y + numbers[i + 1]!];
      // What is far away stays near enough to be drawn.
      const wanted = i === 200 ? -1e5 : 230 - 50 * ((i / 2) % 3);
      assert.ok(Math.abs(x - (50 + 2 * i)) < 0.01 && Math.abs(y - wanted) < 0.01, `${i}: ${x}, ${y}`);
    }
    assert.equal(numbers.length, 202);
  });

  it("a logarithmic axis divides decades evenly", () => {
    const { svg } = shown(inFrame(line([1, 10, 100], { log: "y", marks: false }), { x: [0, 2], y: [0, 2] }));
    assert.ok(svg.includes('d="M50,230L250,130L450,30"'), svg);
  });

  it("marks stand at their points", () => {
    const figure = scatter([
      [1, 1],
      [3, 2],
    ]);
    const { svg } = shown(inFrame(figure, { x: [0, 4], y: [0, 4] }));
    assert.deepEqual(attributes(svg, "use", "x"), ["150", "350"]);
    assert.deepEqual(attributes(svg, "use", "y"), ["180", "130"]);
  });

  it("the label of a guide goes where no data are", () => {
    const labelOf = (...points: number[][]) => {
      const rows = points.map(([x, y]) => ({ x: x!, y: y! }));
      const figure = line(rows, { x: "x", y: "y", guides: [{ y: 2, label: "chance" }] });
      return shown(inFrame(figure, { x: [0, 1], y: [0, 4] })).plotly.layout.annotations[0];
    };
    // 2.2 is 10 pixels above the guide: in the middle of the letters. 0.97 is 12 pixels from the right end, 0.03 from the left one.
    const places = {
      "above, right": labelOf([0, 0], [1, 0]),
      "below, right": labelOf([0, 4], [1, 2.2]),
      "above, left": labelOf([0.97, 0], [0.97, 4]),
      "below, left": labelOf([0.97, 0], [0.97, 4], [0.03, 4], [0.03, 2.2]),
    };
    for (const [place, { yanchor, xanchor }] of Object.entries(places))
      assert.equal(`${yanchor === "bottom" ? "above" : "below"}, ${xanchor}`, place);
    const upright = (points: number[][]) =>
      shown(inFrame(scatter(points, { guides: [{ x: 2, label: "chance" }] }), { x: [0, 4], y: [0, 4] })).plotly.layout
        .annotations[0];
    assert.equal(upright([[0, 0]]).xanchor, "left");
    assert.equal(upright([[2.2, 3.9]]).xanchor, "right");
    // Lines run through all places, and at both ends stand marks: between them least is covered.
    assert.equal(labelOf([0, 2.2], [1, 2.2], [1, 1.8], [0, 1.8]).xanchor, "center");
  });

  it("bars of two series share the room of a category and stand on zero", () => {
    const { svg } = shown(inFrame(bar({ a: [1, 2], b: [-1, 4] }, { x: ["p", "q"], legend: false }), { y: [-2, 4] }));
    // A category has 200 pixels, its bars 160, each bar 80. Zero is at 230 − 200 · 2/6 = 163.3.
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="80" height="([\d.]+)"\/>/g)];
    assert.deepEqual(
      bars.map(([, x, y, height]) => [x, y, height]),
      [
        ["70", "130", "33.3"],
        ["270", "96.7", "66.7"],
        ["150", "163.3", "33.3"],
        ["350", "30", "133.3"],
      ],
    );
  });

  it("the first row of a heat map is at the top", () => {
    const { svg } = shown(inFrame(heatMap([[0, 1]], { colors: "greys" })));
    assert.match(svg, /<rect x="50" y="30" width="200.3" height="200.3" fill="#ffffff"\/>/);
    assert.match(svg, /<rect x="250" y="30" width="200.3" height="200.3" fill="#000000"\/>/);
  });

  it("a signed scale is white at zero", () => {
    const { svg, plotly } = shown(inFrame(heatMap([[-1, 0, 4]])));
    assert.deepEqual([plotly.data[0].zmin, plotly.data[0].zmax], [-4, 4]);
    assert.match(svg, /<rect x="183.3" y="30" width="133.6" height="200.3" fill="#f7f7f7"\/>/);
  });
});

describe("plot: what is said and kept", () => {
  it("the alt text tells title, axes, ranges and trend", () => {
    const { alt } = shown(line([3, 1, 2], { title: "Loss", x: "epoch", y: "loss" }));
    assert.equal(
      alt,
      "Loss. Across: epoch, 0 to 2. Up: loss, 1 to 3. 3 points, from 3 to 2, falls to 1 at 1, then rises.",
    );
  });

  it("the alt text takes rounding for no change, and no zero for negative", () => {
    assert.match(shown(line([4, 4 + 1e-12, 4 - 1e-12], { log: "y" })).alt, /3 points, constant at 4\.$/);
    assert.match(shown(line([-0, -0.3])).alt, /2 points, from 0 to −0\.3, falls/);
    // A small change of large numbers is one.
    assert.match(shown(line([4000, 4001])).alt, /from 4,000 to 4,001, rises/);
  });

  it("what has no place is said", () => {
    const { alt } = shown(line([1, Number.NaN, 3, 0, -2, Number.POSITIVE_INFINITY, 4, 5], { log: "y" }));
    assert.match(alt, /4 of 8 are not drawn \(2 not above 0, 1 NaN, 1 infinite\)/);
  });

  it("the data is copied", () => {
    const loss = [3, 1, 2];
    const figure = line(loss);
    loss.push(100);
    assert.deepEqual(figure.data[0], { ...figure.data[0]!, y: [3, 1, 2] });
  });

  it("a gradient of 1e-50 is kept", () => {
    const { plotly } = shown(line(Array.from({ length: 20 }, (_, i) => 10 ** (-50 - i))));
    const { dtype, bdata } = plotly.data[0].y;
    assert.equal(dtype, "f8");
    assert.equal(new Float64Array(Uint8Array.from(Buffer.from(bdata, "base64")).buffer)[0], 1e-50);
  });

  it("hostile words are only words", () => {
    const words = `"><script>alert(1)</script>&\u0000\ud800'`;
    const { svg, html } = shown(line({ [words]: [1, 2], b: [2, 1] }, { title: words, xLabel: words, yLabel: words }));
    for (const text of [svg, html]) {
      assert.ok(!text.includes("<script"), text);
      assert.ok(!text.includes("\u0000"));
    }
  });

  it("refuses what cannot be drawn, with advice", () => {
    const rows = [
      { step: 1, loss: 2 },
      { step: 2, loss: 1 },
    ];
    assert.throws(() => line(rows, { x: "step", y: "los" }), /finds no column "los"; .*did you mean loss\?/);
    assert.throws(() => line(rows, { x: "step", y: "loss", colour: "red" } as never), /colour/);
    assert.throws(() => line(Promise.resolve([1])), /put await before/);
    assert.throws(() => line((function* () {})()), /make a list of it/);
    assert.throws(() => line((async function* () {})()), /for await/);
    assert.throws(() => heatMap([[1, 2], [3]]), /row 1 of rows is an array of 1 where the first has 2/);
  });
});
