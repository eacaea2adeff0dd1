// Activation functions against PyTorch in float64, slopes too; as names and as functions in layers and cells.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import * as t from "../../../src/tensor/index.ts";
import { sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";
import { assertGradientsOf } from "../finite-differences.ts";
import { pytorchFunctions } from "../fixture.ts";

const { x: at, activations: fixtures } = pytorchFunctions;

const ours: Record<string, (x: t.Tensor) => t.Tensor> = {
  ...nn.activations,
  "elu 0.5": x => t.elu(x, { alpha: 0.5 }),
  "leakyRelu 0.01": x => t.leakyRelu(x, { negativeSlope: 0.01 }),
};

/** 1 + erf(x) by its series, Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)) · 2/√π, exact to 1e-15 where |x| ≤ 1. */
function phi(x: number): number {
  const z = x / Math.SQRT2;
  let [term, sum] = [z, z];
  for (let n = 1; n < 60; n++) {
    term *= (-z * z) / n;
    sum += term / (2 * n + 1);
  }
  return 0.5 + sum / Math.sqrt(Math.PI);
}

describe("activation functions", () => {
  for (const { name, y, slope, infinite } of fixtures)
    for (const [dtype, tolerance] of [["float64", 1e-14], ["float32", 1e-6]] as const) // biome-ignore format: a table
      it(`${name}: PyTorch's numbers and slopes, ${dtype}`, () => {
        const x = t.tensor(at, { dtype, requiresGrad: true });
        const found = ours[name]!(x);
        found.sum().backward();
        assertClose(found, y, tolerance);
        assertClose(x.grad, slope, tolerance);
        if (infinite) {
          const odd = ours[name]!(t.tensor([-Infinity, Infinity, NaN], { dtype })).toArray() as number[];
          infinite.forEach((value, i) => {
            if (typeof value === "number") assertClose(odd[i], value, tolerance);
            else assert.ok(Object.is(odd[i], Number(value.replace("inf", "Infinity"))), `${odd[i]}, expected ${value}`);
          });
        }
      });

  it("gelu is x Φ(x) to the last digits, by the series of erf, also far out", () => {
    const near = t.linspace(-1.4, 1.4, 201, { dtype: "float64" });
    assertClose(t.gelu(near), Array.from(near.values(), x => x * phi(x)), 1e-15); // biome-ignore format: a line
    // Φ(−10) of Abramowitz & Stegun 1964, table 26.2: −log₁₀ Q(10) = 23.11805
    const tail = t.gelu(t.tensor(-10, { dtype: "float64" })).item() / -10;
    assert.equal((-Math.log10(tail)).toFixed(5), "23.11805");
    // its limits, where NaN would be 0 · ∞
    assert.deepEqual(t.gelu([-Infinity, Infinity]).toArray(), [0, Infinity]);
    assert.deepEqual(t.silu([-Infinity, Infinity]).toArray(), [0, Infinity]);
  });

  it("by name or as a function, one's own too, in layers and cells", () => {
    const x = t.seed(0).normal(0, 1, [3, 4, 2], { dtype: "float64" });
    const own = (z: t.Tensor) => t.leakyRelu(z, { negativeSlope: 0.01 });
    const layers = (activation: nn.ActivationLike) => [
      nn.dense(3, { activation }),
      nn.simpleRNN(3, { activation }),
      nn.lstm(3, { activation, recurrentActivation: "hardSigmoid" }),
      nn.gru(3, { activation, recurrentActivation: activation }),
    ];
    const outputs = (activation: nn.ActivationLike) => layers(activation).map(layer => layer.forward(x).toArray());
    assert.deepEqual(outputs(z => t.gelu(z)), outputs("gelu")); // biome-ignore format: a line
    assert.notDeepEqual(outputs(own), outputs("leakyRelu"));
    for (const layer of layers(own)) {
      layer.forward(x);
      assertGradientsOf(() => layer.forward(x), layer);
    }
    assert.deepEqual(nn.activation(own).forward(x).toArray(), own(x).toArray());
  });

  it("the toolkit's own functions are known by their names, so that models with them are saved and run fused", () => {
    assert.equal(nn.dense(3, { activation: t.relu }).activation, "relu");
    assert.equal(nn.dense(3, { activation: t.gelu }).activation, "gelu");
    assert.equal(new nn.RNNCell(2, 3, { activation: t.tanh }).activation, "tanh");
    const model = sequential([nn.dense(3, { inputShape: [2], activation: t.elu }), nn.activation("silu")]);
    assert.deepEqual(model.save().layers.map(({ config }) => config.activation), ["elu", "silu"]); // biome-ignore format: a line
    const unsaved = sequential([nn.dense(3, { inputShape: [2], activation: x => x.mul(2) })]);
    assert.throws(() => unsaved.save(), /save expects config\(\) of dense\(3\) to give plain data .* as activation/);
  });

  it("refuse what they do not know", () => {
    const refused = (given: unknown) => () => nn.dense(2, { activation: given as never });
    assert.throws(refused("hard_sigmoid"), /^RangeError: dense knows the activations .*, but got "hard_sigmoid"; did you mean "hardSigmoid"\?/); // biome-ignore format: a line
    assert.throws(refused("swish"), /did you mean "silu"\?/);
    assert.throws(refused(3), /^TypeError: dense knows .*, or a function of tensors, but got 3/);
    assert.throws(() => t.elu([1], { beta: 1 } as never), /elu expects the option alpha, but got beta/);
    assert.throws(() => t.leakyRelu([1], { slope: 1 } as never), /leakyRelu expects the option negativeSlope/);
    assert.throws(() => t.leakyRelu([1], 0.1 as never), /leakyRelu expects options by name, \{ negativeSlope \}/);
    assert.throws(() => t.elu([1], { alpha: NaN }), /elu expects alpha to be a number, but got NaN/);
    assert.throws(() => t.gelu([1], { approximate: "tanh" as never }), /approximate to be true or false, but got "tanh"/); // biome-ignore format: a line
    for (const f of [t.selu, t.silu, t.hardSigmoid] as unknown as ((x: unknown, more: number) => unknown)[])
      assert.throws(() => f([1], 2), /got 2 beside what it reads/);
  });
});
