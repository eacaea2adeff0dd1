// The bibliography: every citation of the course stands in it, and nothing else; its page says what its data says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../needs.ts";
import { refreshed, shownGroups } from "./bibliography/page.ts";
import { addressOf, citationsIn, lessons, references, toolkit } from "./bibliography/references.ts";

describe("the bibliography", () => {
  const [taught, made] = [lessons(), toolkit()].map(all => all.map(citing => ({ ...citing, ...citationsIn(citing) })));

  it("has every work that a lesson or a graded set cites [item 139]", () => {
    const unknown = taught!.flatMap(({ path, unknown }) => unknown.map(words => `${path}: … ${words}`));
    assert.deepEqual(
      unknown,
      [],
      "a year in the text is that of a citation: add the work to notebooks/references.json",
    );
  });

  it("has every work that the toolkit's comments cite by an address or by names and a year [item 139]", () => {
    const known = new Set(references.map(addressOf));
    const missing = made!.flatMap(({ path, text, unknown }) => [
      ...[...text.matchAll(/https:\/\/(?:doi\.org|arxiv\.org\/abs)\/[^\s)"`;]+?(?=[.,:;)]*(?:[\s"`)]|$))/g)]
        .filter(([address]) => !known.has(address))
        .map(([address]) => `${path}: ${address}`),
      ...unknown.filter(words => /et al\.|[A-Z]\. [A-Z]\w+|[A-Z]\w+ (&|and) [A-Z]\w+/.test(words.slice(-30))).map(words => `${path}: … ${words}`), // biome-ignore format: a line
    ]);
    assert.deepEqual(missing, []);
  });

  it("has no entry that nobody cites, and none twice [item 139]", () => {
    const cited = new Set([...taught!, ...made!].flatMap(({ cited }) => [...cited]));
    const dead = references.filter(reference => !cited.has(reference) && !reference.items).map(({ key }) => key);
    assert.deepEqual(dead, []);
    for (const field of ["key", "title", "at"] as const) {
      const all = references.map(reference => reference[field]).filter(value => value !== null);
      assert.equal(new Set(all).size, all.length, field);
    }
  });

  it("gives DOIs, arXiv ids and addresses that have the right form [item 139]", () => {
    // DOI: https://www.crossref.org/blog/dois-and-matching-regular-expressions; arXiv: https://info.arxiv.org/help/arxiv_identifier.html
    const form =
      /^(?:doi:10\.\d{4,9}\/[-._;()/:A-Za-z0-9]+|arxiv:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|https:\/\/[\w.-]+\/?[\w./?=&~-]*)$/;
    for (const { key, at, year, why, where, title } of references) {
      if (at !== null) assert.match(at, form, key);
      // An arXiv id begins with year and month; a paper is printed about then.
      const posted = /^arxiv:(\d\d)/.exec(at ?? "")?.[1];
      if (posted) assert.ok(Math.abs(year! - 2000 - Number(posted)) <= 2, `${key}: ${at} of ${year}`);
      for (const text of [why, where, title]) assert.ok(text.length > 1 && text === text.trim(), key);
      assert.match(why, /\.$/, `${key}: a sentence`);
    }
  });

  it("has the five works that the notes refer to [item 139]", () => {
    const five = references.filter(({ group }) => group === "notes").map(({ authors, year }) => `${authors.split(", ")[0]} ${year}`); // biome-ignore format: a line
    assert.deepEqual(five, ["I. Goodfellow 2016", "S. Hochreiter 1997", "F. Gers 2000", "K. Gregor 2015", "K. Xu 2015"]); // biome-ignore format: a line
  });

  it("says on its page what its data says, with the units that cite each work [item 139]", () => {
    assert.deepEqual([...new Set(references.map(({ group }) => group))].toSorted(), [...shownGroups].toSorted());
    const page = readFileSync(join(root, "notebooks", "bibliography.ipynb"), "utf8");
    const command = "npm run lessons -- notebooks/bibliography.ipynb";
    assert.ok(page === refreshed(page), `its lines are older than references.json or the lessons: ${command}`);
    for (const { why } of references) assert.ok(page.includes(JSON.stringify(why).slice(1, -1)), why);
  });
});
