// The names of what is measured: "loss", "accuracy"; of a model of several outputs "answerLoss", "answerAccuracy".
import type { Compiled, CompiledOutput } from "./compiled-model.ts";
import { camelCase } from "./keras-names.ts";

/** answer, loss → answerLoss */
export const measureName = ({ name }: CompiledOutput, measure: string): string =>
  name === undefined ? measure : `${camelCase(name)}${measure[0]!.toUpperCase()}${measure.slice(1)}`;

/** All that a batch of a compiled model is measured by. */
export const measureNames = ({ outputs }: Compiled): string[] => [
  "loss",
  ...outputs.flatMap(output => [
    ...(output.name === undefined ? [] : [measureName(output, "loss")]),
    ...Object.keys(output.metrics).map(metric => measureName(output, metric)),
  ]),
];
