// A class of made-up students who hand in one of the open course's graded sets: right, partly right, blank, broken, hostile, bad
// files, in every layout. The same seed, the same class. Each of them knows what it must come to.
import { formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import { Random } from "../../../src/checking/index.ts";
import { setOf } from "./answers.ts";
import { kinds } from "./kinds.ts";
import { type Handed, handOver } from "./layouts.ts";
import type { MadeUp } from "./must.ts";

/** The graded sets of units 1, 3 and 5. */
export const gradedSets = ["forms-graded", "counting-graded", "gradients-graded"] as const;

/** Cells that others build on: where they do not run, those do not either. */
const bases: { [set: string]: readonly string[] } = { "counting-graded": ["q1"] };

/** Cells that no question asks about: a training of 200 steps, which takes longer than all the rest. One in so many has it. */
const training = { set: "gradients-graded", cell: "run", oneIn: 8 };

export interface WrittenClass {
  students: MadeUp[];
  /** What `unrolled grade` is to read. */
  place: string;
  /** What `collectSubmissions` takes for the roster. */
  roster: { student: string; names: string[] }[];
}

export interface ClassOptions {
  /** "s" where left out. */
  prefix?: string;
  way?: string;
  seed?: string;
  /** Which of each kind comes first: of bad files, say, the one at this place. */
  first?: number;
}

/** Writes what a class hands in. @param place the folder, or the name of the zip */
export async function writeClass(
  place: string,
  set: string,
  count: number,
  { prefix = "s", way = "a folder for each", seed = "class", first = 0 }: ClassOptions = {},
): Promise<WrittenClass> {
  const people = Array.from({ length: count }, (_, n) => personOf(prefix, n));
  const handed: Handed[] = [];
  const students: MadeUp[] = [];
  const counts = new Map<string, number>();
  for (const [n, person] of people.entries()) {
    const random = new Random(`${seed} ${set} ${n}`);
    const other = people[(n + 1) % count]!.student;
    const kind = pick(random);
    const seen = counts.get(kind) ?? first;
    counts.set(kind, seen + 1);
    // Either of one's names is one's own.
    const said = random.pick([person.student, `${person.first} ${person.last}`]);
    const { copy, answers } = await setOf(set, said);
    const notebook = structuredClone(copy);
    if (set === training.set && random.integer(1, training.oneIn) > 1) withoutTraining(notebook);
    const made = kinds[kind]!.make({
      notebook,
      answers,
      random,
      n: seen,
      other: { said: other, answers: (await setOf(set, other)).answers },
      isLeaf: ({ id }) => !bases[set]?.includes(id),
    });
    students.push({
      student: person.student,
      kind: made.detail === undefined ? kind : `${kind}: ${made.detail}`,
      must: made.must,
    });
    handed.push({ ...person, content: made.isAbsent ? undefined : (made.content ?? formatNotebook(notebook)) });
  }
  const roster = people.map(({ student, first, last }) => ({ student, names: [`${first} ${last}`] }));
  return { students, place: handOver(place, way, set, handed), roster };
}

const firsts = ["Ada", "Bo", "Chen", "Dora", "Emil", "Fatma", "Grace", "Hugo", "Iris", "Jon", "Kofi", "Lena", "Mika"];
const lasts = [
  "Adler",
  "Brandt",
  "Costa",
  "Diaz",
  "Ek",
  "Fuchs",
  "Garcia",
  "Hopper",
  "Ito",
  "Jansen",
  "Kaya",
  "Lovelace",
];

function personOf(prefix: string, n: number): { student: string; first: string; last: string } {
  const [first, last] = [firsts[n % firsts.length]!, lasts[Math.floor(n / firsts.length) % lasts.length]!];
  const more = Math.floor(n / firsts.length / lasts.length);
  return {
    student: `${prefix}${String(n + 1).padStart(4, "0")}`,
    first,
    last: more > 0 ? `${last}${"xyz"[more - 1]}` : last,
  };
}

function withoutTraining({ cells }: Notebook): void {
  const cell = cells.find(({ id }) => id === training.cell)!;
  cell.source = "// not now";
}

function pick(random: Random): string {
  const all = Object.entries(kinds);
  let left = random.integer(1, 100);
  const found = all.find(([, { share }]) => {
    left -= share;
    return left <= 0;
  });
  return found![0];
}
