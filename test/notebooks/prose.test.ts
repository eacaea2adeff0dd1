// What stands between the cells: it gives no answer away to who reads on, and its links lead somewhere.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sources } from "../../binder/sources.mjs";
import { parseNotebook } from "../../kernel/notebook/index.ts";
import { studentCopy } from "../../src/grader/release/student-copy.ts";
import { root } from "../needs.ts";
import { isRevealing, openProse, solutionsOf, toldOf } from "./given-away.ts";

const all = sources();
/** Where `npm start` puts a source's copy, seen from work/. */
const copyPath = (path: string) => path.replace(/^notebooks\//, "").replace(/^assignments\/(.*)\/source/, "graded/$1");
const copies = new Set(all.map(copyPath));
const linksOf = (source: string) => [...source.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(match => match[1]!);

describe("sources of lessons and graded sets", () => {
  it("stand in the order of their units, lessons first, as a student's page lists them", () => {
    const unitOf = (path: string) =>
      (parseNotebook(readFileSync(join(root, path), "utf8"), path).metadata.unrolled as { unit: number }).unit;
    for (const folder of ["notebooks/", "assignments/"]) {
      const units = all.filter(path => path.startsWith(folder)).map(unitOf);
      assert.deepEqual(
        units,
        units.toSorted((a, b) => a - b),
      );
      assert.ok(units.length >= 3);
    }
    assert.ok(all.findIndex(path => path.startsWith("assignments/")) > all.findLastIndex(path => path.startsWith("notebooks/"))); // biome-ignore format: a line
  });
});

describe("the prose of", () => {
  for (const path of all)
    describe(path, () => {
      const text = readFileSync(join(root, path), "utf8");
      const { cells, metadata } = parseNotebook(text, path);

      it("says the minutes that the syllabus has", () => {
        const { minutes } = metadata.unrolled as { minutes: number };
        assert.match(cells[0]!.source, new RegExp(`\\b${minutes} minutes`));
      });

      it("tells no solution before the last question is asked", () => {
        const solutions = cells.flatMap(({ source }) => solutionsOf(source));
        const prose = openProse(cells).map(({ id, text }) => ({ id, text: toldOf(text) }));
        const told = solutions.flatMap(solution =>
          prose.filter(({ text }) => text.includes(solution)).map(({ id }) => `${id}: ${solution}`),
        );
        assert.deepEqual(told, []);
      });

      it("folds what it says of a cell that reveals, where that was to be predicted", () => {
        const open = cells.flatMap((cell, i) => {
          const [asks, reveals] = [cells[i - 2], cells[i - 1]];
          if (cell.cell_type !== "markdown" || !asks || !reveals || !isRevealing(reveals)) return [];
          if (asks.cell_type !== "markdown" || !/\?(\*\*)?(\s|$)|[Pp]redict/.test(asks.source)) return [];
          return /^(<details>|#|\*\*Question|Now )/.test(cell.source)
            ? []
            : [`${cell.id}: ${cell.source.slice(0, 80)}`];
        });
        assert.deepEqual(open, []);
      });

      it("links to files that are there, and its copy to the copies", () => {
        const missing = linksOf(cells.map(({ source }) => source).join("\n")).filter(
          link => !existsSync(join(root, dirname(path), link)),
        );
        assert.deepEqual(missing, []);
        const copy = parseNotebook(studentCopy(text, path), path);
        const lost = linksOf(copy.cells.map(({ source }) => source).join("\n")).filter(
          link => !copies.has(join(dirname(copyPath(path)), link)),
        );
        assert.deepEqual(lost, []);
      });

      it("keeps the axes of a picture that a slider moves: else one looks as the other", () => {
        const moved = cells.filter(
          ({ cell_type, source }) => cell_type === "code" && /widgets\.interact\(/.test(source),
        );
        const drawn = moved.filter(({ source }) => /\b(?:line|bar|scatter|strip|gradientAgainstLag)\(/.test(source));
        assert.deepEqual(
          drawn.filter(({ source }) => !/\byRange\b/.test(source)).map(({ id }) => id),
          [],
        );
      });

      it("has code that fits a JupyterLab 1,250 pixels wide, about 103 characters a line", () => {
        const long = cells
          .filter(({ cell_type }) => cell_type === "code")
          .flatMap(({ id, source }) => source.split("\n").map(line => ({ id, line })))
          .filter(({ line }) => [...line].length > 103)
          .map(({ id, line }) => `${id}: ${line}`);
        assert.deepEqual(long, []);
      });

      it("names no lesson that does not exist", () => {
        const numbers = cells.flatMap(({ cell_type, source }) =>
          cell_type === "markdown" ? [...source.matchAll(/\b[Ll]esson (\d+)/g)].map(match => Number(match[1])) : [],
        );
        const known = all.flatMap(path => /notebooks\/(\d+)-/.exec(path)?.slice(1).map(Number) ?? []);
        assert.deepEqual(
          numbers.filter(number => !known.includes(number)),
          [],
        );
      });
    });
});
