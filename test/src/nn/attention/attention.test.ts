// Attention against PyTorch in float64: contexts, weights and all gradients, with masks.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { softmax, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradients, unevenSum } from "../../finite-differences.ts";
import { pytorchAttention, type TorchCase } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const { mask } = pytorchAttention;
const leaf = (values: unknown): Tensor => tensor(values as number[], { ...float64, requiresGrad: true });

function check(
  fixture: TorchCase,
  outputs: readonly Tensor[],
  leaves: readonly Tensor[],
  gradients = fixture.gradients,
) {
  assertClose(
    outputs.map(y => y.toArray()),
    fixture.outputs,
    1e-10,
  );
  outputs
    .map(unevenSum)
    .reduce((sum, y) => sum.add(y))
    .backward();
  assertClose(
    leaves.map(x => x.grad!.toArray()),
    gradients,
    1e-10,
  );
}

describe("attention: against PyTorch", () => {
  it("scaled dot, with a mask", () => {
    const fixture = pytorchAttention.scaledDot;
    const [q, k, v] = fixture.given.map(leaf) as [Tensor, Tensor, Tensor];
    const { context, weights } = new nn.DotAttention({ scaled: true }).forward(q, k, { values: v, mask });
    check(fixture, [context, weights], [q, k, v]);
  });

  it("dot, causal and with a mask", () => {
    const fixture = pytorchAttention.dotCausal;
    const [q, k, v] = fixture.given.map(leaf) as [Tensor, Tensor, Tensor];
    const { context, weights } = new nn.DotAttention().forward(q, k, { values: v, mask, causal: true });
    check(fixture, [context, weights], [q, k, v]);
  });

  it("general (Luong)", () => {
    const fixture = pytorchAttention.general;
    const [q, k, w] = fixture.given.map(leaf) as [Tensor, Tensor, Tensor];
    const general = new nn.GeneralAttention(6, 5, float64);
    general.kernel.assign(w.detach());
    const { context, weights } = general.forward(q, k, { mask });
    check(fixture, [context, weights], [q, k, general.kernel]);
  });

  it("additive (Bahdanau)", () => {
    const fixture = pytorchAttention.additive;
    const [q, k, ...given] = fixture.given.map(leaf) as [Tensor, Tensor, ...Tensor[]];
    const additive = new nn.AdditiveAttention(6, 5, 7, float64);
    const parameters = additive.parameters().map(({ parameter }) => parameter);
    assert.deepEqual(
      additive.parameters().map(({ path }) => path),
      ["query.kernel", "key.kernel", "key.bias", "score"],
    );
    parameters.forEach((parameter, i) => {
      parameter.assign(given[i]!.detach());
    });
    const { context, weights } = additive.forward(q, k, { mask });
    check(fixture, [context, weights], [q, k, ...parameters]);
    assert.equal(nn.countParameters(additive), 7 * (6 + 5 + 2));
  });

  it("multi-head: PyTorch's MultiheadAttention, weights of each head", () => {
    const fixture = pytorchAttention.multiHead;
    const [q, k, v, inWeight, inBias, outWeight, outBias] = fixture.given.map(leaf) as Tensor[];
    const heads = new nn.MultiHeadAttention(6, 2, float64);
    const maps = [heads.query, heads.key, heads.value];
    maps.forEach((map, i) => {
      map.kernel.assign(inWeight!.slice(6 * i, 6 * i + 6).transpose().detach()); // biome-ignore format: a line
      map.bias!.assign(inBias!.slice(6 * i, 6 * i + 6).detach());
    });
    heads.output.kernel.assign(outWeight!.transpose().detach());
    heads.output.bias!.assign(outBias!.detach());
    const { context, weights } = heads.forward(q!, k!, { values: v!, mask });
    check(fixture, [context, weights], [q!, k!, v!], fixture.gradients.slice(0, 3));
    const grads = fixture.gradients.slice(3) as [number[][], number[], number[][], number[]];
    maps.forEach((map, i) => {
      assertClose(map.kernel.grad!.transpose().toArray(), grads[0].slice(6 * i, 6 * i + 6), 1e-10);
      assertClose(map.bias!.grad!.toArray(), grads[1].slice(6 * i, 6 * i + 6), 1e-10);
    });
    assertClose(heads.output.kernel.grad!.transpose().toArray(), grads[2], 1e-10);
    assertClose(heads.output.bias!.grad!.toArray(), grads[3], 1e-10);
    assert.equal(nn.countParameters(heads), 4 * 6 * (6 + 1));
  });
});

describe("attention", () => {
  it("a query without an axis of queries gives a context without it", () => {
    const [q, k] = pytorchAttention.scaledDot.given as [number[][][], number[][][]];
    const dot = new nn.DotAttention();
    const all = dot.forward(tensor(q, float64), tensor(k, float64), { mask });
    const first = q.map(([one]) => one!);
    const one = dot.forward(tensor(first, float64), tensor(k, float64), { mask });
    assertClose(one.context.toArray(), (all.context.toArray() as number[][][]).map(([row]) => row), 1e-14); // biome-ignore format: a line
    assert.deepEqual(one.weights.shape, [2, 4]);
    const heads = new nn.MultiHeadAttention(6, 3, float64);
    assert.deepEqual(heads.forward(tensor(first, float64), tensor(k, float64)).weights.shape, [2, 3, 4]);
  });

  it("maskedSoftmax is the softmax of what counts, with its gradient; a row of padding gives 0", () => {
    const x = [[0.3, -1.2, 2, 0.5], [1, 2, 3, 4]]; // biome-ignore format: a table
    const y = nn.maskedSoftmax(tensor(x, float64), [[1, 0, 1, 1], [0, 0, 0, 0]]); // biome-ignore format: a table
    const [a, b, c] = softmax(tensor([0.3, 2, 0.5], float64)).toArray() as number[];
    assertClose(y.toArray(), [[a, 0, b, c], [0, 0, 0, 0]], 1e-15); // biome-ignore format: a table
    assertGradients(scores => nn.maskedSoftmax(scores, [[1, 0, 1, 1], [0, 1, 1, 0]]), tensor(x, float64)); // biome-ignore format: a table
    const huge = nn.maskedSoftmax([[1e38, 0, 3e38]], [[1, 1, 0]]);
    assertClose(huge.toArray(), [[1, 0, 0]], 0);
  });

  it("refuses what does not fit", () => {
    const k = tensor([[[1, 2, 3], [4, 5, 6]]]); // biome-ignore format: a table
    const q = tensor([[1, 2, 3]]);
    for (const [make, message] of [
      [() => new nn.DotAttention().forward(tensor([[1, 2]]), k), /queries and keys of one size/],
      [() => new nn.DotAttention().forward(q, q), /keys \[batch, T, size\]/],
      [
        () => new nn.DotAttention().forward(q, k, { mask: [[1, 1, 1]] }),
        /a mask \[1, 2\] or \[1, 1, 2\], but got \[1, 3\]/,
      ],
      [() => new nn.DotAttention().forward(q, k, { mask: [[1, 0.5]] }), /a mask of 1 and 0/],
      [() => new nn.DotAttention().forward(q, k, { values: tensor([[[1], [2], [3]]]) }), /as many values/],
      [() => new nn.DotAttention().forward(q, k, { key: q } as never), /forward expects options out of values, mask/],
      [() => new nn.DotAttention({ scale: true } as never), /did you mean scaled/],
      [() => new nn.GeneralAttention(2, 3).forward(q, k), /queries of size 2/],
      [() => new nn.MultiHeadAttention(6, 4), /heads that divide the size 6, but got 4/],
      [() => nn.maskedSoftmax([[1, 2]], [[1, 1, 1]]), /broadcasts to \[1, 2\]/],
    ] as const)
      assert.throws(make, message);
  });
});
