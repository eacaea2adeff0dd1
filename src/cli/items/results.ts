// What the tests came to when they last ran: test/results.mjs writes it, whatever starts mocha.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { pathOf } from "./project.ts";

/** - `green`: it ran, and passed. - `changed`: it did, but its file was changed since. - `red`: it failed. */
export type Ran = "green" | "red" | "changed";

/** A test that ran. */
export interface TestRun {
  /** From the project's root: "test/notebooks/03-counting.test.ts". */
  readonly file: string;
  /** With the titles around it. */
  readonly title: string;
  readonly ran: Ran;
  /** When its run began, in milliseconds since 1970. */
  readonly at: number;
}

interface Kept {
  file: string;
  tests: { [title: string]: { passed: boolean; at: number } };
}

/** Every test that names a question or an item, once for each backend that it ran on. */
export function testRuns(folder = pathOf(".cache/test-results"), find = pathOf): TestRun[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter(name => name.endsWith(".json"));
  return names.flatMap(name => {
    const { file, tests } = JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) as Kept;
    const changed = statSync(find(file), { throwIfNoEntry: false })?.mtimeMs;
    // The file is gone, and its tests with it.
    if (changed === undefined) return [];
    return Object.entries(tests).map(([title, { passed, at }]) => {
      const ran = !passed ? "red" : changed > at ? "changed" : "green";
      return { file, title, ran, at } as const;
    });
  });
}

/** The items that a test's title names: "… [item 4]", "… [items 4, 5]". */
export const itemsNamed = (title: string): number[] =>
  [...title.matchAll(/\[items? ([\d, ]+)\]/g)].flatMap(([, numbers]) => numbers!.split(",").map(Number));

/** Whether a test's title names a question: its id stands in it as a word. */
export const namesQuestion = (title: string, id: string): boolean =>
  new RegExp(`(?<![\\w/.-])${RegExp.escape(id)}(?![\\w/-]|\\.\\w)`).test(title);
