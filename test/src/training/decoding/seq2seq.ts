// The encoder and decoder of pytorch_seq2seq.py, written with the toolkit, with PyTorch's weights.
import * as nn from "../../../../src/nn/index.ts";
import { concat, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { pytorchSeq2seq } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;

export function seq2seq() {
  const { weights, source } = pytorchSeq2seq;
  const model = {
    encoder: new nn.GRUCell(3, 4, float64),
    decoder: new nn.GRUCell(3, 4, float64),
    embed: new nn.Embedding(6, 3, float64),
    readout: new nn.Linear(8, 6, float64),
  };
  const torch = (prefix: string, suffix = "") =>
    Object.fromEntries(
      ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map(name => [name, weights[`${prefix}.${name}${suffix}`]]),
    ) as never;
  nn.fromTorch(model.encoder, torch("encoder", "_l0"));
  nn.fromTorch(model.decoder, torch("decoder"));
  const given = (name: string) => tensor(weights[name] as number[], float64);
  model.embed.embeddings.assign(given("embed.weight"));
  model.readout.kernel.assign(given("readout.weight").transpose());
  model.readout.bias!.assign(given("readout.bias"));
  const { hidden, state } = nn.unroll(model.encoder, model.embed.forward(source));
  const annotations = stackOf(hidden);
  const attention = new nn.DotAttention();
  const step = (ids: readonly number[], before: { h: Tensor; annotations: Tensor }) => {
    const h = model.decoder.forward(model.embed.forward([...ids]), before.h);
    const { context } = attention.forward(h, before.annotations);
    return { logits: model.readout.forward(concat([h, context], -1)), state: { h, annotations: before.annotations } };
  };
  return { model, step, state: { h: state, annotations } };
}

const stackOf = (hidden: readonly Tensor[]): Tensor =>
  concat(
    hidden.map(h => h.expandDims(1)),
    1,
  );
