// Deep, bidirectional, tagging: the questions of the lesson notebooks/11-tagging.ipynb.
import { convolutionQuestions } from "./convolutions.ts";
import { directionQuestions } from "./directions.ts";
import { wordQuestions } from "./words.ts";

/** The questions of the assignment "tagging", made when they are first asked for. */
export const tagging = () => ({ ...wordQuestions(), ...directionQuestions(), ...convolutionQuestions() });
