// What the extension of figures takes out of an output, and which Plotly it asks for. It is tried in a real page by the lesson.
import assert from "node:assert/strict";
import { drawingOf, pictureOf, wordsOf } from "../../binder/lab-extensions/unrolled-pictures/static/content.mjs";
import { libraryFor } from "../../binder/lab-extensions/unrolled-pictures/static/library.mjs";
import { makeReadable, spoken } from "../../binder/lab-extensions/unrolled-pictures/static/readable.mjs";

/** Parsed HTML that holds one image. */
const html = (attributes: { [name: string]: string }) => ({
  querySelector: () => ({ getAttribute: (name: string) => attributes[name] ?? null }),
});

const buttonsOf = (config: { modeBarButtonsToRemove?: string[] } = {}) => config.modeBarButtonsToRemove;

describe("figures in JupyterLab", () => {
  it("show a picture only where its address holds its own data", () => {
    const src = "data:image/svg+xml;base64,PHN2Zy8+";
    assert.deepEqual(pictureOf(html({ src, alt: "Loss", width: "700" })), {
      src,
      alt: "Loss",
      width: "700",
      height: null,
    });
    for (const other of ["https://example.org/a.png", "javascript:alert(1)", "data:text/html,x", ""])
      assert.equal(pictureOf(html({ src: other })), undefined);
    assert.equal(pictureOf({ querySelector: () => null }), undefined);
  });

  it("have the words of the figure, or those of its text", () => {
    assert.equal(wordsOf({ layout: { meta: { alt: "Loss falls." } } }, "text"), "Loss falls.");
    assert.equal(wordsOf({}, ["a", "b"]), "ab");
    assert.equal(wordsOf(undefined, undefined), "figure");
  });

  it("are copied for Plotly, without settings that name servers", () => {
    const figure = {
      data: [{ y: [1, 2] }],
      layout: {},
      config: { plotlyServerURL: "https://example.org", staticPlot: true },
    };
    const drawing = drawingOf(figure, false);
    const shown = { displaylogo: false, modeBarButtonsToRemove: buttonsOf(drawing?.config) };
    assert.deepEqual(shown.modeBarButtonsToRemove?.length, 5);
    assert.deepEqual(drawing, { data: [{ y: [1, 2] }], layout: {}, config: { ...shown, staticPlot: true } });
    assert.notEqual(drawing?.data[0], figure.data[0]);
    for (const none of [undefined, {}, { data: "x" }, { data: [3] }, { data: [], layout: 1 }])
      assert.equal(drawingOf(none, true), undefined);
  });

  it("turn to no other machine where the notebook is not trusted", () => {
    const images = [{ source: "https://example.org/x.png" }, { source: "data:image/png;base64,AA" }];
    assert.deepEqual(drawingOf({ data: [], layout: { images } }, false)?.layout, { images: images.slice(1) });
    assert.equal(drawingOf({ data: [{ type: "scattergeo" }] }, false), undefined);
    assert.ok(drawingOf({ data: [{ type: "scattergeo" }] }, true));
  });

  it("and sliders say their value in words that can be heard", () => {
    assert.deepEqual(["0.8499999999999999", "0.30000000000000004", "7", "-1.75", "", "1,200"].map(spoken), [
      ...["0.85", "0.3", "7", "-1.75"],
      ...["", "1,200"],
    ]);
  });

  it("where a slider appears, and where it moves", () => {
    const slider = (value: string) => {
      const attributes = new Map([["aria-valuetext", value]]);
      return {
        getAttribute: (name: string) => attributes.get(name) ?? null,
        setAttribute: attributes.set.bind(attributes),
      };
    };
    const heard: { [event: string]: (event: { target: object }) => void } = {};
    let changed: (changes: { target: object }[]) => void = () => {};
    const page = {
      head: { append: () => {} },
      body: {},
      createElement: () => ({}),
      addEventListener: (type: string, listener: (event: { target: object }) => void) => (heard[type] = listener),
    };
    class Watching {
      constructor(seen: typeof changed) {
        changed = seen;
      }
      observe() {}
    }
    makeReadable(page as never, Watching as never);
    const [first, second] = [slider("0.8499999999999999"), slider("0.30000000000000004")];
    heard.animationstart!({ target: first });
    changed([{ target: second }]);
    assert.deepEqual(
      [first, second].map(one => one.getAttribute("aria-valuetext")),
      ["0.85", "0.3"],
    );
  });

  it("are drawn by the small Plotly where it knows all traces, else by the whole one", () => {
    assert.equal(libraryFor([{}, { type: "bar" }, { type: "heatmap" }, { type: "contour" }]), "small");
    assert.equal(libraryFor([{ type: "bar" }, { type: "surface" }]), "whole");
  });
});
