// The open course: what a kernel preloads beside the toolkit, as `unrolled/assignments`. `--course DIR` puts another there.
import { course, graded, rehearsal } from "../src/checking/index.ts";
import { attention } from "./attention/questions.ts";
import { attentionGraded } from "./attention-graded/questions.ts";
import { batching } from "./batching/questions.ts";
import { batchingGraded } from "./batching-graded/questions.ts";
import { beyond } from "./beyond/questions.ts";
import { beyondGraded } from "./beyond-graded/questions.ts";
import { bibliography } from "./bibliography/questions.ts";
import { bptt } from "./bptt/questions.ts";
import { bpttGraded } from "./bptt-graded/questions.ts";
import { cell } from "./cell/questions.ts";
import { cellGraded } from "./cell-graded/questions.ts";
import { counting } from "./counting/questions.ts";
import { countingGraded } from "./counting-graded/questions.ts";
import { examQuestions } from "./exam/questions.ts";
import { mappingForms } from "./forms/questions.ts";
import { formsGraded } from "./forms-graded/questions.ts";
import { gates } from "./gates/questions.ts";
import { gatesGraded } from "./gates-graded/questions.ts";
import { generation } from "./generation/questions.ts";
import { generationGraded } from "./generation-graded/questions.ts";
import { gradients } from "./gradients/questions.ts";
import { gradientsGraded } from "./gradients-graded/questions.ts";
import { language } from "./language/questions.ts";
import { languageGraded } from "./language-graded/questions.ts";
import { memory } from "./memory/questions.ts";
import { memoryGraded } from "./memory-graded/questions.ts";
import { tagging } from "./tagging/questions.ts";
import { taggingGraded } from "./tagging-graded/questions.ts";
import { vision } from "./vision/questions.ts";
import { visionGraded } from "./vision-graded/questions.ts";

// What every cell has beside the questions: ____, student, progress, validate.
export * from "../src/checking/cells.ts";

/**
 * The questions of an assignment, by its name.
 * @example const { q1, q2, q3 } = assignment("counting")
 * @throws RangeError for an unknown name; lists the known ones.
 */
export const assignment = course({
  forms: mappingForms,
  "forms-graded": graded(formsGraded),
  cell,
  "cell-graded": graded(cellGraded),
  counting,
  "counting-graded": graded(countingGraded),
  bptt,
  "bptt-graded": graded(bpttGraded),
  gradients,
  "gradients-graded": graded(gradientsGraded),
  gates,
  "gates-graded": graded(gatesGraded),
  memory,
  "memory-graded": graded(memoryGraded),
  batching,
  "batching-graded": graded(batchingGraded),
  language,
  "language-graded": graded(languageGraded),
  generation,
  "generation-graded": graded(generationGraded),
  tagging,
  "tagging-graded": graded(taggingGraded),
  attention,
  "attention-graded": graded(attentionGraded),
  vision,
  "vision-graded": graded(visionGraded),
  beyond,
  "beyond-graded": graded(beyondGraded),
  bibliography,
  exam: rehearsal(examQuestions),
});
