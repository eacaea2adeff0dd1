// What a notebook keeps of figures: XML that a strict parser takes, few bytes, and no drawing code before the first figure.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import type { MimeBundle } from "../../../kernel/protocol/mime.ts";
import { bar, type Figure, heatMap, line, scatter } from "../../../src/plot/index.ts";
import { needDist, needPython, root } from "../../needs.ts";
import { everyKind, everyKindLarge } from "./every-kind.ts";
import { shown } from "./shown.ts";

/** Words that break XML where they are not escaped, or may not stand in it at all. */
const hostile = `<b a='1' c="2">]]>&amp;&\u0000\u000b\ud800\ufffe--></svg>`;
const hostileFigures: [string, Figure][] = [
  ["a line", line({ [hostile]: [1, Number.NaN, 3], b: [1, 2, Infinity] }, { title: hostile, xLabel: hostile, yLabel: hostile, alt: hostile, guides: [{ y: 2, label: hostile }], remarks: [{ x: 1, y: 1, text: hostile }] })], // biome-ignore format: a line
  ["bars", bar({ [hostile]: 3, b: -1e300 })],
  ["a heat map", heatMap([[Number.NaN, 1]], { x: [hostile, ""], y: [hostile], label: hostile, digits: 1 })],
  ["nothing", line([])],
  ["one point", scatter([[1e-320, 1e308]])],
  ["numbers that are hardly any", line([1e-320, 3e-320, 0])],
  ["numbers that are hardly two", line([1, 1 + 2 ** -52])],
  ["far from zero", line([1e17, 1e17 + 64])],
  ["no finite number", heatMap([[Number.NaN, Infinity]])],
];

/** Reads a list of XML texts; prints for each what is wrong, or nothing. */
const parser = `
import json, sys, xml.etree.ElementTree as tree
for text in json.load(sys.stdin):
    try: tree.fromstring(text.encode("utf-8", "surrogatepass")); print("")
    except Exception as error: print(error)`;

describe("plot: what a notebook keeps", () => {
  it("every picture is XML, names in it are there, and no number is missing", function () {
    const figures = [...everyKind, ...everyKindLarge, ...hostileFigures];
    const svgs = figures.map(([, figure]) => shown(figure).svg);
    const { stdout } = spawnSync(needPython(this), ["-c", parser], { input: JSON.stringify(svgs), encoding: "utf8" });
    assert.deepEqual(
      stdout.split("\n").slice(0, -1),
      svgs.map(() => ""),
    );
    for (const [i, svg] of svgs.entries()) {
      const [kind] = figures[i]!;
      for (const [, id] of svg.matchAll(/(?:href="|url\()#([^")]+)/g))
        assert.ok(svg.includes(`id="${id}"`), `${kind}: ${id}`);
      const numbers = [...svg.matchAll(/ (?:d|x|y|x1|y1|x2|y2|width|height|transform|viewBox)="([^"]*)"/g)];
      assert.ok(numbers.length > 3, kind);
      for (const [, written] of numbers) assert.doesNotMatch(written!, /NaN|Infinity|undefined|e\+/, kind);
    }
  });

  it("no label leaves the picture", () => {
    for (const [kind, figure] of [...everyKind, ...everyKindLarge]) {
      const { svg } = shown(figure);
      const beside = [...svg.matchAll(/<g text-anchor="end">(.*?)<\/g>/g)].flatMap(([, labels]) => [
        ...labels!.matchAll(/<text x="([-\d.]+)" y="[\d.]+">([^<]*)</g),
      ]);
      // Letters are about half as wide as they are high, at the least.
      for (const [, at, text] of beside)
        assert.ok(Number(at) - [...text!].length * 6 >= 0, `${kind}: ${text} at ${at}`);
    }
  });

  it("a notebook with every kind of figure, as large as lessons have them, is below 500 kB", () => {
    const display = Symbol.for("Jupyter.display") as never;
    const cells = [...everyKind, ...everyKindLarge].map(([kind, figure], i) => ({
      cell_type: "code" as const,
      id: `c${i}`,
      metadata: {},
      execution_count: i + 1,
      source: `// ${kind}`,
      outputs: [
        {
          output_type: "display_data" as const,
          data: (figure[display] as () => MimeBundle).call(figure),
          metadata: {},
        },
      ],
    }));
    const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
    const bytes = Buffer.byteLength(formatNotebook(notebook));
    assert.ok(bytes <= 500_000, `${bytes}`);
    assert.ok(bytes > 100_000, "pictures are in it");
  });

  it("the toolkit starts without what draws, which the first figure loads", function () {
    needDist(this);
    const toolkit = pathToFileURL(join(root, "dist", "src", "index.js")).href;
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const { line } = await import(${JSON.stringify(toolkit)});
      const before = loaded.filter(url => /plot.picture|d3-/.test(url));
      line([1, 2])[Symbol.for("Jupyter.display")]();
      console.log(JSON.stringify([loaded.length > 0, before, loaded.filter(url => /plot.picture/.test(url)).length]));`;
    const args = ["--input-type=module", "-e", program];
    assert.deepEqual(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })), [true, [], 1]);
  });
});
