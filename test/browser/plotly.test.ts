// Our pictures beside Plotly's charts of the same figures, in a page: the same ranges, labels, traces, points, bars and names.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";
import { grid, line, strip } from "../../src/plot/index.ts";
import { needChromium } from "../needs.ts";
import { everyKind } from "../src/plot/every-kind.ts";
import { shown } from "../src/plot/shown.ts";
import { quiet } from "./lab.ts";

const library = createRequire(import.meta.url).resolve("plotly.js-dist/plotly.js");

/** What there is to see of a figure, read from the page alike for the picture and for the chart. */
interface Seen {
  /** For each panel the labels of x and of y, with their places in pixels. */
  labels: { text: string; at: number }[][];
  points: number;
  bars: number;
  names: string[];
  words: string[];
}

describe("pictures and Plotly's charts", () => {
  let browser: Browser;
  let page: Page;
  before(async function () {
    this.timeout(120_000);
    browser = await chromium.launch({ executablePath: needChromium(this), args: quiet });
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    await page.setContent("<!doctype html><div id='chart'></div><div id='picture'></div>");
    await page.addScriptTag({ path: library });
  });
  after(() => browser?.close());

  for (const [kind, figure] of everyKind)
    it(`show the same of ${kind}`, async () => {
      const { svg, plotly } = shown(figure);
      const [picture, chart] = (await page.evaluate(`(${lookAtBoth})(${JSON.stringify({ svg, plotly })})`)) as [
        Seen,
        Seen & { ranges: { [axis: string]: [number, number] }; traces: number },
      ];
      const { ranges, traces, ...seen } = chart;
      assert.equal(traces, figure.data.length);
      for (const [name, range] of Object.entries(ranges)) assert.deepEqual(range, plotly.layout[name].range);
      const texts = (labels: Seen["labels"]) => labels.map(axis => axis.map(({ text }) => text));
      assert.deepEqual(texts(picture.labels), texts(seen.labels));
      for (const [i, axis] of picture.labels.entries())
        for (const [j, { text, at }] of axis.entries())
          assert.ok(Math.abs(at - seen.labels[i]![j]!.at) < 1, `${text} at ${at}, not at ${seen.labels[i]![j]!.at}`);
      assert.deepEqual([picture.points, picture.bars], [seen.points, seen.bars]);
      assert.deepEqual(picture.names, seen.names);
      for (const word of seen.words) assert.ok(picture.words.includes(word), `“${word}” of ${picture.words}`);
    });

  it("keep a long title clear of Plotly's tool bar and of the panels", async () => {
    const title = "One unit's gates, word by word (z: 1 keeps, 0 takes the new word)";
    const kinds = [line([1, 2], { title }), strip([[[1]], [[2]]], { title, labels: ["a", "b"] }), grid([line([1, 2], { title: "one" })], { title })]; // biome-ignore format: a line
    for (const figure of kinds) {
      const boxes = (await page.evaluate(`(${titleAmongOthers})(${JSON.stringify(shown(figure).plotly)})`)) as Box[];
      const [words, ...others] = boxes;
      for (const other of others) assert.ok(areApart(words!, other), JSON.stringify([words, other]));
      assert.ok(others.length >= 2 && boxes.every(({ right, left }) => right > left));
    }
  });

  it("draw marks at the ends of an axis whole, and none beyond", async () => {
    const { svg, plotly } = shown(line([0, 1, 2, 1], { yRange: [0, 1], width: 300, height: 200 }));
    const count = `async ({ svg, plotly }) => {
      const chart = document.getElementById("chart"), picture = document.getElementById("picture");
      await Plotly.newPlot(chart, plotly);
      picture.innerHTML = svg;
      const isClipped = mark => mark.closest("[clip-path]") !== null && !mark.closest("[clip-path]").matches("svg");
      const shownMarks = [...chart.querySelectorAll(".point")].filter(mark => mark.getAttribute("display") !== "none");
      return [shownMarks, [...picture.querySelectorAll("use")]].map(marks => [marks.length, marks.some(isClipped)]);
    }`;
    const seen = await page.evaluate(`(${count})(${JSON.stringify({ svg, plotly })})`);
    assert.deepEqual(seen, [
      [3, false],
      [3, false],
    ]);
  });
});

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const areApart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/** Where in the page the title is; then the tool bar's buttons, the panels and their titles. */
async function titleAmongOthers(plotly: Inside): Promise<Box[]> {
  const { document, Plotly } = globalThis as Inside;
  const chart = document.getElementById("chart");
  await Plotly.newPlot(chart, plotly);
  const boxOf = (one: Inside): Box => one.getBoundingClientRect().toJSON();
  return [...chart.querySelectorAll(".gtitle"), ...chart.querySelectorAll(".modebar-btn, .bg, .annotation-text")].map(
    boxOf,
  );
}

/** Runs in the page, which these types do not know. */
// biome-ignore lint/suspicious/noExplicitAny: elements of a page, and Plotly's insides
type Inside = any;

async function lookAtBoth({ svg, plotly }: { svg: string; plotly: Inside }): Promise<[Seen, object]> {
  const { document, Plotly } = globalThis as Inside;
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plain = (text: string) =>
    text
      .replace(/<[^>]*>|\u200b/g, "")
      .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, digit => String(superscripts.indexOf(digit)))
      .replaceAll("⁻", "−");
  const all = (root: Inside, selector: string): Inside[] => [...root.querySelectorAll(selector)];
  const textsOf = (root: Inside, selector: string) => all(root, selector).map(({ textContent }) => plain(textContent));
  const sorted = (labels: Seen["labels"][number]) => labels.sort((a, b) => a.at - b.at);

  const chart = document.getElementById("chart");
  await Plotly.newPlot(chart, plotly);
  const axisOf = (name: string) => chart._fullLayout[`${name[0]}axis${name.slice(1)}`];
  const panels = [...new Set<string>(chart._fullData.map((trace: Inside) => `${trace.xaxis} ${trace.yaxis}`))];
  const names = panels.flatMap(panel => panel.split(" "));
  const labelsOf = (axis: Inside) =>
    axis.visible && axis.showticklabels
      ? axis._vals
          .map((tick: Inside) => ({ text: plain(String(tick.text)), at: axis._offset + axis.l2p(tick.x) }))
          .filter(({ at }: { at: number }) => at > axis._offset - 1 && at < axis._offset + axis._length + 1)
      : [];
  const seen = {
    labels: names.map(name => sorted(labelsOf(axisOf(name)))),
    points: all(chart, ".scatterlayer .point").length,
    bars: all(chart, ".barlayer .point").length,
    names: textsOf(chart, ".legendtext"),
    words: textsOf(chart, ".annotation-text, .gtitle, .xtitle, .ytitle, .cbtitle").filter(word => word !== ""),
    ranges: Object.fromEntries(names.map(name => [axisOf(name)._name, axisOf(name).range])),
    traces: chart._fullData.length,
  };

  const picture = document.getElementById("picture");
  picture.innerHTML = svg;
  const labels: Seen["labels"] = [];
  for (const child of picture.firstChild.children) {
    const isPanel = child.getAttribute("class") === "panel";
    if (isPanel) labels.push([], []);
    const texts = child.localName === "g" && !isPanel ? [...child.children] : [];
    const [first] = texts;
    if (first?.localName !== "text" || labels.length === 0) continue;
    const isAcross = child.getAttribute("text-anchor") === "middle" || first.hasAttribute("transform");
    const places = texts.map(text => ({
      text: plain(text.textContent),
      at: isAcross ? Number(text.getAttribute("x")) : Number(text.getAttribute("y")) - 4,
    }));
    labels[labels.length - (isAcross ? 2 : 1)] = sorted(places);
  }
  const legend = all(picture, "g.legend text").map(({ textContent }) => plain(textContent));
  const drawn = {
    labels,
    points: all(picture, "g.panel use").length,
    bars: all(picture, "g.panel > g > g > rect").length,
    names: legend,
    words: textsOf(picture, "text"),
  };
  return [drawn, seen];
}
