// Modules and layers of one's own, written with as little as they need, and what is refused of them.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { adam, sgd } from "../../../../src/optim/index.ts";
import { ones, type Tensor, type TensorLike, tensor } from "../../../../src/tensor/index.ts";
import { sequential } from "../../../../src/training/index.ts";

const leaf = (...values: number[]) => tensor(values, { requiresGrad: true });

describe("a module of one's own", () => {
  class Net extends nn.Module {
    readonly fc = new nn.Linear(2, 2);
  }
  it("is called by the name of its class where it says nothing else", () => {
    assert.match(String(new Net()), /^Net: 6 parameters/);
    assert.equal(new Net().describe(), "Net");
  });

  it("with a tensor that requires a gradient is refused, since that would not be trained", () => {
    class Scaled extends Net {
      readonly scale = leaf(1);
    }
    const wanted = /scale is a tensor with requiresGrad, .*; make it new Parameter\(scale\)$/;
    const model = new Scaled();
    for (const use of [nn.countParameters, nn.saveWeights, nn.parametersOf, (m: object) => sgd(0.1).step(m)])
      assert.throws(() => use(model), { name: "TypeError", message: wanted });
    const w = leaf(1);
    w.mul(3).sum().backward();
    assert.throws(() => adam(0.1).step([w]), /make it new Parameter\(tensor\(…\)\)$/);
    assert.throws(() => adam(0.1).step(w), /^TypeError: expected parameters, but it is a tensor/);
  });

  it("may hold constants and what was computed from its parameters", () => {
    const net = Object.assign(new Net(), { mean: tensor([1, 2]) });
    const withResult = Object.assign(net, { last: net.fc.forward(tensor([[1, 2]])) });
    assert.equal(nn.countParameters(withResult), 6);
  });
});

describe("zeroGrad", () => {
  it("forgets the gradients of tensors, in lists, by themselves and retained", () => {
    const w = leaf(1);
    for (const tree of [[w], w, { w }, { b: new nn.Linear(1, 1), deep: [[w]] }]) {
      w.mul(3).sum().backward();
      nn.zeroGrad(tree);
      assert.equal(w.grad, undefined);
    }
    w.mul(3).sum().backward();
    assert.deepEqual(w.grad!.toArray(), [3]);
    const h = w.mul(2).retainGrad();
    h.sum().backward();
    nn.zeroGrad([h]);
    assert.equal(h.grad, undefined);
  });

  it("refuses what no gradient leads to", () => {
    for (const [tree, got] of [
      [[1, 2], "an array of 2"],
      [adam(0.1), "an Adam"],
      [tensor([1]), "a Tensor of shape [1]"],
      [{}, "{}"],
    ] as const)
      assert.throws(() => nn.zeroGrad(tree), {
        name: "TypeError",
        message: `zeroGrad expects the model, or the tensors, whose gradients it is to forget, but got ${got}, which holds no parameter; write zeroGrad(model)`,
      });
    nn.zeroGrad(new nn.Dropout(0.5)); // a module without any
  });
});

describe("a layer of one's own", () => {
  class Scale extends nn.Layer {
    factor: nn.Parameter | undefined;
    protected override createWeights(shape: nn.SampleShape): nn.SampleShape {
      this.factor = new nn.Parameter(ones([shape.at(-1)!]));
      return shape;
    }
    forward(x: TensorLike): Tensor {
      return this.ready(x).mul(this.factor!);
    }
  }

  it("needs forward alone", () => {
    class Twice extends nn.Layer {
      forward(x: TensorLike): Tensor {
        return this.ready(x).mul(2);
      }
    }
    assert.deepEqual(new Twice().forward([[1, 2]]).toArray(), [[2, 4]]);
    const model = sequential([new Twice({ inputShape: [2] }), new Twice()]);
    assert.deepEqual(model.predict([[1, 2]]).toArray(), [[4, 8]]);
    assert.deepEqual(
      model.layers.map(({ kind, name }) => [kind, name]),
      [["Twice", "twice"], ["Twice", "twice_1"]], // biome-ignore format: a matrix
    );
    assert.throws(() => model.save(), /^Error: Twice has no config\(\), .*; write one: config\(\) \{ return/);
  });

  it("finds the parameters in its fields, and trains them", async () => {
    const model = sequential([new Scale({ inputShape: [2] })]);
    assert.deepEqual(
      model.parameters().map(({ path }) => path),
      ["scale.factor"],
    );
    model.compile({ loss: "meanSquaredError", optimizer: sgd(0.1) });
    await model.fit([[1, 1]], [[3, 3]], { verbose: 0 });
    assert.notDeepEqual(model.getWeights()[0]!.toArray(), [1, 1]);
  });

  it("may list parameters and modules as its parts", () => {
    class Listed extends Scale {
      protected override parts() {
        return [this.factor];
      }
    }
    assert.deepEqual(
      nn.parametersOf(new Listed({ inputShape: [3] })).map(({ path }) => path),
      ["factor"],
    );
  });

  it("whose parts leave out a parameter, or are none, is refused", () => {
    class Empty extends Scale {
      protected override parts() {
        return [];
      }
    }
    assert.throws(
      () => sequential([new Empty({ inputShape: [2] })]),
      /^Error: Empty holds the parameter factor, but its parts\(\) leaves it out: .*; return \[this\.factor\] there, or leave/,
    );
    class Wrong extends Scale {
      protected override parts() {
        return [3 as never];
      }
    }
    assert.throws(
      () => sequential([new Wrong({ inputShape: [2] })]),
      /Wrong expects parts\(\) to list .* but got 3 in it/,
    );
  });

  it("must return from createWeights the shape that forward gives", () => {
    const shaped = (shape: unknown) =>
      class Shaped extends nn.Layer {
        protected override createWeights() {
          return shape as number[];
        }
        forward(x: TensorLike) {
          return this.ready(x).mul(1);
        }
      };
    for (const [shape, got] of [[undefined, "undefined"], [[0], "\\[0\\]"], [tensor([1]), "a Tensor"]] as const) // biome-ignore format: a matrix
      assert.throws(
        () => sequential([new (shaped(shape))({ inputShape: [2] })]),
        new RegExp(`^TypeError: Shaped expects createWeights to return the shape .* but got ${got}`),
      );
    const model = sequential([new (shaped([7]))({ inputShape: [2] })]);
    assert.throws(
      () => model.predict([[1, 2]]),
      /^RangeError: shaped expects its forward to return \[batch, 7\], as its createWeights says, but got a Tensor of shape/,
    );
  });
});
