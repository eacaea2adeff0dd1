// A short text in the student's own words: a person reads and marks it.
import { describeAnswer } from "../describe.ts";
import type { Judge } from "./kind.ts";

/** One thing that is looked for in a text. */
export interface Criterion {
  /** What a full answer has: "names the product of Jacobians". */
  readonly wants: string;
  /** The marks for it. */
  readonly marks: number;
}

/** A text as somebody might write it, with its marks: by it markers agree. */
export interface SampleAnswer {
  /** The text. */
  readonly answer: string;
  /** Of the sum of the criteria's marks. */
  readonly marks: number;
}

/** What an author writes of a text. */
export interface TextOptions {
  /** Two to four things that are looked for. What students get of a course has neither these nor samples: they are a marker's. */
  readonly rubric?: readonly Criterion[];
  /** Three answers: one with full marks, one with about half, one with none. */
  readonly samples?: readonly [full: SampleAnswer, half: SampleAnswer, none: SampleAnswer];
  /** "markdown" where it is written into a Markdown cell, whose metadata names the question; else it goes through `check`. */
  readonly writtenIn?: "markdown";
  /** How many words it has at least; 5 where left out. */
  readonly minWords?: number;
  /** How many words it has at most; 150 where left out. */
  readonly maxWords?: number;
}

/** An answer that is a text, with what a marker reads beside it. */
export interface TextKind extends Judge<string> {
  /** What is looked for. */
  readonly rubric: readonly Criterion[];
  /** Texts with their marks. */
  readonly samples: readonly SampleAnswer[];
  /** Where it is written, if not in a cell with its check. */
  readonly writtenIn: "markdown" | undefined;
}

const countWords = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/**
 * A short text, written as q.check(`…`). It is neither right nor wrong: it is recorded, and a person reads it with the rubric.
 * @example
 * const why = question({
 *   id: "demo/why", asks: "Why does clipping not cure vanishing?", because: "it makes nothing larger.", hints: ["What does it scale?"],
 *   answer: text({
 *     rubric: [{ wants: "clipping only scales down", marks: 1 }, { wants: "vanishing needs larger gradients", marks: 1 }],
 *     samples: [
 *       { answer: "Clipping only scales a gradient down, and a vanished one would have to grow.", marks: 2 },
 *       { answer: "Because clipping makes the gradients smaller.", marks: 1 },
 *       { answer: "Because it is too slow for long sequences.", marks: 0 },
 *     ],
 *   }),
 * })
 * why.check(`It only ever makes gradients smaller, and these are small.`) // ● recorded
 */
export function text({ writtenIn, minWords = 5, maxWords = 150, ...marking }: TextOptions): TextKind {
  const rubric = marking.rubric ?? [];
  const samples: readonly SampleAnswer[] = marking.samples ?? [];
  const fault = (value: unknown): string | undefined => {
    if (typeof value !== "string")
      return `expected a text in quotes or \`backticks\`, but got ${describeAnswer(value)}`;
    const words = countWords(value);
    const count = `${words} ${words === 1 ? "word" : "words"}`;
    if (words < minWords) return `expected at least ${minWords} words, in sentences of your own, but got ${count}`;
    return words > maxWords ? `expected at most ${maxWords} words, but got ${count}` : undefined;
  };
  return {
    right: samples[0]?.answer ?? "",
    rubric,
    samples,
    writtenIn,
    fault,
    judge: answer => ({
      credit: 0,
      recorded: true,
      message: `a person will read your ${countWords(answer)} words; you may change them until you hand in`,
    }),
    format: () => "your text",
    faults: () => [
      ...markFaults(rubric, samples),
      ...samples.flatMap(({ answer }, i) => {
        const found = fault(answer);
        return found === undefined ? [] : [`sample ${i + 1} is no possible answer: ${found}`];
      }),
    ],
  };
}

function markFaults(rubric: readonly Criterion[], samples: readonly SampleAnswer[]): string[] {
  const faults: string[] = [];
  if (rubric.length < 2 || rubric.length > 4)
    faults.push(`a rubric of two to four criteria is expected, but it has ${rubric.length}`);
  const all = rubric.reduce((sum, { marks }) => sum + marks, 0);
  if (samples.length !== 3) faults.push(`three samples are expected, but there are ${samples.length}`);
  const [full, half = 0, none] = samples.map(({ marks }) => marks);
  if (samples.length === 3 && (full !== all || half <= 0 || half >= all || none !== 0))
    faults.push(
      `samples with full marks (${all}), some and none are expected, but theirs are ${samples.map(({ marks }) => marks).join(", ")}`,
    );
  return faults;
}
