// PyTorch's "Chatbot Tutorial": a GRU reads in both directions, another writes with Luong's attention; the loss leaves padding out.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  concat,
  crossEntropy,
  DotAttention,
  Embedding,
  GRUCell,
  globalNorm,
  greedyDecode,
  Linear,
  parametersOf,
  sequenceMask,
  softmax,
  stack,
  type Tensor,
  unroll,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";
import { torchAdam } from "./torch-optimizers.ts";

const [H, words, padding, start, steps] = [6, 9, 0, 1, 5];

describe("port: PyTorch's chatbot with Luong's attention", () => {
  const original = numbersOf("chatbot");
  for (const method of ["dot", "general"] as const)
    it(`has the original's losses, norms, words and where it looked: ${method}`, () => {
      const draw = new Drawing(31);
      const model = draw.fill({
        reader: {
          embed: new Embedding(words, H, float64),
          forward: new GRUCell(H, H, float64),
          backward: new GRUCell(H, H, float64),
        },
        writer: {
          attn: new Linear(H, H, float64),
          cell: new GRUCell(H, H, float64),
          concat: new Linear(2 * H, H, float64),
          out: new Linear(H, words, float64),
        },
      });
      const { reader, writer } = model;
      const [lengths, sizes] = [[6, 5, 3, 2], [3, 5, 4, 2]] as const; // biome-ignore format: a table
      const cut = (rows: number[][], ends: readonly number[]) =>
        rows.map((row, i) => row.map((id, t) => (t < ends[i]! ? id + 2 : padding)));
      const x = cut(draw.ids(words - 2, 4, 6), lengths);
      const y = cut(draw.ids(words - 2, 4, steps), sizes);

      // Packed there, so that what is read behind an end is 0; here a masked step keeps the state before it.
      const mask = sequenceMask(lengths, { padding: "post", dtype: "float64" });
      const read = () => {
        const xs = reader.embed.forward(x);
        const there = unroll(reader.forward, xs, { mask });
        const back = unroll(reader.backward, xs, { mask, reverse: true });
        const keys = stack(there.hidden, 1).add(stack(back.hidden, 1)).mul(mask.expandDims(-1));
        return { h: there.state, keys };
      };
      const look = (h: Tensor, keys: Tensor) => {
        if (method === "dot") return new DotAttention({ scaled: false }).forward(h, keys);
        const weights = softmax(writer.attn.forward(keys).matmul(h.expandDims(-1)).squeeze(-1)); // [batch, T]
        return { weights, context: weights.expandDims(1).matmul(keys).squeeze(1) };
      };
      const looked: Tensor[] = [];
      const step = (ids: readonly number[], { h: before, keys }: ReturnType<typeof read>) => {
        const h = writer.cell.forward(reader.embed.forward([...ids]), before);
        const { context, weights } = look(h, keys);
        looked.push(weights);
        const logits = writer.out.forward(writer.concat.forward(concat([h, context], 1)).tanh());
        return { logits, state: { h, keys } };
      };

      const optimizers = [torchAdam(0.01), torchAdam(0.05)] as const;
      const norms: number[] = [];
      const losses = Array.from({ length: 8 }, () => {
        zeroGrad(model);
        let state = read();
        const costs = Array.from({ length: steps }, (_, t) => {
          const { logits, state: after } = step(t === 0 ? sizes.map(() => start) : y.map(row => row[t - 1]!), state);
          state = after;
          return crossEntropy(logits, y.map(row => row[t]!), { ignoreIndex: padding }); // biome-ignore format: a line
        });
        const loss = stack(costs).sum();
        loss.backward();
        norms.push(globalNorm(model));
        optimizers[0].step(reader);
        optimizers[1].step(writer);
        return loss.item();
      });
      assertClose(losses, original[method].losses, 1e-11);
      assertClose(norms, original[method].norms, 1e-11);
      assert.equal(parametersOf(model).filter(({ parameter }) => parameter.grad).length, method === "dot" ? 14 : 16);

      const said = greedyDecode(step, { state: read(), start, maximum: steps });
      assert.deepEqual(said.map(({ ids }) => ids), original[method].said); // biome-ignore format: a line
      assertClose(looked.at(-1), original[method].looked, 1e-11);
    });
});
