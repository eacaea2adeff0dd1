// The cell and its forward pass: the questions of the lesson notebooks/02-cell.ipynb.
import { unitQuestions } from "./one-unit.ts";
import { outputQuestions } from "./outputs.ts";
import { sequenceQuestions } from "./sequence.ts";
import { stepQuestions } from "./several-units.ts";

/** The questions of the assignment "cell", made when they are first asked for. */
export const cell = () => ({
  ...unitQuestions(),
  ...stepQuestions(),
  ...sequenceQuestions(),
  ...outputQuestions(),
});
