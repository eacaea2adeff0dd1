// The cliff: where the loss of one recurrent unit is steep, it is steeper by orders of magnitude than elsewhere.
import { cliff } from "../../../src/index.ts";
import type { Row } from "../row.ts";

export const cliffRow: Row = {
  name: "cliff",
  title: "Cliff in the loss of one unit",
  source: "R. Pascanu, T. Mikolov, Y. Bengio 2013, arXiv 1211.5063, figure 6",
  setting: "x ← w σ(x) + b over 50 steps from .5, loss (σ(x) − .7)²; w 0 to 10, b −5 to 0, 100² points",
  claims: {
    ratio: { of: "largest gradient over the grid's median", published: "a steep wall", expected: { atLeast: 100 } },
  },
  fixed: true,
  quick: true,
  measure() {
    const { ratio, figure } = cliff();
    return { numbers: { ratio }, figure: () => figure };
  },
};
