// deeplearning.ai, "Building your Recurrent Neural Network - Step by Step": the cells by hand, a column for each sample, and the
// toolkit's own cells with the same weights.
import "./backend.ts";
import { concat, LSTMCell, matmul, RNNCell, sigmoid, softmax, type Tensor, tanh, tensor } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { float64, numbersOf } from "./given.ts";

const { published, rnn, lstm } = numbersOf("step_by_step");

const tensors = <Name extends string>(given: Record<Name, number[][]>) =>
  Object.fromEntries(
    Object.entries(given).map(([name, values]) => [name, tensor(values as number[][], float64)]),
  ) as Record<Name, Tensor>;

/** Every number to 1e-12, one row to the digits that the exercise prints. */
function assertGiven(actual: Tensor, expected: number[][], row: number, printed: number[]) {
  assertClose(actual, expected, 1e-12);
  assertClose(actual.at(row), printed, 1e-8);
}

describe("port: building a recurrent network step by step", () => {
  it("RNN: by hand and by RNNCell, the published numbers", () => {
    const w = tensors<"x" | "before" | "Waa" | "Wax" | "Wya" | "ba" | "by">(rnn.given);
    const a = tanh(matmul(w.Waa, w.before).add(matmul(w.Wax, w.x)).add(w.ba)); // [5, 10]
    assertGiven(a, rnn.a, 4, published["rnn a[4]"]);
    assertGiven(softmax(matmul(w.Wya, a).add(w.by), 0), rnn.y, 1, published["rnn y[1]"]);

    const cell = new RNNCell(3, 5, float64);
    cell.kernel.assign(w.Wax.T);
    cell.recurrentKernel.assign(w.Waa.T);
    cell.bias!.assign(w.ba.reshape([5]));
    assertClose(cell.forward(w.x.T, w.before.T).T, rnn.a, 1e-12);
  });

  it("LSTM: by hand and by LSTMCell, the published numbers", () => {
    type Gate = "f" | "i" | "o" | "c";
    const w = tensors<"x" | "before" | "cBefore" | "Wy" | "by" | `${"W" | "b"}${Gate}`>(lstm.given);
    const joined = concat([w.before, w.x]); // [8, 10]
    const gate = (name: Gate) => matmul(w[`W${name}`], joined).add(w[`b${name}`]);
    const c = sigmoid(gate("f"))
      .mul(w.cBefore)
      .add(sigmoid(gate("i")).mul(tanh(gate("c"))));
    const a = sigmoid(gate("o")).mul(tanh(c));
    assertGiven(a, lstm.a, 4, published["lstm a[4]"]);
    assertGiven(c, lstm.c, 2, published["lstm c[2]"]);
    assertClose(softmax(matmul(w.Wy, a).add(w.by), 0), lstm.y, 1e-12);

    // The exercise joins the state and the input, and has a matrix for each gate; the toolkit's stand side by side: i, f, c, o.
    const all = concat([w.Wi, w.Wf, w.Wc, w.Wo]).T; // [8, 20]
    const cell = new LSTMCell(3, 5, float64);
    cell.kernel.assign(all.at("5:"));
    cell.recurrentKernel.assign(all.at(":5"));
    cell.bias!.assign(concat([w.bi, w.bf, w.bc, w.bo]).reshape([20]));
    const after = cell.forward(w.x.T, { h: w.before.T, c: w.cBefore.T });
    assertClose(after.h.T, lstm.a, 1e-12);
    assertClose(after.c.T, lstm.c, 1e-12);
  });
});
