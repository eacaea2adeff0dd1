// O. Vinyals, M. Fortunato, N. Jaitly 2015, "Pointer Networks": an LSTM reads numbers, another points at them one after the other,
// from the smallest to the largest.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  argsort,
  broadcastTo,
  crossEntropy,
  greedyDecode,
  LSTMCell,
  type LSTMState,
  Parameter,
  sgd,
  stack,
  type Tensor,
  takeAlongAxis,
  tanh,
  tensor,
  unroll,
  zeroGrad,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, batch, N] = [7, 8, 4];
/** No place: what is read first is a learned number. */
const start = N;

describe("port: pointer network that sorts", () => {
  it("has PyTorch's losses over 80 steps, and points where it points", () => {
    const original = numbersOf("pointer_network");
    const draw = new Drawing(25);
    const x = draw.numbers([batch, N], 1);
    const order: number[][] = argsort(x).toArray();
    assert.deepEqual(order, original.order);
    const parameter = (...shape: number[]) => new Parameter(zeros(shape, float64));
    const model = {
      encoder: new LSTMCell(1, H, float64),
      decoder: new LSTMCell(1, H, float64),
      W: parameter(H, H),
      U: parameter(H, H),
      v: parameter(H, 1),
      first: parameter(1, 1),
    };
    draw.fill(model, 2);

    interface State {
      h: Tensor;
      c: Tensor;
      keys: Tensor;
      x: Tensor;
    }
    const encode = (): State => {
      const { hidden, state } = unroll(model.encoder, x.expandDims(2));
      return { ...state, h: state.h, c: state.c, keys: stack(hidden, 1), x };
    };
    /** Reads the numbers at these places; the scores of all places, v tanh(e W + d U), are equation 3. */
    const step = (places: readonly number[], { h, c, keys, x: numbers }: State) => {
      const read = places.every(place => place === start)
        ? broadcastTo(model.first, [places.length, 1])
        : takeAlongAxis(numbers, tensor(places.map(place => [place]), float64), 1); // biome-ignore format: a line
      const state: LSTMState = model.decoder.forward(read, { h, c });
      const seen = tanh(keys.matmul(model.W).add(state.h.matmul(model.U).expandDims(1)));
      return { logits: seen.matmul(model.v).squeeze(2), state: { h: state.h, c: state.c, keys, x: numbers } };
    };
    const taught = () => {
      let state = encode();
      const scores = Array.from({ length: N }, (_, t) => {
        const next = step(order.map(row => (t === 0 ? start : row[t - 1]!)), state); // biome-ignore format: a line
        state = next.state;
        return next.logits;
      });
      return stack(scores, 1);
    };

    const optimizer = sgd(0.3);
    const losses = Array.from({ length: 80 }, () => {
      zeroGrad(model);
      const loss = crossEntropy(taught(), order);
      loss.backward();
      optimizer.step(model);
      return loss.item();
    });
    assertClose([...losses.slice(0, 10), losses.at(-1)!], original.losses, 1e-9);
    const pointed = greedyDecode(step, { state: encode(), start, maximum: N });
    assert.deepEqual(pointed.map(({ ids }) => [...ids]), original.pointed); // biome-ignore format: a line
  });
});
