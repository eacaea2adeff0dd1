// Truncated backpropagation through time: an echo of lag 5 in windows of 20 needs the state that is carried.
import { bar } from "../../../src/index.ts";
import { echo } from "../../notebooks/echo.ts";
import type { Row } from "../row.ts";

export const echoRow: Row = {
  name: "echo",
  title: "Echo in stretches",
  source: "R. Williams, J. Peng 1990, doi 10.1162/neco.1990.2.4.490 (truncated BPTT)",
  setting: "bits of lag 5, stretches of 20, tanh, H 24, Adam .01, 16 streams",
  claims: {
    carried: { of: "state carried: accuracy", published: "as with the whole sequence", expected: { atLeast: 0.99 } },
    zeros: { of: "state from zeros each stretch: accuracy", published: "1 − 5/20 · ½ = .875", expected: { near: 0.875, within: 0.02 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const [carried, zeros] = [echo(20, "carried", number), echo(20, "zeros", number)];
    return {
      numbers: { carried, zeros },
      figure: () => bar({ carried, zeros }, { yLabel: "accuracy", title: "Echo of lag 5 in stretches of 20" }),
    };
  },
};
