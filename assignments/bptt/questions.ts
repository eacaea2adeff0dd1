// Backpropagation through time: the questions of the lesson notebooks/04-bptt.ipynb.
import { lossQuestions } from "./losses.ts";
import { unitQuestions } from "./one-unit.ts";
import { programQuestions } from "./several-units.ts";

/** The questions of the assignment "bptt", made when they are first asked for. */
export const bptt = () => ({ ...unitQuestions(), ...programQuestions(), ...lossQuestions() });
