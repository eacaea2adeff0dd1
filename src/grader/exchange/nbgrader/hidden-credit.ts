// What the hidden tests of a release for nbgrader call: a module that lies beside nbgrader_config.py.

export const hiddenModuleName = "unrolled-hidden.ts";

/** Judges in silence: a verdict that is shown would be in the student's feedback. */
export const hiddenModule = `// Written by "unrolled release --nbgrader": what a hidden check gives for an answer, from 0 to 1.
// nbgrader judges in the student's own session: a student who means to can get around it. "unrolled grade" does not.
import { ____, validate } from "unrolled/checking";

/** @param file hidden.ts of the assignment @param key which question @param contextOf what is made for one student */
export async function hiddenCredit(
  file: string, key: string, answer: unknown, contextOf: (student: string) => unknown,
): Promise<number> {
  let { hidden } = await import(file);
  if (typeof hidden === "function") hidden = hidden(contextOf(validate().student ?? ""));
  const kind = hidden[key];
  if (!kind) return 1;
  if (answer === ____ || kind.fault(answer) !== undefined) return 0;
  if (!kind.judge) return kind.same(kind.right, answer) ? 1 : 0;
  let isTheirs = false;
  const attempt = (work: () => unknown) => {
    try {
      return work();
    } catch (error) {
      isTheirs = true;
      throw error;
    }
  };
  const isLeftBlank = typeof answer === "function" && /\\b____\\b/.test(String(answer));
  const seed = Math.random().toString(36);
  try {
    const judged = await kind.judge(answer, { question: key, right: kind.right, fingerprints: [], seed, isLeftBlank, attempt });
    if (typeof judged === "number") return judged;
    return judged.blank || judged.recorded ? 0 : judged.credit;
  } catch (error) {
    if (isTheirs) return 0;
    throw error;
  }
}
`;
