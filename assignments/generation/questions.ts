// Generation and teacher forcing: the questions of the lesson notebooks/10-generation.ipynb.
import { endingQuestions } from "./endings.ts";
import { exampleQuestions } from "./examples.ts";
import { recurrenceQuestions } from "./recurrences.ts";

/** The questions of the assignment "generation", made when they are first asked for. */
export const generation = () => ({ ...exampleQuestions(), ...recurrenceQuestions(), ...endingQuestions() });
