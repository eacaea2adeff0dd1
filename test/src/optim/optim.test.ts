// Optimizers against Keras and hand-worked steps; clipping against the exam's example.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { Parameter, zeroGrad } from "../../../src/nn/index.ts";
import {
  adam,
  adamW,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  cosineDecay,
  exponentialDecay,
  globalNorm,
  inverseTimeDecay,
  Optimizer,
  optimizerNamed,
  piecewiseConstantDecay,
  rmsprop,
  type Schedule,
  sgd,
} from "../../../src/optim/index.ts";
import type { UpdateRule } from "../../../src/optim/optimizer.ts";
import { withChecksum } from "../../../src/serialization/index.ts";
import { tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";
import { keras3, keras3Training } from "../fixture.ts";

const parameter = (values: number[]) => new Parameter(tensor(values, { dtype: "float64" }));
const give = (p: Parameter, gradient: number[]) => {
  p.grad = tensor(gradient, { dtype: "float64" });
};

describe("sgd", () => {
  it("takes Keras's steps with momentum", () => {
    const w = parameter([1, -2]);
    const optimizer = sgd(0.1, { momentum: 0.9 });
    const gradients = [[0.5, 1], [-0.25, 2], [1, 0]]; // biome-ignore format: a matrix
    gradients.forEach((gradient, i) => {
      give(w, gradient);
      optimizer.step({ w });
      assertClose(w, keras3.sgdMomentum[i], 1e-7); // Keras holds 0.1 and 0.9 in float32
    });
  });

  it("without momentum is w − η g, and leaves parameters without gradient alone", () => {
    const [w, idle] = [parameter([1]), parameter([5])];
    give(w, [2]);
    sgd(0.5).step([w, idle]);
    assert.deepEqual([w.item(), idle.item()], [0, 5]);
  });
});

describe("adam", () => {
  it("first moves every weight by the learning rate, whatever the size of its gradient", () => {
    const w = parameter([1, 1, 1]);
    give(w, [1e-3, -5, 1e6]);
    adam(0.01, { epsilon: 0 }).step({ w });
    assertClose(w, [0.99, 1.01, 0.99]);
  });

  it("keeps its state by parameter", () => {
    const [a, b] = [parameter([0]), parameter([0])];
    const optimizer = adam(0.1);
    give(a, [1]);
    give(b, [-1]);
    optimizer.step({ a, b });
    give(b, [1]);
    optimizer.step({ a, b });
    assert.ok(a.item() < -0.19 && Math.abs(b.item()) < 0.11);
  });

  it("counts the steps of each parameter: the first is one of the learning rate whenever it comes, as in PyTorch", () => {
    for (const make of [adam, (rate: number) => adamW(rate, { weightDecay: 0 })]) {
      const [early, late] = [parameter([1]), parameter([1])];
      const optimizer = make(0.1);
      for (let step = 0; step < 5; step++) {
        give(early, [1]);
        optimizer.step({ early, late });
      }
      give(late, [1]);
      early.grad = undefined;
      optimizer.step({ early, late });
      assertClose([early, late], [[0.5], [0.9]], 5e-6);
      assert.equal(optimizer.steps, 6);
      // and so does one that goes on from its state
      const other = make(0.1);
      const again = { early: parameter([early.item()]), late: parameter([late.item()]) };
      other.restore(again, JSON.parse(JSON.stringify(optimizer.state({ early, late }))));
      for (const [model, by] of [
        [{ early, late }, optimizer],
        [again, other],
      ] as const) {
        // biome-ignore format: a table
        give(model.early, [1]);
        give(model.late, [-2]);
        by.step(model);
      }
      assert.deepEqual([again.early.toArray(), again.late.toArray()], [early.toArray(), late.toArray()]);
    }
  });

  it("refuses bad settings and missing gradients", () => {
    assert.throws(() => adam("0.1" as never), /adam expects a learning rate from 0 to below Infinity, but got "0.1"/);
    assert.throws(() => adam(-1), /adam expects a learning rate from 0/);
    assert.throws(() => adam(1e-3, { beta1: 1 }), /beta1 from 0 to below 1, but got 1/);
    assert.throws(() => sgd(Number.NaN), /learning rate/);
    assert.throws(() => adam().step({ w: parameter([1]) }), /no gradient on any parameter; call loss.backward\(\)/);
    assert.throws(
      () => optimizerNamed("adams" as never),
      /optimizers adagrad, adam, adamw, nadam, rmsprop, sgd, but got "adams"/,
    );
  });
});

const epsilon = 2 ** -20;
const like: Record<string, () => Optimizer> = {
  rmsprop: () => rmsprop(0.125, { rho: 0.75, epsilon }),
  rmspropMomentum: () => rmsprop(0.125, { rho: 0.75, momentum: 0.5, epsilon }),
  adamw: () => adamW(0.125, { beta1: 0.5, beta2: 0.75, epsilon, weightDecay: 0.25 }),
  globalClipnorm: () => sgd(0.125, { globalClipnorm: 2 }),
  clipnorm: () => sgd(0.125, { clipnorm: 2 }),
  clipvalue: () => sgd(0.125, { clipvalue: 2 }),
  scheduled: () => sgd(exponentialDecay(0.5, 2, 0.25, { staircase: true })),
};

/** Two weights and Keras's gradients for step i. */
function walk(optimizer: Optimizer, steps: readonly number[], from = [[1, -2], [0.5]]) {
  const [a, b] = from.map(parameter) as [Parameter, Parameter];
  const path = steps.map(i => {
    const [x, y, z] = keras3Training.gradients[i]!;
    give(a, [x, y]);
    give(b, [z]);
    optimizer.step({ a, b });
    assert.deepEqual([a.grad!.toArray(), b.grad!.toArray()], [[x, y], [z]]); // clipping inside leaves the gradients
    return [...a.values(), ...b.values()];
  });
  return { a, b, path };
}

describe("optimizers take Keras's steps", () => {
  for (const [name, make] of Object.entries(like))
    it(name, () => assertClose(walk(make(), [0, 1, 2, 3]).path, keras3Training.optimizers[name], 1e-12));

  it("has a fixture for each, and one for each fixture", () =>
    assert.deepEqual(Object.keys(like), Object.keys(keras3Training.optimizers)));
});

describe("an optimizer's state", () => {
  for (const [name, make] of Object.entries({
    ...like,
    adam: () => adam(0.1),
    momentum: () => sgd(0.1, { momentum: 0.9 }),
  }))
    it(`${name} goes on from it with identical numbers, through JSON`, () => {
      const whole = walk(make(), [0, 1, 2, 3]);
      const first = make();
      const { a, b } = walk(first, [0, 1]);
      const state = JSON.parse(JSON.stringify(first.state({ a, b })));
      const rest = make();
      const [c, d] = [parameter([...a.values()]), parameter([...b.values()])];
      rest.restore({ a: c, b: d }, state);
      assert.equal(rest.steps, 2);
      for (const i of [2, 3]) {
        const [x, y, z] = keras3Training.gradients[i]!;
        give(c, [x, y]);
        give(d, [z]);
        rest.step({ a: c, b: d });
      }
      assert.deepEqual([...c.values(), ...d.values()], whole.path.at(-1));
    });

  it("and the weights stay as they were where one parameter's rule fails", () => {
    class Fails extends Optimizer {
      readonly name = "fails";
      isBroken = false;
      protected rule(t: number): UpdateRule {
        return (p, g, slots) => {
          if (this.isBroken && p.size === 1) throw new Error("no memory");
          slots.sum = slots.sum?.add(g) ?? g;
          return p.sub(slots.sum.mul(t));
        };
      }
    }
    const model = { a: parameter([1, -2]), b: parameter([0.5]) };
    give(model.a, [1, 3]);
    give(model.b, [0.25]);
    const optimizer = new Fails("fails", 0.1, {});
    const state = () => JSON.stringify([[...model.a.values(), ...model.b.values()], optimizer.state(model)]);
    optimizer.step(model);
    const then = state();
    optimizer.isBroken = true;
    assert.throws(() => optimizer.step(model), /no memory/);
    assert.equal(state(), then);
    optimizer.isBroken = false;
    optimizer.step(model);
    assert.deepEqual([...model.a.values(), ...model.b.values()], [1 - 1 - 4, -2 - 3 - 12, 0.5 - 0.25 - 1]);
  });

  it("of a version that counted the steps of all parameters together goes on as it did there", () => {
    const { a, b } = walk(adam(0.1), [0, 1]);
    const first = adam(0.1);
    const model = walk(first, [0, 1]);
    const { crc32: _, stepsOf, ...old } = first.state({ a: model.a, b: model.b });
    assert.deepEqual(stepsOf, { a: 2, b: 2 });
    const rest = adam(0.1);
    rest.restore({ a, b }, withChecksum(old));
    for (const [by, x, y] of [
      [first, model.a, model.b],
      [rest, a, b],
    ] as const) {
      // biome-ignore format: a table
      give(x, [1, 2]);
      give(y, [3]);
      by.step({ a: x, b: y });
    }
    assert.deepEqual([a.toArray(), b.toArray()], [model.a.toArray(), model.b.toArray()]);
  });

  it("of another optimizer or model, or corrupt, is refused and changes nothing", () => {
    const optimizer = adam(0.1);
    const { a, b } = walk(optimizer, [0]);
    const state = optimizer.state({ a, b });
    assert.throws(() => sgd().restore({ a, b }, state), /sgd expects a state of sgd, but got one of adam/);
    assert.throws(() => adam().restore({ other: a }, state), /a state of this model, but got one with a/);
    const broken = structuredClone(state) as never as { slots: { b: { square: { data: string } } } };
    broken.slots.b.square.data = btoa("12345678");
    assert.throws(() => optimizer.restore({ a, b }, broken as never), /the state of adam cannot be used: it is incomplete or was changed/); // biome-ignore format: a line
    assert.throws(
      () => optimizer.restore({ a, b }, undefined as never),
      /adam expects a state of adam, but got undefined/,
    );
    assert.throws(() => optimizer.restore({ a, b: new Parameter(tensor([1, 2, 3])) }, state), /a state of this model, but got one with b as float64 of shape \[1\]/); // biome-ignore format: a line
    assert.deepEqual(optimizer.state({ a, b }), state);
  });
});

describe("schedules", () => {
  const rates: Record<string, Schedule> = {
    exponentialDecay: exponentialDecay(0.5, 4, 0.25),
    staircase: exponentialDecay(0.5, 4, 0.25, { staircase: true }),
    inverseTimeDecay: inverseTimeDecay(0.5, 4, 0.25),
    piecewiseConstantDecay: piecewiseConstantDecay([3, 6], [1, 0.5, 0.25]),
    cosineDecay: cosineDecay(0.5, 8, { alpha: 0.125 }),
    warmup: cosineDecay(0.125, 6, { warmupTarget: 0.5, warmupSteps: 4 }),
  };
  for (const [name, rate] of Object.entries(rates))
    it(`${name} is Keras's (to float32, which Keras computes in)`, () =>
      assertClose(Array.from({ length: 12 }, (_, step) => rate(step)), keras3Training.schedules[name], 1e-7)); // biome-ignore format: a list

  it("say what they expect", () => {
    assert.throws(() => exponentialDecay(0.1, 0, 0.5), /exponentialDecay expects decaySteps > 0, but got 0/);
    assert.throws(() => piecewiseConstantDecay([3, 3], [1, 2, 3]), /rising boundaries .* \[3, 3\] and 3 values/);
    assert.throws(() => piecewiseConstantDecay([Number.NaN], [1, 2]), /rising boundaries .* \[NaN\] and 2 values/);
    assert.throws(() => cosineDecay(0.1, 5, { warmupSteps: 3 }), /together, but got undefined and 3/);
    const w = parameter([1]);
    give(w, [1]);
    assert.throws(() => sgd(() => Number.NaN).step(w), /sgd expects its schedule to give .* step 0 got NaN/);
    assert.equal(w.item(), 1);
  });
});

describe("clipByNorm and clipByValue", () => {
  const exam = () => {
    const g = parameter([0, 0, 0]);
    give(g, [3, -40, 0.5]);
    return g;
  };
  const cosine = (p: Parameter) => {
    const [x, y, z] = p.grad!.values() as never as [number, number, number];
    return (3 * x - 40 * y + 0.5 * z) / (Math.hypot(x, y, z) * Math.hypot(3, 40, 0.5));
  };

  it("by value turns the direction (cos 0.891 on the exam's gradient), by norm does not", () => {
    const [value, each] = [exam(), exam()];
    assertClose([clipByValue(value, 5), clipByNorm(each, 5)], [Math.hypot(3, 40, 0.5), Math.hypot(3, 40, 0.5)]);
    assert.deepEqual(value.grad!.toArray(), [3, -5, 0.5]);
    assert.equal(cosine(value).toFixed(3), "0.891");
    assertClose([cosine(each), Math.hypot(...each.grad!.values())], [1, 5]);
  });

  it("by norm works on each parameter by itself", () => {
    const [a, b] = [parameter([0, 0]), parameter([0])];
    give(a, [3, 4]);
    give(b, [0.5]);
    assertClose(clipByNorm({ a, b }, 1), Math.hypot(3, 4, 0.5));
    assertClose([...a.grad!.values(), ...b.grad!.values()], [0.6, 0.8, 0.5]);
  });

  it("two ways at once, or a limit of 0, are refused", () => {
    assert.throws(() => sgd(0.1, { clipnorm: 1, clipvalue: 1 }), /sgd expects one way .* clipnorm and clipvalue/);
    assert.throws(() => adam(0.1, { globalClipnorm: 0 }), /adam expects globalClipnorm > 0, but got 0/);
    assert.throws(() => clipByValue(exam(), 0), /clipByValue expects a limit > 0, but got 0/);
  });
});

describe("clipByGlobalNorm", () => {
  it("scales all gradients by one factor, keeps their direction, returns the norm before", () => {
    const [a, b] = [parameter([0, 0]), parameter([0])];
    give(a, [3, -40]);
    give(b, [0.5]);
    const before = clipByGlobalNorm({ a, b }, 5);
    const expected = Math.hypot(3, 40, 0.5);
    assertClose(before, expected);
    assertClose([a.grad, b.grad].flatMap(g => Array.from(g!.values())), [3, -40, 0.5].map(x => (x * 5) / expected)); // biome-ignore format: two lists
  });

  it("scales also what is just above the limit", () => {
    const a = parameter([0, 0]);
    give(a, [3, 4]);
    assert.equal(clipByGlobalNorm(a, 4.5), 5);
    assertClose(a.grad, [2.7, 3.6]);
  });

  it("changes nothing below the limit", () => {
    const a = parameter([0, 0]);
    give(a, [3, 4]);
    assert.equal(clipByGlobalNorm(a, 5), 5);
    assert.deepEqual(a.grad!.toArray(), [3, 4]);
    zeroGrad(a);
    assert.throws(() => clipByGlobalNorm(a, 5), /no gradient/);
    assert.throws(() => clipByGlobalNorm(a, 0), /maxNorm > 0, but got 0/);
  });
});

describe("globalNorm", () => {
  it("is the root of the sum of all squares, and changes nothing", () => {
    const [a, b, without] = [parameter([0, 0]), parameter([0]), parameter([0])];
    give(a, [2, -3]);
    give(b, [6]);
    assert.equal(globalNorm({ a, b, without }), 7); // 4 + 9 + 36 = 49
    assert.deepEqual([a.grad!.toArray(), b.grad!.toArray()], [[2, -3], [6]]); // biome-ignore format: two lists
    give(b, [Number.NaN]);
    assert.equal(globalNorm({ a, b }), Number.NaN);
    assert.throws(() => globalNorm(without), /globalNorm found no gradient on any parameter; call loss\.backward\(\)/);
  });
});

describe("gradients that are not finite", () => {
  const model = () => {
    const [a, b] = [parameter([1, 2]), parameter([3])];
    give(a, [30, 40]);
    return { a, b };
  };
  const clips = { clipByGlobalNorm, clipByNorm, clipByValue };
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const [name, clip] of Object.entries(clips))
      if (name !== "clipByValue" || Number.isNaN(bad))
        it(`${name} clips none and names the parameter: ${bad}`, () => {
          const { a, b } = model();
          give(b, [bad]);
          assert.throws(() => clip({ a, b }, 1), {
            name: "Error",
            message: new RegExp(
              `^${name} expects finite gradients, but that of b holds ${bad}, first at \\[0\\]; nothing`,
            ),
          });
          assert.deepEqual([a.grad!.toArray(), b.grad!.toArray()], [[30, 40], [bad]]); // biome-ignore format: a list
        });

    for (const limit of ["globalClipnorm", "clipnorm"])
      it(`an optimizer with ${limit} changes nothing: ${bad}`, () => {
        const { a, b } = model();
        give(b, [bad]);
        const optimizer = adam(0.1, { [limit]: 1 });
        assert.throws(() => optimizer.step({ a, b }), /adam expects finite gradients, but that of b holds/);
        assert.deepEqual([a.toArray(), b.toArray(), optimizer.steps], [[1, 2], [3], 0]);
      });
  }

  it("clipByValue brings infinity to its limit", () => {
    const { a, b } = model();
    give(b, [Number.NEGATIVE_INFINITY]);
    assert.equal(clipByValue({ a, b }, 5), Number.POSITIVE_INFINITY);
    assert.deepEqual([a.grad!.toArray(), b.grad!.toArray()], [[5, 5], [-5]]); // biome-ignore format: a list
  });
});

describe("optimizers and schedules say what they expect", () => {
  const makers = { adam, adamW, rmsprop, sgd };
  for (const [name, make] of Object.entries(makers))
    it(name, () => {
      const options = (value: unknown) => () => make(0.1, value as object);
      assert.throws(
        options({ momentun: 0.9 }),
        new RegExp(`^RangeError: ${name} expects options out of .*globalClipnorm`),
      );
      assert.throws(options({ clipNorm: 1 }), /but got clipNorm; did you mean clipnorm\?$/);
      assert.throws(options(0.9), new RegExp(`${name} expects options by name, .* but got 0.9`));
      const message = `^TypeError: ${name} expects the learning rate first, by itself, but got { learningRate }; write ${name}`;
      assert.throws(() => make({ learningRate: 0.01 } as never), new RegExp(message.replaceAll(/[{}]/g, "\\$&")));
    });

  it("their names and schedules", () => {
    assert.throws(() => optimizerNamed("Adma" as never), /but got "Adma"; did you mean "adam"\?/);
    assert.throws(
      () => cosineDecay(0.1, 5, { warmup: 3 } as never),
      /cosineDecay expects options out of .* but got warmup/,
    );
    assert.throws(() => exponentialDecay({ rate: 1 } as never, 5, 0.5), /initialLearningRate > 0, but got \{ rate \}/);
    assert.throws(
      () => piecewiseConstantDecay(1 as never, [1, 2]),
      /a list of boundaries and one of values, but got 1 and/,
    );
    assert.throws(() => adam().step(undefined as never), /step expects the model .* step\(model\), but got undefined/);
    assert.throws(() => clipByGlobalNorm({}, { maxNorm: 1 } as never), /maxNorm > 0, but got \{ maxNorm \}/);
  });
});

describe("an optimizer", () => {
  it("shows itself with its learning rate and settings", () => {
    assert.match(inspect(adam(0.003, { beta1: 0.8 })), /^Adam \{\n? +learningRate: 0.003,[^}]*beta1: 0.8,/);
    assert.match(inspect(sgd(exponentialDecay(0.1, 2, 0.5))), /^SGD \{\s+learningRate: \[Function/);
  });

  it("finds no gradient once it was set to null", () => {
    const p = parameter([1, 2]);
    give(p, [1, 1]);
    p.grad = null;
    assert.equal(p.grad, undefined);
  });
});
