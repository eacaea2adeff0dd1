// What the extension of figures takes out of an output, and which Plotly it asks for. It is tried in a real page by the lesson.
import assert from "node:assert/strict";
import { drawingOf, pictureOf, wordsOf } from "../../binder/lab-extensions/unrolled-pictures/static/content.mjs";
import { libraryFor } from "../../binder/lab-extensions/unrolled-pictures/static/library.mjs";

/** Parsed HTML that holds one image. */
const html = (attributes: { [name: string]: string }) => ({
  querySelector: () => ({ getAttribute: (name: string) => attributes[name] ?? null }),
});

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
    assert.deepEqual(drawing, { data: [{ y: [1, 2] }], layout: {}, config: { displaylogo: false, staticPlot: true } });
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

  it("are drawn by the small Plotly where it knows all traces, else by the whole one", () => {
    assert.equal(libraryFor([{}, { type: "bar" }, { type: "heatmap" }, { type: "contour" }]), "small");
    assert.equal(libraryFor([{ type: "bar" }, { type: "surface" }]), "whole");
  });
});
