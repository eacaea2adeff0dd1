// Cells, modules and unroll take plain numbers where they take a tensor: the same numbers come out.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { type NestedNumbers, seed, type Tensor, tensor } from "../../../src/tensor/index.ts";

for (const dtype of ["float32", "float64"] as const)
  describe(`plain numbers as inputs, ${dtype}`, () => {
    const options = { dtype, rng: seed(1) };
    const xs = [[[0.5, 1], [2, -1], [0, 3]]]; // biome-ignore format: [batch 1, T 3, input 2]
    const cells = {
      RNNCell: new nn.RNNCell(2, 3, options),
      GRUCell: new nn.GRUCell(2, 3, options),
      LSTMCell: new nn.LSTMCell(2, 3, options),
      JordanCell: new nn.JordanCell(2, 3, 2, options),
    } as unknown as Record<string, nn.Cell<Tensor>>;
    const equal = (a: unknown, b: unknown) => assert.equal(JSON.stringify(a), JSON.stringify(b));

    for (const [name, cell] of Object.entries(cells)) {
      it(`${name}: one step, a sequence, a batch, a list of steps`, () => {
        const x = xs[0]![0]!;
        equal(cell.forward(x as never, cell.zeroState([])), cell.forward(tensor(x, { dtype }), cell.zeroState([])));
        for (const [plain, steps] of [
          [xs, undefined],
          [xs[0], xs[0]],
        ] as [NestedNumbers, NestedNumbers[]?][]) {
          // biome-ignore format: a table
          const expected = nn.unroll(cell, tensor(plain, { dtype })).hidden;
          equal(nn.unroll(cell, plain).hidden, expected);
          if (steps)
            equal(
              nn.unroll(
                cell,
                steps.map(step => tensor(step, { dtype })),
              ).hidden,
              expected,
            );
        }
        const typed = xs[0]!.map(row => Float64Array.from(row));
        equal(nn.unroll(cell, typed).hidden, nn.unroll(cell, xs[0]!).hidden);
      });

      it(`${name}: what is no sequence is told`, () => {
        const wrong = (xs: unknown) => () => nn.unroll(cell, xs as Tensor);
        assert.throws(wrong("abc"), new RegExp(`unroll\\(${name}\\(.*\\)\\) expects numbers, but got "abc"`));
        assert.throws(wrong(undefined), /expects numbers, but got undefined/);
        assert.throws(wrong([]), /expects a tensor or a list of at least one tensor/);
        assert.throws(wrong([1, 2]), /expects a sequence \[T, 2\] or \[batch, T, 2\] with T ≥ 1, but got \[2\]/);
        assert.throws(wrong([[1, 2], [3]]), /expects rows of equal length/); // biome-ignore format: a matrix
      });
    }

    it("Linear, LayerNorm, Dropout", () => {
      const modules = [new nn.Linear(2, 3, options), new nn.LayerNorm(2, { dtype })];
      for (const module of modules) equal(module.forward([1, 2]), module.forward(tensor([1, 2], { dtype })));
      equal(new nn.Dropout(0.5).forward([1, 2], { training: false }), [1, 2]);
      assert.throws(() => modules[0]!.forward("1" as never), /Linear expects numbers, but got "1"/);
    });
  });
