// M. Jordan 1986, "Serial Order": a plan, which stays, makes a sequence of outputs; what was said comes back as input.
import "./backend.ts";
import { eye, JordanCell, repeat, sgd, stack, type Tensor, tensor, unroll, zeroGrad } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [batch, T, P, H, O] = [2, 6, 2, 5, 2];

describe("port: Jordan's sequences from plans", () => {
  it("has the losses of PyTorch's autograd, with the right outputs fed back and with its own", () => {
    const original = numbersOf("jordan");
    const draw = new Drawing(11);
    const cell = draw.fill(new JordanCell(P, H, O, { ...float64, outputActivation: "sigmoid" }));
    const plans = eye(batch, float64); // [batch, P]
    const y = tensor(draw.ids(2, batch, T * O), float64).reshape([batch, T, O]);

    const forced = () => {
      const { h, o: nothing } = cell.zeroState([batch]);
      const said: Tensor[] = [];
      for (let t = 0; t < T; t++) {
        const o = t === 0 ? nothing : y.at(":", t - 1);
        said.push(cell.forward(plans, { h, o }).o);
      }
      return stack(said, 1);
    };
    const free = () => {
      const { states } = unroll(cell, repeat(plans.expandDims(1), T, 1));
      return stack(
        states.map(({ o }) => o),
        1,
      );
    };

    const optimizer = sgd(0.3);
    for (const [name, run] of Object.entries({ forced, free })) {
      const losses = Array.from({ length: 10 }, () => {
        zeroGrad(cell);
        const loss = run().sub(y).square().sum().div(batch);
        loss.backward();
        optimizer.step(cell);
        return loss.item();
      });
      assertClose(losses, original[name], 1e-12, name);
    }
    assertClose(free(), original.said, 1e-12);
  });
});
