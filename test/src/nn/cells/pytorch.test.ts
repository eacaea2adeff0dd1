// Cells, unroll, embedding, layer norm and losses against what PyTorch gave in float64: outputs, states and every gradient,
// here in float64 and, as the backend in use computes it, in float32.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { concat, stack, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { unevenSum } from "../../finite-differences.ts";
import { pytorch, type TorchRecurrent } from "../../fixture.ts";

type DType = Tensor["dtype"];
const dtypes = [["float64", 1e-10], ["float32", 1e-5]] as const; // biome-ignore format: a table
const float64 = { dtype: "float64" } as const;
const leafOf =
  (dtype: DType) =>
  (values: unknown): Tensor =>
    tensor(values as number[], { dtype, requiresGrad: true });
const H = 5;

/** Runs a fixture's directions and returns all that PyTorch gave. Packed sequences have no padding; ours holds NaN. */
function run(fixture: TorchRecurrent, dtype: DType = "float64") {
  const leaf = leafOf(dtype);
  const { kind, bias, nonlinearity, lengths } = fixture;
  const padded = (fixture.x as number[][][]).map((steps, i) =>
    steps.map((x, t) => (t < (lengths?.[i] ?? steps.length) ? x : x.map(() => Number.NaN))),
  );
  const x = leaf(padded);
  const initial = fixture.initial.map(leaf); // [directions, batch, hidden] each
  const options = { bias, dtype };
  const directions = fixture.weights.map((weights, direction) => {
    const cell =
      kind === "LSTM"
        ? new nn.LSTMCell(3, H, options)
        : kind === "GRU"
          ? new nn.GRUCell(3, H, options)
          : new nn.RNNCell(3, H, { ...options, activation: nonlinearity ?? "tanh" });
    nn.fromTorch(cell, weights);
    const [h, c] = initial.map(state => state.at(direction));
    const initialState = (kind === "LSTM" ? { h, c } : h) as Tensor;
    const T = (fixture.x[0] as unknown[]).length;
    const mask = lengths?.map(length => Array.from({ length: T }, (_, t) => +(t < length)));
    const reverse = direction === 1;
    return { cell, ...nn.unroll(cell as nn.RNNCell, x, { initialState, mask, reverse }) };
  });
  const T = directions[0]!.hidden.length;
  const sequences = directions.map(({ hidden }) => stack(hidden, 1)); // [batch, T, hidden]
  let output = concat(sequences, -1);
  if (lengths) {
    // PyTorch's padding holds zeros; ours holds what was known there.
    const valid = lengths.map(length => Array.from({ length: T }, (_, t) => [+(t < length)]));
    output = output.mul(tensor(valid, { dtype }));
  }
  const parts = directions.map(({ state }) => nn.tensorsOfState(state));
  const states = parts[0]!.map((_, i) => stack(parts.map(part => part[i]!), 0)); // biome-ignore format: a list
  [output, ...states]
    .map(unevenSum)
    .reduce((sum, y) => sum.add(y))
    .backward();
  return { x, initial, cells: directions.map(({ cell }) => cell), output, states };
}

describe("recurrence against PyTorch", () => {
  for (const [dtype, tolerance] of dtypes)
    for (const [name, fixture] of Object.entries(pytorch.recurrent))
      it(`${name}, ${dtype}`, () => {
        const { x, initial, cells, output, states } = run(fixture, dtype);
        const { gradients } = fixture;
        assertClose(output, fixture.output, tolerance, "output");
        assertClose(states, fixture.states, tolerance, "states");
        assertClose(x.grad, gradients.x, tolerance, "∂x");
        for (const [i, state] of initial.entries())
          assertClose(state.grad, gradients.initial[i], tolerance, "∂initial");
        for (const [direction, cell] of cells.entries()) {
          const expected = gradients.weights[direction]!;
          // The gradients, seen as weights in PyTorch's layout.
          for (const parameter of cell.parameters().map(found => found.parameter)) parameter.assign(parameter.grad!);
          const actual = nn.toTorch(cell);
          assertClose(actual.weight_ih, expected.weight_ih, tolerance, "∂W");
          assertClose(actual.weight_hh, expected.weight_hh, tolerance, "∂U");
          if (!fixture.bias) continue;
          assertClose(actual.bias_ih, expected.bias_ih, tolerance, "∂b");
          // Where we have one bias, PyTorch gives both of its two the gradient of their sum.
          const second = cell instanceof nn.GRUCell ? actual.bias_hh : actual.bias_ih;
          assertClose(second, expected.bias_hh, tolerance, "∂b′");
        }
      });

  it("would notice gates in another order, and a mask left out", () => {
    const { gru, "lstm, lengths 4 and 2, both directions": lengths } = pytorch.recurrent;
    const [weights] = gru!.weights;
    const rows = weights!.weight_ih as number[][];
    const swapped = { ...weights!, weight_ih: [...rows.slice(H, 2 * H), ...rows.slice(0, H), ...rows.slice(2 * H)] };
    const { output } = run({ ...gru!, weights: [swapped] });
    assert.throws(() => assertClose(output, gru!.output, 1e-3), /relative error/);
    const unmasked = run({ ...lengths!, lengths: [4, 4] });
    assert.throws(() => assertClose(unmasked.states, lengths!.states, 1e-3), /relative error/);
  });

  it("toTorch gives what fromTorch took", () => {
    for (const [Cell, name] of [
      [nn.LSTMCell, "lstm"],
      [nn.GRUCell, "gru"],
      [nn.RNNCell, "rnn"],
    ] as const) {
      // biome-ignore format: a table
      const [weights] = pytorch.recurrent[name]!.weights;
      const cell = new Cell(3, H, float64);
      nn.fromTorch(cell, weights!);
      const back = nn.toTorch(cell);
      assertClose(back.weight_ih, weights!.weight_ih, 0);
      assertClose(back.weight_hh, weights!.weight_hh, 0);
      assertClose(back.bias_ih!.add(back.bias_hh!), tensor(weights!.bias_ih!, float64).add(tensor(weights!.bias_hh!, float64)), 1e-15); // biome-ignore format: a line
      if (name === "gru") assertClose(back.bias_hh, weights!.bias_hh, 0);
    }
  });

  it("weights that do not fit are refused, and the cell stays as it was", () => {
    const cell = new nn.LSTMCell(3, H, float64);
    const before = String(cell.kernel.values());
    const [weights] = pytorch.recurrent.lstm!.weights;
    assert.throws(() => nn.fromTorch(cell, { ...weights!, bias_hh: [1] }), /bias_hh of shape \[20\] for LSTMCell\(3 → 5\), but got \[1\]/); // biome-ignore format: a line
    assert.throws(
      () => nn.fromTorch(cell, { weight_ih: weights!.weight_ih } as never),
      /weight_hh of shape \[20, 5\] .* got none/,
    );
    assert.throws(() => nn.fromTorch(new nn.LSTMCell(3, H, { ...float64, bias: false }), weights!), /made without/);
    assert.throws(() => nn.toTorch(new nn.GRUCell(3, H, { resetAfter: false })), /GRU has resetAfter: true/);
    assert.throws(() => nn.toTorch(new nn.LSTMCell(3, H, { peepholes: true })), /no peepholes/);
    assert.equal(String(cell.kernel.values()), before);
  });
});

for (const [dtype, tolerance] of dtypes)
  describe(`written out in PyTorch, ${dtype}`, () => {
    const leaf = leafOf(dtype);
    it("peepholes", () => {
      const { leaves, output, cell: lastCell, gradients } = pytorch.peephole;
      const cell = new nn.LSTMCell(3, H, { dtype, peepholes: true });
      for (const { path, parameter } of cell.parameters()) parameter.assign(leaf(leaves[path]));
      const [x, h, c] = [leaves.x, leaves.h0, leaves.c0].map(leaf) as [Tensor, Tensor, Tensor];
      const { hidden, state } = nn.unroll(cell, x, { initialState: { h, c } });
      const sequence = stack(hidden, 1);
      unevenSum(sequence).add(unevenSum(state.c)).backward();
      assertClose([sequence, state.c], [output, lastCell], tolerance);
      assertClose([x.grad, h.grad, c.grad], [gradients.x, gradients.h0, gradients.c0], tolerance);
      assert.equal(cell.parameters().length, 4);
      for (const { path, parameter } of cell.parameters())
        assertClose(parameter.grad, gradients[path], tolerance, path);
    });

    it("recurrence from the output", () => {
      const { leaves, output, gradients } = pytorch.outputRecurrence;
      const cell = new nn.JordanCell(3, H, 4, { dtype, outputActivation: "softmax" });
      const names: Record<string, string> = { "readout.kernel": "outputKernel", "readout.bias": "outputBias" };
      const nameOf = (path: string) => names[path] ?? path;
      for (const { path, parameter } of cell.parameters()) parameter.assign(leaf(leaves[nameOf(path)]));
      const [x, o] = [leaf(leaves.x), leaf(leaves.o0)];
      const { states } = nn.unroll(cell, x, { initialState: { ...cell.zeroState([2]), o } });
      const sequence = stack(states.map(s => s.o), 1); // biome-ignore format: a list
      unevenSum(sequence).backward();
      assertClose(sequence, output, tolerance);
      assertClose([x.grad, o.grad], [gradients.x, gradients.o0], tolerance);
      assert.equal(cell.parameters().length, 5);
      for (const { path, parameter } of cell.parameters())
        assertClose(parameter.grad, gradients[nameOf(path)], tolerance, path);
    });
  });

for (const [dtype, tolerance] of dtypes)
  describe(`modules against PyTorch, ${dtype}`, () => {
    const leaf = leafOf(dtype);
    it("embedding, with ids that come again", () => {
      const { ids, weights, output, gradient } = pytorch.embedding;
      const module = new nn.Embedding(7, 3, { dtype });
      module.embeddings.assign(leaf(weights));
      const y = module.forward(ids);
      unevenSum(y).backward();
      assertClose(y, output, tolerance);
      assertClose(module.embeddings.grad, gradient, tolerance);
    });

    it("layer norm", () => {
      const { leaves, output, gradients } = pytorch.layerNorm;
      const module = new nn.LayerNorm(5, { dtype });
      module.gamma.assign(leaf(leaves.gamma));
      module.beta.assign(leaf(leaves.beta));
      const x = leaf(leaves.x);
      const y = module.forward(x);
      unevenSum(y).backward();
      assertClose(y, output, tolerance);
      assertClose(
        [x.grad, module.gamma.grad, module.beta.grad],
        [gradients.x, gradients.gamma, gradients.beta],
        tolerance,
      );
    });

    it("losses", () => {
      const { logits, targets, ids, binary, crossEntropy, mse } = pytorch.losses;
      const mask = ids.map(row => row.map(id => +(id >= 0)));
      const classes = ids.map(row => row.map(id => Math.max(id, 0)));
      for (const [expected, loss] of [
        [binary, (z: Tensor) => nn.binaryCrossEntropyWithLogits(z, targets)],
        [crossEntropy, (z: Tensor) => nn.crossEntropy(z, classes, { mask })],
        [mse, (z: Tensor) => nn.meanSquaredError(targets, z)],
      ] as const) {
        const z = leaf(logits);
        const value = loss(z);
        value.backward();
        assertClose([value, z.grad], [expected.value, expected.gradient], tolerance);
      }
    });
  });
