// Operations with PyTorch's numbers and gradients, in float64 on both backends.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Backend, currentBackend, reference, setBackend, wasm } from "../../../src/backend/index.ts";
import * as t from "../../../src/tensor/index.ts";
import { compiledKernels } from "../backend/kernels.ts";

interface Case {
  name: string;
  inputs: t.NestedNumbers[];
  y: t.NestedNumbers;
  gradients: t.NestedNumbers[];
}

const cases: Case[] = JSON.parse(readFileSync(new URL("../../fixtures/pytorch_tensors.json", import.meta.url), "utf8"));

/** By the name before the number, which is the axis, or of a quantile the part. */
const operations: Record<string, (inputs: t.Tensor[], number: number) => t.Tensor> = {
  cumprod: ([x], axis) => t.cumprod(x!, axis),
  pinv: ([x]) => t.pinv(x!),
  quantile: ([x], q) => t.quantile(x!, q, 1),
  cosineSimilarity: ([a, b], axis) => t.cosineSimilarity(a!, b!, axis),
};

const backends: [name: string, make: () => Promise<Backend>][] = [
  ["reference", async () => reference],
  ["wasm", async () => wasm({ kernels: await compiledKernels() })],
];

const assertClose = (found: t.Tensor, expected: t.NestedNumbers) => {
  const wanted = t.tensor(expected, { dtype: "float64" });
  assert.deepEqual(found.shape, wanted.shape);
  const theirs = wanted.values();
  for (const [i, value] of found.values().entries())
    assert.ok(
      Math.abs(value - theirs[i]!) <= 1e-11 * Math.max(1, Math.abs(theirs[i]!)),
      `${value}, PyTorch has ${theirs[i]}`,
    );
};

for (const [backend, make] of backends)
  describe(`operations as PyTorch's, with gradients: ${backend}`, () => {
    let usual: Backend;
    before(async () => {
      usual = currentBackend();
      setBackend(await make());
    });
    after(() => setBackend(usual));

    for (const { name, inputs, y, gradients } of cases)
      it(`${name} of ${JSON.stringify(inputs).slice(0, 50)}`, () => {
        const tensors = inputs.map(input => t.tensor(input, { dtype: "float64", requiresGrad: true }));
        const [operation, number] = name.split(" ");
        const found = operations[operation!]!(tensors, Number(number));
        assertClose(found, y);
        const weights = t.arange(1, found.size + 1, 1, { dtype: "float64" }).reshape(found.shape);
        found.mul(weights).sum().backward();
        for (const [i, tensor] of tensors.entries()) assertClose(tensor.grad!, gradients[i]!);
      });
  });
