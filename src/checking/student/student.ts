// student("ana"): a student says once who they are. The notebook keeps it as it keeps every cell, and the kernel never knows.

import { showHere } from "../../display/index.ts";
import { isBlank } from "../blank.ts";
import { Note } from "../note.ts";
import { forgetVerdicts } from "../session/verdicts.ts";
import { nameFault, normalizedName } from "./name.ts";

/** Who starts the session may say who the student is, a grader for example: it is stronger than what a cell says. */
const variable = "UNROLLED_STUDENT";

const outside = fromOutside();
let said: string | undefined;

function fromOutside(): string | undefined {
  const { process } = globalThis as { process?: { env?: { [name: string]: string | undefined } } };
  const name = process?.env?.[variable];
  if (name === undefined || name === "") return undefined;
  const fault = nameFault(name);
  if (fault !== undefined)
    throw new Error(`${variable} expects a student's name, but got ${JSON.stringify(name)}: ${fault}`);
  return name;
}

/** The student's name as it was written; undefined where nobody has said it. */
export const studentName = (): string | undefined => outside ?? said;

/** The same as it is compared. */
export const currentStudent = (): string | undefined => {
  const name = studentName();
  return name === undefined ? undefined : normalizedName(name);
};

/**
 * Says who you are, once, in a cell above the questions: the numbers of your questions are drawn for this name, the same each
 * time and on every machine. Small and large letters and spaces around are the same. Call `assignment(…)` again after a change.
 * @param name your name or student number
 * @example student("ana")
 */
export function student(name: string | number): Note {
  const [before, written] = [currentStudent(), studentName()];
  const note = say(name);
  const now = currentStudent();
  if (now === before) return showHere(note);
  forgetVerdicts();
  if (before === undefined || now === undefined) return showHere(note);
  return showHere(
    new Note(
      note.title,
      `${note.text} What the cells below show is still ${written}'s: run them again, from assignment("…") on.`,
    ),
  );
}

function say(name: unknown): Note {
  const fault = isBlank(name) ? "replace ____ with your name or student number, in quotes" : nameFault(name);
  said = fault === undefined ? String(name).trim() : undefined;
  if (outside !== undefined) {
    const other = said !== undefined && normalizedName(said) !== normalizedName(outside);
    return new Note(
      "Student",
      `${outside}, as was given from outside.${other ? ` The name ${said} is not used.` : ""}`,
    );
  }
  if (fault !== undefined) return new Note("○ Who are you?", `${fault}: student("ana").`);
  return new Note("Student", `${said}. Your numbers are drawn for this name: write it the same in every notebook.`);
}
