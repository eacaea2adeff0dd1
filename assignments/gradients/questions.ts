// Vanish, explode, clip: the questions of the lesson notebooks/05-gradients.ipynb.
import { chainQuestions } from "./chain.ts";
import { clippingQuestions } from "./clipping.ts";
import { explodingQuestions } from "./exploding.ts";
import { keepingQuestions } from "./keeping.ts";
import { lagQuestions } from "./lag.ts";
import { trainingQuestions } from "./training.ts";

/** The questions of the assignment "gradients", made when they are first asked for. */
export const gradients = () => ({
  ...chainQuestions(),
  ...lagQuestions(),
  ...explodingQuestions(),
  ...clippingQuestions(),
  ...trainingQuestions(),
  ...keepingQuestions(),
});
