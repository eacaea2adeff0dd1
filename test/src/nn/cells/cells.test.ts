// Cells and unroll by what they must do: gates, masks, initial states, gradients of every state; and what they say.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { norm, seed, type Tensor, tanh, tensor, zeros } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradientsOf } from "../../finite-differences.ts";

const rng = seed(21);
const float64 = { dtype: "float64" } as const;
const random = (...shape: number[]) => rng.normal(0, 1, shape, float64);
const all = { rng, ...float64, biasInitializer: nn.uniformInitializer(1) };
const cells = {
  rnn: () => new nn.RNNCell(3, 4, all),
  lstm: () => new nn.LSTMCell(3, 4, all),
  "lstm with peepholes": () => new nn.LSTMCell(3, 4, { ...all, peepholes: true }),
  gru: () => new nn.GRUCell(3, 4, all),
  "gru, reset before": () => new nn.GRUCell(3, 4, { ...all, resetAfter: false }),
  jordan: () => new nn.JordanCell(3, 4, 2, { ...all, outputActivation: "tanh" }),
};
/** A cell whose state may be anything. */
type AnyCell = nn.Cell<nn.StateTensors> & nn.Module;

describe("cells: every one", () => {
  for (const [name, make] of Object.entries(cells)) {
    const cell = make() as never as AnyCell;
    const given = () => nn.mapStates([cell.zeroState([2])], t => random(...t.shape));
    const leaf = (x: Tensor) => tensor(x.toArray(), { ...float64, requiresGrad: true });
    const last = (state: nn.StateTensors) =>
      nn
        .tensorsOfState(state)
        .map(t => t.mul(t).sum())
        .reduce((a, b) => a.add(b));

    it(`${name}: without a state it starts from zeros, as in PyTorch`, () => {
      for (const batch of [[], [2]]) {
        const x = random(...batch, 3);
        const [own, told] = [cell.forward(x, undefined as never), cell.forward(x, cell.zeroState(batch))];
        assert.deepEqual(nn.tensorsOfState(own).map(t => t.toArray()), nn.tensorsOfState(told).map(t => t.toArray())); // biome-ignore format: a line
      }
    });

    it(`${name}: gradients of weights, inputs and initial state, masked, both directions`, () => {
      const [xs, initialState] = [leaf(random(2, 4, 3)), nn.mapStates([given()], leaf)];
      const mask = [[1, 1, 1, 0], [1, 0, 1, 1]]; // biome-ignore format: a matrix
      for (const reverse of [false, true])
        assertGradientsOf(() => last(nn.unroll(cell, xs, { initialState, mask, reverse }).state), {
          cell,
          xs,
          initialState,
        });
    });

    it(`${name}: masked = unpadded, padding before or after, to the last bit`, () => {
      const [long, short] = [random(5, 3), random(3, 3)];
      const padding = random(2, 3).mul(1e6);
      const alone = [long, short].map(xs => nn.unroll(cell, xs).state);
      for (const [padded, row] of [
        [
          [short, padding],
          [1, 1, 1, 0, 0],
        ],
        [
          [padding, short],
          [0, 0, 1, 1, 1],
        ],
      ] as const) {
        const xs = tensor([long.toArray(), padded.flatMap(part => part.toArray() as number[][])] as never, float64);
        const { state } = nn.unroll(cell, xs, { mask: [[1, 1, 1, 1, 1], row] }); // biome-ignore format: a matrix
        for (const [i, part] of nn.tensorsOfState(state).entries())
          for (const sample of [0, 1]) assertClose(part.at(sample), nn.tensorsOfState(alone[sample]!)[i], 1e-15);
      }
    });

    it(`${name}: what is masked may be NaN and infinite, there and back`, () => {
      const counts = [[1, 1, 0, 0, 1], [0, 0, 1, 1, 0]]; // biome-ignore format: a matrix
      const clean = random(2, 5, 3).toArray() as number[][][];
      const run = (padding: number[]) => {
        const xs = tensor(clean.map((row, i) => row.map((x, t) => (counts[i]![t] ? x : padding))), { ...float64, requiresGrad: true }); // biome-ignore format: a line
        const lists = Array.from({ length: 5 }, (_, t) => xs.select(1, t));
        nn.zeroGrad(cell);
        const states = [xs, lists].map(sequence => nn.unroll(cell, sequence, { mask: counts }).states);
        states
          .flat()
          .map(last)
          .reduce((a, b) => a.add(b))
          .backward();
        assert.ok(counts.flat().every((m, i) => m === 1 || norm(xs.grad!.reshape([10, 3]).at(i)).item() === 0));
        return [...states.flat(2).flatMap(nn.tensorsOfState), xs.grad!, ...cell.parameters().map(p => p.parameter.grad!)].map(t => t.toArray()); // biome-ignore format: a line
      };
      assert.deepEqual(run([Number.NaN, 1, Number.NEGATIVE_INFINITY]), run([0, 0, 0]));
    });

    it(`${name}: goes on from a state as if it had not stopped; a batch is its sequences`, () => {
      const xs = random(2, 6, 3);
      const { states } = nn.unroll(cell, xs);
      const { state } = nn.unroll(cell, xs.slice(0, 4, { axis: 1 }));
      const rest = nn.unroll(cell, xs.slice(4, { axis: 1 }), { initialState: state });
      const second = nn.unroll(cell, xs.at(1));
      nn.tensorsOfState(states[5]!).forEach((part, i) => {
        assertClose(nn.tensorsOfState(rest.state)[i], part, 1e-15);
        assertClose(nn.tensorsOfState(second.state)[i], part.at(1), 1e-15);
      });
    });

    it(`${name}: reverse is the sequence turned round, with hidden in the order of time`, () => {
      const xs = Array.from({ length: 4 }, () => random(2, 3));
      const { hidden, state } = nn.unroll(cell, xs, { reverse: true });
      const turned = nn.unroll(cell, xs.toReversed());
      assert.deepEqual(hidden.map(String), turned.hidden.map(String).reverse());
      assert.deepEqual(nn.tensorsOfState(state).map(String), nn.tensorsOfState(turned.state).map(String));
    });

    it(`${name}: every state keeps its gradient, on all paths`, () => {
      const xs = random(2, 4, 3);
      const { states } = nn.unroll(cell, xs);
      last(states.at(-1)!).backward();
      const first = nn.tensorsOfState(states[0]!);
      // Measured on the rest of the sequence alone; of a state that is computed from another part of it, only that.
      const leaves = nn.mapStates([states[0]!], leaf);
      last(nn.unroll(cell, xs.slice(1, { axis: 1 }), { initialState: leaves }).state).backward();
      const final = name === "jordan" ? 1 : 0;
      assertClose(first[final]!.grad, nn.tensorsOfState(leaves)[final]!.grad, 1e-12);
      for (const part of states.flatMap(state => nn.tensorsOfState(state))) assert.ok(norm(part.grad) > 0);
    });

    it(`${name}: a learned initial state is part of the model, and its gradient sums over the batch`, () => {
      const h0 = new nn.LearnedState(cell);
      const xs = random(2, 3, 3);
      assert.deepEqual(
        nn.unroll(cell, xs, { initialState: h0 }).hidden.map(String),
        nn.unroll(cell, xs).hidden.map(String),
      );
      const size = nn.tensorsOfState(cell.zeroState([])).reduce((sum, t) => sum + t.size, 0);
      assert.equal(nn.countParameters({ cell, h0 }), nn.countParameters(cell) + size);
      for (const { parameter } of h0.parameters()) parameter.assign(random(...parameter.shape));
      assertGradientsOf(() => last(nn.unroll(cell, xs, { initialState: h0 }).state), { h0 });
      assert.equal(nn.unroll(cell, xs.at(0), { initialState: h0 }).hidden[0]!.shape.length, 1);
    });
  }
});

describe("LSTMCell", () => {
  it("counts 4 ((d + u) u + u), and 3 u more with peepholes", () => {
    assert.equal(nn.countParameters(new nn.LSTMCell(5, 3)), 4 * ((5 + 3) * 3 + 3));
    assert.equal(nn.countParameters(new nn.LSTMCell(5, 3, { peepholes: true })), 4 * ((5 + 3) * 3 + 3) + 9);
    assert.equal(nn.countParameters(new nn.LSTMCell(5, 3, { bias: false })), 4 * 24);
  });

  it("biases of ±20 store, keep, erase and read, in the order i, f, g, o", () => {
    const step = (i: number, f: number, g: number, o: number) => {
      const cell = new nn.LSTMCell(1, 1, float64);
      for (const p of [cell.kernel, cell.recurrentKernel]) p.assign(zeros([1, 4], float64));
      cell.bias!.assign(tensor([i, f, g, o], float64));
      const { h, c } = cell.forward(tensor([0], float64), { h: tensor([0.3], float64), c: tensor([0.7], float64) });
      return [h.item(), c.item()];
    };
    assertClose(step(-20, 20, 1, 20), [Math.tanh(0.7), 0.7], 1e-8); // keeps, shows
    assertClose(step(-20, -20, 1, 20), [0, 0], 1e-8); // erases
    assertClose(step(20, -20, 20, 20), [Math.tanh(1), 1], 1e-8); // stores 1
    assertClose(step(20, 20, 20, -20), [0, 1.7], 1e-8); // adds, hides
  });

  it("shows its gates, in their ranges, and computes with them", () => {
    const cell = new nn.LSTMCell(3, 4, all);
    const [x, state] = [random(2, 3), { h: random(2, 4), c: random(2, 4) }];
    const { i, f, g, o } = cell.gates(x, state);
    for (const gate of [i, f, o]) assert.ok(gate.values().every(value => value > 0 && value < 1));
    assert.ok(g.values().some(value => value < 0));
    const { h, c } = cell.forward(x, state);
    assertClose(c, f.mul(state.c).add(i.mul(g)), 0);
    assertClose(h, o.mul(tanh(c)), 0);
  });

  it("forget bias: 1 where left out, any on request, none where a bias initializer is given", () => {
    const biasOf = (options: nn.LSTMCellOptions) => new nn.LSTMCell(1, 2, options).bias!.toArray();
    assert.deepEqual(biasOf({}), [0, 0, 1, 1, 0, 0, 0, 0]);
    assert.deepEqual(biasOf({ forgetBias: 3 }), [0, 0, 3, 3, 0, 0, 0, 0]);
    assert.deepEqual(biasOf({ forgetBias: undefined }), [0, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(biasOf({ biasInitializer: "ones" }), [1, 1, 1, 1, 1, 1, 1, 1]);
    assert.deepEqual(biasOf({ biasInitializer: "ones", forgetBias: 2 }), [1, 1, 2, 2, 1, 1, 1, 1]);
  });

  it("half-life of a forget bias b: ln ½ / ln σ(b)", () => {
    for (const [forgetBias, steps] of [
      [1, 2.2],
      [3, 14.3],
      [5, 103],
    ] as const) {
      // biome-ignore format: a table
      const cell = new nn.LSTMCell(1, 1, { ...float64, forgetBias });
      for (const p of [cell.kernel, cell.recurrentKernel]) p.assign(zeros([1, 4], float64));
      const c = (n: number) =>
        nn.unroll(cell, zeros([n, 1], float64), { initialState: { h: tensor([0], float64), c: tensor([1], float64) } }).state.c.item(); // biome-ignore format: a line
      assert.ok(c(Math.floor(steps)) >= 0.5 && c(Math.ceil(steps + 0.5)) < 0.5, `${forgetBias}`);
    }
  });
});

describe("GRUCell", () => {
  it("counts 3 ((d + u) u + u), and 3 u more with resetAfter", () => {
    assert.equal(nn.countParameters(new nn.GRUCell(5, 3)), 3 * ((5 + 3) * 3 + 2 * 3));
    assert.equal(nn.countParameters(new nn.GRUCell(5, 3, { resetAfter: false })), 3 * ((5 + 3) * 3 + 3));
  });

  it("its update gate keeps: z = 1 copies the state, z = 0 overwrites it (Ng's Γ_u is 1 − z)", () => {
    for (const resetAfter of [true, false]) {
      const cell = new nn.GRUCell(3, 2, { rng, ...float64, resetAfter });
      const [x, h] = [random(3), tensor([0.3, -0.6], float64)];
      const open = (z: number) => {
        const b = [z, z, 0, 0, 0, 0];
        cell.bias!.assign(tensor(resetAfter ? [b, [0, 0, 0, 0, 0, 0]] : b, float64));
        return cell.forward(x, h);
      };
      assertClose(open(40), h, 1e-15);
      assertClose(open(-40), cell.gates(x, h).n, 1e-15);
    }
  });
});

describe("unroll", () => {
  it("says what masks and states it expects", () => {
    const cell = new nn.LSTMCell(3, 4);
    const xs = seed(1).normal(0, 1, [2, 5, 3]);
    const say = (options: object) => () => nn.unroll(cell, xs, options);
    assert.throws(say({ mask: [[1, 1]] }), /unroll\(LSTMCell\(3 → 4\)\) expects a mask of shape \[2, 5\] with 1 and 0, but got \[1, 2\]/); // biome-ignore format: a line
    assert.throws(say({ mask: zeros([2, 5]).add(0.5) }), /with other numbers/);
    assert.throws(
      say({ initialState: cell.zeroState([1]) }),
      /initial state for a batch of 2, but got one of shape \[1, 4\]/,
    );
    assert.throws(say({ initialState: cell.zeroState([]) }), /for a batch of 2, but got one of shape \[4\]/);
    assert.throws(() => nn.unroll(cell, xs.at(0), { initialState: cell.zeroState([2]) }), /for one sequence/);
    assert.throws(
      say({ initialState: { h: zeros([2, 4]), c: zeros([2, 3]) } }),
      /a state c of size 4, but got \[2, 3\]/,
    );
    const h = zeros([2, 4]);
    assert.throws(say({ initialState: { h } }), /expects { c, h } as its initial state, but got { h }/);
    assert.throws(say({ initialState: h }), /expects { c, h } as its initial state, but got a tensor/);
    const gru = new nn.GRUCell(3, 4);
    assert.throws(() => nn.unroll(gru, xs, { initialState: { h } as never }), /expects a tensor as .* but got { h }/);
    nn.unroll(cell, xs, { initialState: { c: h, h } });
  });
});

describe("detachState", () => {
  it("keeps the numbers and stops the gradient", () => {
    const cell = new nn.LSTMCell(3, 4, all);
    const { state } = nn.unroll(cell, random(2, 3));
    const cut = nn.detachState(state);
    assert.deepEqual([cut.h.toArray(), cut.c.toArray()], [state.h.toArray(), state.c.toArray()]);
    assert.ok(!cut.h.requiresGrad && !cut.c.requiresGrad && state.c.requiresGrad);
  });
});

describe("a cell of one's own", () => {
  it("needs no more than forward where its state is one tensor", () => {
    class Leaky extends nn.RecurrentCell {
      read = new nn.Linear(3, 4, { rng: seed(1), ...float64 });
      forward(x: Tensor, h: Tensor) {
        return this.read.forward(x).add(h.div(2));
      }
    }
    const cell = new Leaky("Leaky", 3, 4);
    const xs = random(2, 3, 3);
    const { hidden, state } = nn.unroll(cell, xs);
    const [a, b, c] = [0, 1, 2].map(t => cell.read.forward(xs.select(1, t)).values());
    state.values().forEach((value, i) => {
      assertClose(value, a![i]! / 4 + b![i]! / 2 + c![i]!, 1e-12);
    });
    assert.equal(hidden[2]!.dtype, "float64");
  });

  it("is told what to write where its state is more", () => {
    type State = { h: Tensor; c: Tensor };
    class Two extends nn.RecurrentCell<State> {
      forward(_x: Tensor, { h, c }: State) {
        return { h: h.add(c), c };
      }
      override hidden({ h }: State) {
        return h;
      }
    }
    class Hidden extends nn.RecurrentCell<State> {
      forward(_x: Tensor, { h, c }: State) {
        return { h: h.add(c), c };
      }
      override zeroState(batch: readonly number[]) {
        return { h: zeros([...batch, 4]), c: zeros([...batch, 4]) };
      }
    }
    assert.throws(() => nn.unroll(new Two("Two", 3, 4), zeros([2, 3])), /Two\(3 → 4\) says by its own hidden\(state\) .* write zeroState\(batch\) too/); // biome-ignore format: a line
    assert.throws(() => nn.unroll(new Hidden("Hidden", 3, 4), zeros([2, 3])), /Hidden\(3 → 4\) expects its state to be one tensor, .* write hidden\(state\)/); // biome-ignore format: a line
  });
});
