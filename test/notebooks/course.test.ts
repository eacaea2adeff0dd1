// The course holds together: lessons lead to each other and to their sets, no word comes before its unit, the syllabus says what is so.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseNotebook } from "../../kernel/notebook/index.ts";
import { root } from "../needs.ts";
import { type Unit, units, withSyllabus } from "./syllabus.ts";

const all = units();
const proseOf = (path: string): string[] =>
  parseNotebook(readFileSync(join(root, path), "utf8"), path)
    .cells.filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source);

/** In which unit each of the field's words is explained: no earlier one uses it, but where its last cell leads on. */
const terms: { readonly [term: string]: number } = {
  "backpropagation through time": 4,
  "vanish(es|ing)?": 5,
  orthogonal: 5,
  "spectral norm": 5,
  "peepholes?": 6,
  "half-life": 6,
  "forget gate": 6,
  latch: 7,
  chrono: 7,
  padding: 8,
  "mask(s|ed)?": 8,
  truncated: 8,
  perplexity: 9,
  argmax: 9,
  "<UNK>": 9,
  "<EOS>": 9,
  "teacher forcing": 10,
  "free running": 10,
  "scheduled sampling": 10,
  "F1|F_1": 11,
  dilated: 11,
  "convolutions?": 11,
  attention: 12,
  "encoder|decoder": 12,
  "beam search": 12,
  REINFORCE: 13,
  RTRL: 14,
  "echo state": 14,
};

/** What approximately and tensorOf hold to (src/checking), said where a reader begins. */
const digitsRule =
  "Three digits of a number are enough, rounded or cut off, where it is no count; a question that needs more says so.";

describe("the course", () => {
  it("says in the same words in each lesson and set how many digits are enough", () => {
    const papers = [
      ...all.flatMap(({ lesson, set }) => [lesson, ...(set ? [set] : [])]),
      "assignments/exam/source.ipynb",
    ];
    const silent = papers.filter(path => !proseOf(path).slice(0, 2).join("\n").includes(digitsRule));
    assert.deepEqual(silent, []);
  });

  it("leads from each lesson to the one before, the one after and its set, and from the set back", () => {
    const lost = all.flatMap(({ lesson, set }, i) => {
      const leads = (from: string, to: string | undefined) =>
        to === undefined || proseOf(from).join("\n").includes(`](${to})`) ? [] : [`${from} leads not to ${to}`];
      const beside = (unit: Unit | undefined) => unit && basename(unit.lesson);
      return [
        ...leads(lesson, beside(all[i - 1])),
        ...leads(lesson, i + 1 < all.length ? beside(all[i + 1]) : "../assignments/exam/source.ipynb"),
        ...(set ? [...leads(lesson, `../${set}`), ...leads(set, `../../${lesson}`)] : []),
      ];
    });
    assert.deepEqual(lost, [], "npm run lessons writes the last line of each lesson");
  });

  it("uses no word of the field before the unit that explains it", () => {
    const early = all.flatMap(({ unit, lesson, set }) =>
      [lesson, ...(set ? [set] : [])].flatMap(path => {
        const text = proseOf(path).slice(0, -1).join("\n");
        return Object.entries(terms)
          .filter(([term, first]) => unit < first && new RegExp(`(?<![\\w-])(${term})(?![\\w-])`, "i").test(text))
          .map(([term, first]) => `${path} says ${term}, which unit ${first} explains`);
      }),
    );
    assert.deepEqual(early, []);
    const unexplained = Object.entries(terms).filter(([term, first]) => {
      const unit = all.find(({ unit }) => unit === first);
      return unit && !new RegExp(`(?<![\\w-])(${term})(?![\\w-])`, "i").test(proseOf(unit.lesson).join("\n"));
    });
    assert.deepEqual(unexplained, [], "the unit that is to explain a word has it");
  });

  it("says in each lesson where its facts come from", () => {
    assert.deepEqual(
      all.map(({ lesson }) => lesson).filter(lesson => !/^Sources: \S/m.test(proseOf(lesson).at(-1)!)),
      [],
    );
  });

  it("has a syllabus whose numbers are those of its notebooks and questions", () => {
    const page = readFileSync(join(root, "notebooks", "README.md"), "utf8");
    assert.match(page, /^\| Week /m);
    assert.equal(page, withSyllabus(page, all), "npm run lessons writes it");
  });

  it("gives each unit the points that the course has for it", () => {
    const points = [8, 12, 10, 14, 14, 14, 12, 10, 14, 12, 10, 14, 12, 14];
    for (const { unit, set, points: sum } of all) if (set) assert.equal(sum, points[unit - 1], set);
  });

  it("runs within fifteen minutes on two cores, by the budgets that golden.test.ts holds", () => {
    const seconds = all.reduce((sum, { runs }) => sum + runs, 0);
    assert.ok(seconds <= 15 * 60, `${seconds} s`);
  });
});
