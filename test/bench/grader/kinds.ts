// The kinds of submissions of a class, how many of a hundred there are of each, and what each must come to.
import type { Cell, CodeCell, Notebook } from "../../../kernel/notebook/index.ts";
import type { Random } from "../../../src/checking/index.ts";
import type { State } from "../../../src/grader/results/index.ts";
import type { AnswerCell, Writing } from "./answers.ts";
import { badFiles } from "./bad-files.ts";
import { hostileCode } from "./hostile.ts";
import type { Must } from "./must.ts";

/** A submission in the making: the copy that its student was given, to be written into. */
export interface Draft {
  notebook: Notebook;
  answers: readonly AnswerCell[];
  random: Random;
  /** Which of its kind it is: from 0. */
  n: number;
  /** Another student of the class. */
  other: { said: string; answers: readonly AnswerCell[] };
  /** Questions on whose cells others build: where such a cell does not run, others fail, too. */
  isLeaf(answer: AnswerCell): boolean;
}

/** What is handed in, and what it must come to. */
interface Made {
  must: Must;
  content?: string | Buffer;
  isAbsent?: boolean;
  /** What exactly it is. */
  detail?: string;
}

type Checks = { [check: string]: readonly State[] };

const cellOf = ({ notebook }: Draft, id: string): Cell => notebook.cells.find(cell => cell.id === id)!;

/** Writes all answers, and says what they come to. */
function write(draft: Draft, writingOf: (answer: AnswerCell) => Writing = () => "right"): Checks {
  const checks: Checks = {};
  for (const answer of draft.answers) {
    const writing = writingOf(answer);
    cellOf(draft, answer.id).source = answer.text(writing);
    for (const check of answer.checks) checks[check] = [answer.state(writing)];
  }
  return checks;
}

const codeAnswers = (draft: Draft): AnswerCell[] => draft.answers.filter(({ kind }) => kind !== "markdown");

function right(draft: Draft): Made {
  return { must: { checks: write(draft), flags: [] } };
}

function partlyRight(draft: Draft): Made {
  const { random, answers } = draft;
  const some = new Set(random.sample([...answers], random.integer(1, answers.length - 1)));
  const checks = write(draft, answer => (some.has(answer) ? random.pick(["wrong", "blank"] as const) : "right"));
  return { must: { checks, flags: [] } };
}

function blank(draft: Draft): Made {
  return { must: { checks: write(draft, () => "blank"), flags: [] } };
}

/** Outputs say that all is right: nothing of them is read. */
function forgedOutputs(draft: Draft): Made {
  const checks = write(draft, () => "blank");
  for (const cell of draft.notebook.cells)
    if (cell.cell_type === "code") {
      cell.execution_count = 1;
      cell.outputs = [
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/plain": "✓ correct",
            "application/vnd.unrolled.outcome+json": { status: "correct", credit: 1 },
          },
        },
      ] as CodeCell["outputs"];
    }
  return { must: { checks, flags: [] } };
}

const errors = {
  throws: "throw new Error('late')",
  "is no TypeScript": "const = 3",
  "has a name that is not there": "undefinedName + 1",
  "has a type error": 'const count: number = "three"',
  rejects: "await Promise.reject(new Error('late'))",
};

function cellWithError(draft: Draft): Made {
  const checks = write(draft);
  const { random } = draft;
  const answer = random.pick(codeAnswers(draft).filter(draft.isLeaf));
  const detail = random.pick(Object.keys(errors) as (keyof typeof errors)[]);
  cellOf(draft, answer.id).source = errors[detail];
  for (const check of answer.checks) checks[check] = ["student-error"];
  return { must: { checks, flags: [] }, detail };
}

/** Only what was judged before the attack is certain; what the attack is for earns nothing. */
function hostile(draft: Draft): Made {
  const all = write(draft);
  const { random, n } = draft;
  const { name, code } = hostileCode[n % hostileCode.length]!;
  const answer = random.pick(codeAnswers(draft).filter(({ kind }) => kind === "value"));
  const cell = cellOf(draft, answer.id);
  cell.source = `${code}\n${answer.text("wrong")}`;
  const at = draft.notebook.cells.indexOf(cell);
  const isBefore = ({ id, kind }: AnswerCell) =>
    kind !== "markdown" && draft.notebook.cells.findIndex(one => one.id === id) < at;
  const before = draft.answers.filter(isBefore).flatMap(one => one.checks);
  const checks = Object.fromEntries(before.map(check => [check, all[check]!]));
  return { must: { checks: { ...checks, ...notPassed(answer) } }, detail: name };
}

const notPassed = ({ checks }: AnswerCell): Checks =>
  Object.fromEntries(
    checks.map(check => [check, ["fail", "not-attempted", "student-error", "time-out", "kernel-died"] as const]),
  );

/** What an editor or a student does to a notebook beside answering; the flags that it gets. */
const changes: { [detail: string]: (draft: Draft, checks: Checks) => readonly string[] } = {
  "ids are lost": ({ notebook }) => {
    for (const cell of notebook.cells) delete cell.id;
    return [];
  },
  "a locked cell is changed": draft => {
    cellOf(draft, "validate").source += "\nconsole.log(1)";
    return ["changed"];
  },
  "a locked cell is removed": ({ notebook }) => {
    notebook.cells = notebook.cells.filter(({ id }) => id !== "validate");
    return ["missing"];
  },
  "cells stand in another order": ({ notebook: { cells } }) => {
    cells.push(cells.shift()!);
    return ["reordered"];
  },
  "a cell stands twice": ({ notebook: { cells }, answers, random }) => {
    const { id } = random.pick([...answers]);
    const at = cells.findIndex(cell => cell.id === id);
    cells.splice(at, 0, structuredClone(cells[at]!));
    return ["duplicate"];
  },
  "cells are added": ({ notebook: { cells } }) => {
    for (let at = cells.length; at > 1; at -= 3)
      cells.splice(at, 0, {
        cell_type: "code",
        id: `own${at}`,
        metadata: {},
        source: "1 + 1",
        execution_count: null,
        outputs: [],
      });
    return [];
  },
  "it was saved with Python's kernel": ({ notebook }) => {
    notebook.metadata.kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
    return ["kernel"];
  },
  "an answer's cell is removed": (draft, checks) => {
    const { notebook, answers, random, isLeaf } = draft;
    const answer = random.pick(answers.filter(isLeaf));
    notebook.cells = notebook.cells.filter(({ id }) => id !== answer.id);
    for (const check of answer.checks) checks[check] = ["not-attempted"];
    return ["missing"];
  },
  "no name is said": (draft, checks) => {
    Object.assign(
      checks,
      write(draft, () => "blank"),
    );
    cellOf(draft, "who").source = "const me = ____\nstudent(me)";
    return ["name"];
  },
  "it is another student's": (draft, checks) => {
    cellOf(draft, "who").source = `const me = ${JSON.stringify(draft.other.said)}\nstudent(me)`;
    for (const theirs of draft.other.answers) {
      cellOf(draft, theirs.id).source = theirs.text("right");
      if (theirs.kind === "value") for (const check of theirs.checks) checks[check] = ["pass", "fail"];
    }
    return ["name"];
  },
};

function changed(draft: Draft): Made {
  const checks = write(draft);
  const details = Object.keys(changes);
  const detail = details[draft.n % details.length]!;
  const flags = changes[detail]!(draft, checks);
  return { must: { checks, flags }, detail };
}

/** Data that nest so deeply end many a reader. */
function nested(draft: Draft): Made {
  const checks = write(draft);
  const text = JSON.stringify({ ...draft.notebook, deep: "@" });
  return { must: { checks, flags: [] }, content: text.replace('"@"', `${"[".repeat(3000)}${"]".repeat(3000)}`) };
}

function badFile(draft: Draft): Made {
  write(draft);
  const kinds = Object.keys(badFiles);
  const detail = kinds[draft.n % kinds.length]!;
  const { refused, content } = badFiles[detail]!;
  return { must: { refused }, content: content(draft.notebook), detail };
}

const absent = (): Made => ({ must: { refused: /nothing was handed in/ }, isAbsent: true });

/** How many of a hundred there are, and how one is made. */
export const kinds: { readonly [kind: string]: { share: number; make: (draft: Draft) => Made } } = {
  right: { share: 29, make: right },
  "partly right": { share: 33, make: partlyRight },
  blank: { share: 4, make: blank },
  "blank, with forged outputs": { share: 1, make: forgedOutputs },
  "a cell fails": { share: 8, make: cellWithError },
  hostile: { share: 9, make: hostile },
  changed: { share: 8, make: changed },
  "nested 3,000 deep": { share: 1, make: nested },
  "a bad file": { share: 5, make: badFile },
  absent: { share: 2, make: absent },
};
