// How an outcome looks: for a screen reader, and on a light and a dark page.
import assert from "node:assert/strict";
import { Outcome } from "../../../src/checking/index.ts";
import { edgeColors, outcomeHtml } from "../../../src/checking/outcome-html.ts";

/** WCAG 2.2's relative luminance of "#rrggbb". */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const outcome = (fields: Partial<ConstructorParameters<typeof Outcome>[0]>) =>
  new Outcome({ question: "demo/q1", status: "incorrect", credit: 0, message: "why.", ...fields });

describe("an outcome on a page", () => {
  it("has an edge that is seen on JupyterLab's light and dark pages", () => {
    // WCAG's own example: mid gray on white.
    assert.ok(Math.abs(contrast("#767676", "#ffffff") - 4.54) < 0.01);
    for (const color of edgeColors)
      for (const page of ["#ffffff", "#111111"]) {
        const found = contrast(color, page);
        assert.ok(found >= 3, `${color} on ${page}: ${found.toFixed(2)}`);
      }
  });

  it("says how many parts are right, where it is made of parts", () => {
    assert.equal(String(outcome({ credit: 2 / 3, parts: 3 })), "◐ partly right (2 of 3): why.");
    assert.equal(String(outcome({ credit: 2 / 3 })), "◐ partly right (67 %): why.");
    assert.equal(String(outcome({ credit: 0.5, parts: 3 })), "◐ partly right (50 %): why.");
  });

  it("names the question and says its verdict in words, and keeps the mark from a screen reader", () => {
    assert.equal(
      outcomeHtml(outcome({ credit: 0.5, parts: 2, question: "<b>" })),
      '<div role="status" style="border-left: 4px solid #9a6700; padding-left: 8px">' +
        '<strong><span aria-hidden="true">◐ </span>partly right (1 of 2)</strong> · &#60;b&#62;<p>why.</p></div>',
    );
  });
});
