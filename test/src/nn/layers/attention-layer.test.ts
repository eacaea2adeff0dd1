// The attention layer: every score by itself and in a model, and what it refuses. (Numbers against Keras: functional.test.ts.)
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type Tensor } from "../../../../src/tensor/index.ts";
import { functional, loadModel } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";

describe("the attention layer", () => {
  const float64 = { dtype: "float64" } as const;
  const rng = seed(0);
  const [query, values, keys] = [[2, 3, 4], [2, 5, 4], [2, 5, 4]].map(shape => rng.normal(0, 1, shape, float64)) as [Tensor, Tensor, Tensor]; // biome-ignore format: a line
  const options: nn.AttentionLayerOptions[] = [
    {},
    { score: "scaledDot", causal: true },
    { score: "general" },
    { score: "additive", units: 7 },
    { score: "multiHead", heads: 2, units: 6 },
  ];
  for (const one of options)
    it(`${JSON.stringify(one)}: alone, in a model, saved and loaded: the numbers of its module`, () => {
      const layer = nn.attention({ ...one, returnWeights: true });
      const [context, weights] = layer.call([query, values, keys]);
      const { causal = false } = one;
      const of = layer.attention!.forward(query, keys, { values, causal });
      assertClose(context!.toArray(), of.context.toArray(), 0);
      assertClose(weights!.toArray(), of.weights.toArray(), 0);
      const inputs = [query, values, keys].map(({ shape }) => nn.input({ shape: shape.slice(1) }));
      const model = functional({
        inputs,
        outputs: nn.attention({ ...one, returnWeights: true }).call(inputs),
        ...float64,
      });
      model.setWeights(layer.getWeights());
      const data = [query, values, keys];
      const found = model.predict(data);
      assertClose(found[0]!.toArray(), context!.toArray(), 1e-14);
      assert.deepEqual(found.map(({ shape }) => shape), [context!.shape, weights!.shape]); // biome-ignore format: a line
      const loaded = loadModel(model.save()).predict(data) as Tensor[];
      assertClose(loaded[1]!.toArray(), found[1]!.toArray(), 0);
    });

  it("refuses what does not fit", () => {
    for (const [make, message] of [
      [
        () => nn.attention({ score: "cosine" as never }),
        /the scores dot, scaledDot, general, additive, multiHead, but got "cosine"/,
      ],
      [() => nn.attention({ heads: 2 }), /heads for the score "multiHead"/],
      [() => nn.attention({ score: "general", units: 3 }), /units for the scores/],
      [() => nn.attention().call([query]), /expects \[query, values\]/],
      [() => nn.attention().call(query as never), /a list of tensors, but got a Tensor/],
      [() => nn.attention().call([query, values], { mask: [[1]] }), /expects no mask/],
      [() => nn.attention().call([query, rng.normal(0, 1, [2, 5, 3], float64)]), /queries and keys of one size/],
      [() => nn.attention({ scores: "dot" } as never), /did you mean score/],
    ] as const)
      assert.throws(make, message);
  });
});
