// The bias of the forget gate, as the time after which half of the cell is left.
import { halfLife, line, sigmoid, tensor } from "../../../src/index.ts";
import type { Row } from "../row.ts";

const half = (bias: number) => halfLife(sigmoid(tensor(bias, { dtype: "float64" })).item());
const biases = Array.from({ length: 31 }, (_, i) => i / 5);

export const forgetBias: Row = {
  name: "forget-bias",
  title: "Half-life by the bias of the forget gate",
  source: "F. Gers, J. Schmidhuber, F. Cummins 2000, doi 10.1162/089976600300015015; R. Jozefowicz et al. 2015",
  setting: "f = σ(bias), half-life ln ½ / ln f steps",
  claims: {
    one: { of: "bias 1", published: "2.2 steps", expected: { near: 2.21, within: 0.01 } },
    three: { of: "bias 3", published: "14.3 steps", expected: { near: 14.27, within: 0.01 } },
    five: { of: "bias 5", published: "103 steps", expected: { near: 103.2, within: 0.1 } },
  },
  fixed: true,
  quick: true,
  measure() {
    const points = biases.map(bias => ({ bias, steps: half(bias) }));
    return {
      numbers: { one: half(1), three: half(3), five: half(5) },
      figure: () => line(points, { x: "bias", y: "steps", log: "y", title: "After how many steps half is left" }),
    };
  },
};
