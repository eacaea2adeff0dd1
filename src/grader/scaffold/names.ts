// What a new assignment is called: in a folder, in a notebook, and in a program.

/** An assignment's name and what is made of it. */
export interface Names {
  /** Of its folder and in `assignment("gates-graded")`. */
  readonly name: string;
  /** The function that makes its questions: gatesGraded. */
  readonly identifier: string;
  /** Its notebook's heading: "Gates graded". */
  readonly title: string;
}

/** What may not be the name of a function. */
const reserved = new Set(
  "await break case catch class const continue course debugger default delete do else enum eval exam export extends false finally for function graded if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

/** @throws RangeError for a name that is no folder's and no function's */
export function namesOf(name: string): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new RangeError(
      `an assignment's name is expected in small letters and digits, with single dashes between, as "gates-graded", but got ${JSON.stringify(name)}`,
    );
  const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const identifier = reserved.has(camel) ? `${camel}Questions` : camel;
  const words = name.replaceAll("-", " ");
  return { name, identifier, title: words.charAt(0).toUpperCase() + words.slice(1) };
}
