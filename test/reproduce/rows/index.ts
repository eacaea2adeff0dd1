// All published results that are run again, the quick ones first.
import type { Row } from "../row.ts";
import { addingProblem } from "./adding.ts";
import { addition } from "./addition.ts";
import { bidirectionalRow } from "./bidirectional.ts";
import { captionsRow } from "./captions.ts";
import { cliffRow } from "./cliff.ts";
import { copyingRow } from "./copying.ts";
import { cs231n } from "./cs231n.ts";
import { digitRows } from "./digit-rows.ts";
import { drawRow } from "./draw.ts";
import { echoRow } from "./echo.ts";
import { elman } from "./elman.ts";
import { forgetBias } from "./forget-bias.ts";
import { gradientLag } from "./gradient-lag.ts";
import { hello } from "./hello.ts";
import { irnn } from "./irnn.ts";
import { latchRow } from "./latch.ts";
import { longTexts } from "./long-texts.ts";
import { namesRow } from "./names.ts";
import { questionsRow } from "./questions.ts";
import { emails } from "./real/emails.ts";
import { firstNames } from "./real/first-names.ts";
import { mnistRows } from "./real/mnist-rows.ts";
import { mobyDick } from "./real/moby-dick.ts";
import { pronunciationsRow } from "./real/pronunciations.ts";
import { reber } from "./reber.ts";
import { recall } from "./recall.ts";
import { reversal } from "./reversal.ts";
import { rtrl } from "./rtrl.ts";
import { sine } from "./sine.ts";
import { temporalOrderRow } from "./temporal-order.ts";

export const rows: readonly Row[] = [
  cs231n,
  cliffRow,
  forgetBias,
  gradientLag,
  rtrl,
  hello,
  elman,
  recall,
  bidirectionalRow,
  echoRow,
  sine,
  temporalOrderRow,
  reber,
  copyingRow,
  latchRow,
  namesRow,
  addingProblem,
  irnn,
  longTexts,
  addition,
  reversal,
  digitRows,
  captionsRow,
  questionsRow,
  drawRow,
  firstNames,
  emails,
  mnistRows,
  pronunciationsRow,
  mobyDick,
];
