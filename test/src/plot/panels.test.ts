// Figures of several panels, and surfaces seen from above.
import assert from "node:assert/strict";
import { bar, contour, Figure, grid, heatMap, line, scatter, strip } from "../../../src/plot/index.ts";
import { attributes, shown } from "./shown.ts";

describe("plot: contour", () => {
  it("has levels at round numbers, and each where the height is reached", () => {
    // The height is 5 · x, so the level 4 stands at x = 0.8 and so on.
    const made = contour(
      [
        [0, 5, 10],
        [0, 5, 10],
        [0, 5, 10],
      ],
      { levels: 5 },
    );
    assert.deepEqual((made.data[0] as { contours: object }).contours, { start: 2, end: 8, size: 2 });
    const layout = { width: 470, height: 270, margin: { l: 50, r: 20, t: 30, b: 40 } };
    const { svg, plotly } = shown(new Figure({ data: made.data, layout: { ...made.layout, ...layout } }));
    assert.deepEqual(plotly.layout.xaxis.range, [0, 2]);
    const leftEdges = attributes(svg, "path", "d")
      .filter(d => d.endsWith("Z"))
      .map(d => Math.min(...[...d.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x))));
    // 50 + 400 · (level / 5) / 2
    assert.deepEqual(leftEdges, [130, 210, 290, 370]);
  });

  it("tells the least and the greatest height, and from where to where the path goes", () => {
    const { alt } = shown(
      contour(
        [
          [3, 1],
          [2, 4],
        ],
        {
          x: [10, 20],
          y: [0, 5],
          xLabel: "w",
          label: "loss",
          path: [
            [10, 0],
            [20, 0],
          ],
        },
      ),
    );
    assert.match(alt, /loss from 1 at \(20, 0\) to 4 at \(20, 5\)\. path: 2 points, from \(10, 0\) to \(20, 0\)\.$/);
  });

  it("tells a path of one point as a point", () => {
    const { alt } = shown(
      contour(
        [
          [3, 1],
          [2, 4],
        ],
        { path: [[1, 0]] },
      ),
    );
    assert.match(alt, /path: at \(1, 0\)\.$/);
  });

  it("refuses places that do not rise", () => {
    const rows = [
      [1, 2],
      [3, 4],
    ];
    assert.throws(() => contour(rows, { x: [2, 1] }), /contour expects x as numbers that rise/);
    assert.throws(() => contour([[1, 2]]), /at least two rows and two columns/);
  });
});

describe("plot: strip", () => {
  it("shows images of one size with the same colors, each pixel square", () => {
    const images = [1, 2, 3].map(k => [
      [k, 0, 0, 0],
      [0, 0, 0, 9],
    ]);
    const { svg, plotly } = shown(strip(images, { labels: ["a", "b", "c"] }));
    for (const trace of plotly.data) assert.deepEqual([trace.zmin, trace.zmax, trace.showscale], [0, 9, false]);
    const [width, height] = [attributes(svg, "rect", "width"), attributes(svg, "rect", "height")].map(all =>
      all.at(-1),
    );
    assert.ok(Math.abs(Number(width) - Number(height)) < 0.2, `${width} × ${height}`);
  });

  it("frames each image, so that white ones end somewhere", () => {
    const white = [
      [0, 0],
      [0, 0],
    ];
    const { svg, plotly } = shown(strip([white, white, white], { colors: "greys" }));
    const frames = svg.match(/<path d="M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+Z"[^>]* stroke="#9aa4ae"/g);
    assert.equal(frames?.length, 3);
    for (const axis of ["xaxis", "yaxis", "xaxis3"])
      assert.partialDeepStrictEqual(plotly.layout[axis], { visible: true, mirror: true, showline: true, showticklabels: false, ticks: "" }); // biome-ignore format: a line
  });

  it("refuses images of unequal sizes", () => {
    assert.throws(() => strip([[[1, 2]], [[1]]]), /images of one size, 1 × 2, but images\[1\] is 1 × 1/);
  });
});

describe("plot: grid", () => {
  const figures = [
    line({ a: [1, 2], b: [2, 4] }, { title: "one", x: "t", y: "v", guides: [{ y: 3, label: "three" }] }),
    line({ a: [5, 9] }, { title: "two", x: "t", y: "v" }),
  ];

  it("gives panels with the same label the same range", () => {
    const { plotly, alt } = shown(grid(figures));
    assert.deepEqual(plotly.layout.yaxis2.range, plotly.layout.yaxis.range);
    assert.ok(plotly.layout.yaxis.range[1] > 9);
    assert.match(alt, /^Panel 1 of 2, one\. .*Panel 2 of 2, two\. /);
    const { plotly: apart } = shown(grid(figures, { share: "none" }));
    assert.notDeepEqual(apart.layout.yaxis2.range, apart.layout.yaxis.range);
  });

  it("names a series once, and keeps guides in their panels", () => {
    const { plotly } = shown(grid([figures[1]!, figures[0]!]));
    assert.deepEqual(
      plotly.data.map((trace: { showlegend?: boolean }) => trace.showlegend ?? true),
      [true, false, true],
    );
    assert.deepEqual([plotly.layout.shapes[0].xref, plotly.layout.shapes[0].yref], ["x2 domain", "y2"]);
  });

  it("heat maps share one scale of colors", () => {
    const { plotly } = shown(grid([heatMap([[0, 1]]), heatMap([[0, 5]])]));
    assert.deepEqual(
      plotly.data.map(({ zmax, showscale }: { zmax: number; showscale: boolean }) => [zmax, showscale]),
      [
        [5, true],
        [5, false],
      ],
    );
  });

  it("refuses what is no figure of one panel", () => {
    assert.throws(() => grid([bar([1]), [1, 2] as never]), /expects figures, but got an array of 2 at position 1/);
    assert.throws(() => grid([scatter([[1, 2]]), grid(figures)]), /the one at position 1 has several/);
  });
});
