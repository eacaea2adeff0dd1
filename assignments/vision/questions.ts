// Vision: the questions of the lesson notebooks/13-vision.ipynb.
import { answerQuestions } from "./answers.ts";
import { attentionQuestions } from "./attention.ts";
import { captionQuestions } from "./captions.ts";
import { drawingQuestions } from "./drawing.ts";

/** The questions of the assignment "vision", made when they are first asked for. */
export const vision = () => ({
  ...captionQuestions(),
  ...attentionQuestions(),
  ...answerQuestions(),
  ...drawingQuestions(),
});
