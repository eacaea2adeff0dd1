// R. Williams and J. Peng 1990, BPTT(h; h'): every 3 steps of a stream the gradient of their losses goes back 6 steps.
import "./backend.ts";
import {
  crossEntropy,
  detachState,
  Linear,
  LSTMCell,
  norm,
  oneHot,
  sgd,
  stack,
  unroll,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [V, H, every, back, length] = [5, 7, 3, 6, 33];

describe("port: truncated backpropagation through time, BPTT(6; 3)", () => {
  it("has PyTorch's losses, and its norms of the recurrent gradient", () => {
    const original = numbersOf("truncated_bptt");
    const draw = new Drawing(7);
    const signs = draw.ids(V, 1, length + 1)[0]!;
    const ids = signs.map((sign, t) => (t % 3 === 2 ? signs[t - 1]! : sign)); // each third repeats the one before it
    const model = draw.fill({ cell: new LSTMCell(V, H, float64), readout: new Linear(H, V, float64) });
    const optimizer = sgd(0.5);

    const kept = [model.cell.zeroState([])]; // the state before each step
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let end = every; end <= length; end += every) {
      const begin = Math.max(0, end - back);
      const x = oneHot(ids.slice(begin, end), V, float64);
      const { hidden, states } = unroll(model.cell, x, { initialState: kept[begin]! });
      kept.push(...states.slice(-every).map(detachState));
      const logits = model.readout.forward(stack(hidden.slice(-every)));
      const loss = crossEntropy(logits, ids.slice(end - every + 1, end + 1), { reduction: "sum" });
      zeroGrad(model);
      loss.backward();
      optimizer.step(model);
      losses.push(loss.item());
      norms.push(norm(model.cell.recurrentKernel.grad));
    }
    assertClose(losses, original.losses, 1e-11);
    assertClose(norms, original.norms, 1e-11);
  });
});
