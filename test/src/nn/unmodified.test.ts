// unmodified: which objects run the toolkit's own code alone, so that what they compute on their way may be freed.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { seed, Tensor } from "../../../src/tensor/index.ts";

/** Classes of modules that fit must not free tensors of, or that are never parts of a model as they are. */
const excepted = [
  "Module",
  "Layer",
  "Recurrent",
  "RecurrentCell",
  "LayeredModel",
  "Sequential",
  "Functional",
  "JordanCell",
  "LearnedState",
  "Attention",
];

describe("unmodified", () => {
  const isModule = (value: unknown): value is { prototype: object } =>
    typeof value === "function" && value.prototype instanceof nn.Module;
  const classes = Object.entries(nn).flatMap(([name, value]) => (isModule(value) ? [[name, value] as const] : []));

  it("every module of the toolkit says that it keeps no tensor, or is excepted here", () => {
    assert.ok(classes.length > 20);
    const unknown = classes.filter(([, { prototype }]) => !nn.isUnmodified(Object.create(prototype) as object));
    assert.deepEqual(unknown.map(([name]) => name).sort(), excepted.filter(name => name !== "Module").sort());
  });

  it("tensors, parameters and generators count too; other objects do not", () => {
    const rng = seed(0);
    for (const value of [rng, rng.normal(0, 1, [2]), new nn.Parameter(rng.normal(0, 1, [2]))])
      assert.ok(nn.isUnmodified(value));
    for (const value of [{}, [], new Map(), Object.create(null) as object]) assert.ok(!nn.isUnmodified(value));
  });

  it("a derived class and a replaced method, in an object, a class or its base, do not count", () => {
    class Mine extends nn.Linear {}
    assert.ok(!nn.isUnmodified(new Mine(1, 1)));
    const replaced = Object.assign(new nn.Linear(1, 1), { forward: (x: Tensor) => x });
    assert.ok(!nn.isUnmodified(replaced));
    for (const [{ prototype }, name] of [
      [nn.Linear, "forward"],
      [nn.Module, "toString"],
      [Tensor, "sub"],
    ] as const) {
      const held = prototype as unknown as Record<string, unknown>;
      const value = prototype === Tensor.prototype ? seed(0).normal(0, 1, [1]) : new nn.Linear(1, 1);
      const method = held[name];
      held[name] = () => "replaced";
      try {
        assert.ok(!nn.isUnmodified(value), name);
      } finally {
        held[name] = method;
      }
      assert.ok(nn.isUnmodified(value), name);
    }
  });
});
