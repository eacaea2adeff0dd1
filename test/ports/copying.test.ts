// The copying problem (S. Hochreiter, J. Schmidhuber 1997) as M. Arjovsky et al. 2016 set it: signs, a long nothing, a sign to begin,
// then the signs again.
import "./backend.ts";
import { crossEntropy, GRUCell, Linear, oneHot, stack, tensor, unroll, zeroGrad } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";
import { torchRMSprop } from "./torch-optimizers.ts";

const [signs, M, T, batch, H] = [8, 3, 6, 8, 9];
const [nothing, go] = [signs, signs + 1];

describe("port: the copying problem", () => {
  const original = numbersOf("copying");
  const draw = new Drawing(21);
  const given = draw.ids(signs, batch, M);
  const many = (n: number) => new Array<number>(n).fill(nothing);
  const x = given.map(row => [...row, ...many(T - 1), go, ...many(M)]);
  const y = given.map(row => [...many(T + M), ...row]);

  it("has PyTorch's ten first losses", () => {
    const model = draw.fill({ cell: new GRUCell(signs + 2, H, float64), readout: new Linear(H, signs + 1, float64) });
    const read = oneHot(x, signs + 2, float64);
    const optimizer = torchRMSprop(0.01);
    const losses = Array.from({ length: 10 }, () => {
      zeroGrad(model);
      const loss = crossEntropy(model.readout.forward(stack(unroll(model.cell, read).hidden, 1)), y);
      loss.backward();
      optimizer.step(model);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-11);
  });

  it("has the paper's loss for who remembers nothing: M log 8 / (T + 2 M)", () => {
    const never = Number.NEGATIVE_INFINITY;
    const before = Array.from({ length: signs + 1 }, (_, sign) => (sign === nothing ? 0 : never));
    const after = Array.from({ length: signs + 1 }, (_, sign) => (sign === nothing ? never : 0));
    const logits = y.map(row => row.map((_, t) => (t < T + M ? before : after)));
    const loss = crossEntropy(tensor(logits, float64), y);
    assertClose(loss, [original.baseline], 1e-14);
    assertClose(loss, [(M * Math.log(8)) / (T + 2 * M)], 1e-14);
  });
});
