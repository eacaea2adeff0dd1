// Lines that students of other courses type, by what is wrong with them.
import { answers } from "./answers.ts";
import { courses } from "./courses.ts";
import { empty } from "./empty.ts";
import { libraries } from "./libraries.ts";
import { names } from "./names.ts";
import { notes } from "./notes.ts";
import { ported } from "./ported.ts";
import { python } from "./python.ts";
import { slips } from "./slips.ts";
import { tutorials } from "./tutorials.ts";
import { typescript } from "./typescript.ts";
import { values } from "./values.ts";
import { whole } from "./whole.ts";

export const groups = [
  ...names,
  ...libraries,
  ...ported,
  ...python,
  ...tutorials,
  ...typescript,
  ...slips,
  ...whole,
  ...notes,
  ...values,
  ...courses,
  ...empty,
  ...answers,
];
