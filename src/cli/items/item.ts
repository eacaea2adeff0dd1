// An item of the curriculum with all that speaks for it.
import { readFileSync } from "node:fs";
import { pathOf } from "./project.ts";
import { type AskedQuestion, questions } from "./questions.ts";
import { itemsNamed, namesQuestion, type Ran, type TestRun, testRuns } from "./results.ts";
import { type Taught, taughtItems } from "./taught.ts";

export interface Item {
  readonly number: number;
  readonly title: string;
  readonly taught: readonly Taught[];
  /** The questions that name it, and what the tests of each came to. */
  readonly exercised: readonly { question: string; ran: Ran | "never" }[];
  /** The tests that name it. */
  readonly tested: readonly TestRun[];
  /** Whether it counts: a lesson teaches it, and a question or test that names it ran green. */
  readonly covered: boolean;
  /** What is missing, in words; empty where it counts. */
  readonly open: readonly string[];
}

/** What speaks for the items of a course. */
export interface Evidence {
  readonly titles: { readonly [number: string]: string };
  readonly taught: ReadonlyMap<number, readonly Taught[]>;
  readonly questions: readonly AskedQuestion[];
  readonly runs: readonly TestRun[];
}

/** All items of the project, in order. */
export async function itemsOf(): Promise<Item[]> {
  const titles = JSON.parse(readFileSync(pathOf("assignments/items.json"), "utf8")) as Evidence["titles"];
  return weigh({ titles, taught: taughtItems(), questions: await questions(), runs: testRuns() });
}

/** How many items count. */
export const countOf = (items: readonly Item[]): number => items.filter(({ covered }) => covered).length;

/** What speaks for each item, and whether it is enough. */
export function weigh({ titles, taught: lessons, questions, runs }: Evidence): Item[] {
  const byQuestion = new Map(questions.map(({ id, changed }) => [id, ranOf(id, changed, runs)]));
  return Object.entries(titles).map(([key, title]) => {
    const number = Number(key);
    const taught = lessons.get(number) ?? [];
    const exercised = questions
      .filter(({ items }) => items.includes(number))
      .map(({ id }) => ({ question: id, ran: byQuestion.get(id)! }));
    const tested = runs.filter(({ title }) => itemsNamed(title).includes(number));
    const open = whatIsMissing({ taught, exercised, tested });
    return { number, title, taught, exercised, tested, covered: open.length === 0, open };
  });
}

/** What the tests of a question came to. @param changed when the files of its assignment were changed last */
function ranOf(id: string, changed: number, runs: readonly TestRun[]): Ran | "never" {
  const own = runs.filter(({ title }) => namesQuestion(title, id));
  if (own.some(({ ran }) => ran === "red")) return "red";
  const fresh = own.filter(({ ran, at }) => ran === "green" && at >= changed);
  return fresh.length > 0 ? "green" : own.length > 0 ? "changed" : "never";
}

function whatIsMissing({ taught, exercised, tested }: Pick<Item, "taught" | "exercised" | "tested">): string[] {
  const named = [...exercised.map(({ question, ran }) => ({ name: question, ran })), ...tested.map(nameOf)];
  const missing = [
    ...(taught.length === 0 ? ["no lesson"] : []),
    ...(named.length === 0 ? ["no question and no test"] : []),
  ];
  if (missing.length > 0) return [`${missing.join(", ")} names it`];
  const red = named.filter(({ ran }) => ran === "red");
  if (red.length > 0) return red.map(({ name }) => `failed: ${name}`);
  if (named.some(({ ran }) => ran === "green")) return [];
  return ["what names it has not run since it was changed: npm test"];
}

const nameOf = ({ file, title, ran }: TestRun) => ({ name: `${file}: ${title}`, ran });
