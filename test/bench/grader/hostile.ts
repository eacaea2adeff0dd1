// Hostile submissions, made of the attacks of test/attacks: those that need no cell of the small assignment there.
import { gains } from "../../attacks/gains.ts";
import { harms } from "../../attacks/harms.ts";

export interface Attack {
  name: string;
  /** Stands before an answer that is wrong. */
  code: string;
}

export const hostileCode: readonly Attack[] = [
  ...harms.flatMap(({ name, code }) => (code === undefined ? [] : [{ name, code }])),
  ...gains
    .filter(({ before, edit, answer }) => before !== "" && !edit && !answer && !/\bq\d\b/.test(before))
    .map(({ name, before }) => ({ name, code: before })),
];
