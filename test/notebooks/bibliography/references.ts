// The bibliography's data, and where each reference is cited: in lessons and graded sets, and in the comments of the toolkit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sources } from "../../../binder/sources.mjs";
import { parseNotebook } from "../../../kernel/notebook/index.ts";
import { root } from "../../needs.ts";

/** A line of notebooks/references.json. */
export interface Reference {
  /** "hochreiter-1997" */
  readonly key: string;
  /** Under which heading it stands. */
  readonly group: string;
  /** "S. Hochreiter, J. Schmidhuber" */
  readonly authors: string;
  /** Null for a course, which is given every year. */
  readonly year: number | null;
  readonly title: string;
  /** Journal with pages, conference, publisher. */
  readonly where: string;
  /** "doi:…", "arxiv:…", an address; null where there is none to give. */
  readonly at: string | null;
  /** Why to read it, in a sentence. */
  readonly why: string;
  /** The curriculum's items that name it. */
  readonly items?: readonly number[];
}

export const references = JSON.parse(readFileSync(join(root, "notebooks", "references.json"), "utf8")) as Reference[];

/** A text that may cite. */
export interface Citing {
  readonly path: string;
  readonly text: string;
}

/** The text between the cells of lessons and graded sets, without the bibliography itself. */
export const lessons = (): Citing[] =>
  sources()
    .filter(path => !path.endsWith("bibliography.ipynb"))
    .map(path => {
      const { cells } = parseNotebook(readFileSync(join(root, path), "utf8"), path);
      const prose = cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => source);
      return { path, text: prose.join("\n\n") };
    });

/** The comments and pages of the toolkit. */
export const toolkit = (): Citing[] =>
  ["src", "test/reproduce"].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter(name => /\.(ts|md)$/.test(name))
      .map(name => {
        const whole = readFileSync(join(root, folder, name), "utf8");
        const comments = whole.split("\n").filter(line => /^\s*(\/\/|\/?\*)/.test(line));
        const text = name.endsWith(".md") ? whole : comments.join("\n").replace(/\n\s*(\/\/|\*) ?/g, " ");
        return { path: `${folder}/${name}`, text };
      }),
  );

/** "S. Hochreiter" → "Hochreiter"; "A. van den Oord" → "Oord". */
const surname = (author: string): string => author.split(" ").at(-1)!;
const surnames = ({ authors }: Reference): string[] => authors.split(", ").map(surname);

/** How far before its year a citation's first name may stand: a title may be between. */
const reach = 160;

/** The reference that is cited where `year` stands at `at`: of those whose names are before it, the nearest. */
function citedAt(text: string, at: number, year: number): Reference | undefined {
  const paragraph = text
    .slice(Math.max(0, at - reach), at)
    .split("\n\n")
    .at(-1)!;
  const begin = (reference: Reference) => paragraph.lastIndexOf(surnames(reference)[0]!);
  return references
    .filter(reference => reference.year === year && begin(reference) >= 0)
    .filter(reference => isNamed(surnames(reference), paragraph.slice(begin(reference))))
    .sort((a, b) => begin(b) - begin(a))[0];
}

/** "Cho et al." is of three and more; else all are named, and nobody else. */
function isNamed(names: readonly string[], words: string): boolean {
  if (/et al\.|others/.test(words)) return names.length > 2;
  return names.every(name => words.includes(name)) && (names.length > 1 || !/(&|and) [A-Z]/.test(words));
}

const years = /(?<![\d,.#/-])(?:19|20)\d\d(?![\d,]\d|\d|\/)/g;

/** "3 March 2019", "July 14, 1998": no citations. */
const date =
  /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2},)? $/;

/** What a text cites, and the years in it that belong to no reference, with the words before them. */
export function citationsIn({ text: whole }: Citing): { cited: Set<Reference>; unknown: string[] } {
  const text = whole.replace(/`[^`\n]*`/g, "`…`"); // a year in code is no citation
  const cited = new Set<Reference>();
  const unknown: string[] = [];
  for (const { index, 0: year } of text.matchAll(years)) {
    if (date.test(text.slice(0, index))) continue;
    const found = citedAt(text, index, Number(year));
    if (found) cited.add(found);
    else unknown.push(text.slice(Math.max(0, index - 60), index + 4).replaceAll("\n", " "));
  }
  for (const reference of references) {
    const address = addressOf(reference);
    const isCourse = reference.year === null && new RegExp(`\\b${surname(reference.authors)}\\b`).test(text);
    if (isCourse || (address !== undefined && whole.includes(address))) cited.add(reference);
  }
  return { cited, unknown };
}

/** Where it can be read: "https://doi.org/…". */
export function addressOf({ at }: Reference): string | undefined {
  const [, scheme, id] = /^(doi|arxiv):(.+)$/.exec(at ?? "") ?? [];
  if (scheme === "doi") return `https://doi.org/${id}`;
  return scheme === "arxiv" ? `https://arxiv.org/abs/${id}` : (at ?? undefined);
}
