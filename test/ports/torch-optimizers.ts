// PyTorch's Adam and RMSprop, whose ε stands elsewhere than in the toolkit's, which are Keras's: optimizers of one's own.
import { Optimizer, type Tensor } from "../../src/index.ts";

type Slots = Record<string, Tensor>;

/** D. Kingma, J. Ba 2015; ε is added when the bias correction is done. */
class TorchAdam extends Optimizer {
  readonly name = "torch-adam";

  protected rule(t: number, rate: number) {
    return (w: Tensor, g: Tensor, slots: Slots): Tensor => {
      const { m = g.mul(0), v = g.mul(0) } = slots;
      slots.m = m.mul(0.9).add(g.mul(0.1));
      slots.v = v.mul(0.999).add(g.square().mul(0.001));
      const corrected = slots.v.div(1 - 0.999 ** t).sqrt();
      return w.sub(slots.m.mul(rate / (1 - 0.9 ** t)).div(corrected.add(1e-8)));
    };
  }
}

/** G. Hinton, lecture 6e; ε is added to the root. */
class TorchRMSprop extends Optimizer {
  readonly name = "torch-rmsprop";

  protected rule(_t: number, rate: number) {
    return (w: Tensor, g: Tensor, slots: Slots): Tensor => {
      slots.v = (slots.v ?? g.mul(0)).mul(0.99).add(g.square().mul(0.01));
      return w.sub(g.mul(rate).div(slots.v.sqrt().add(1e-8)));
    };
  }
}

export const torchAdam = (rate: number): Optimizer => new TorchAdam("torchAdam", rate, {});
export const torchRMSprop = (rate: number): Optimizer => new TorchRMSprop("torchRMSprop", rate, {});
