// Graded set 1 against real models and drawings of the toolkit, for several students.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import type { SketchedLayer } from "../../assignments/forms-graded/functions.ts";
import { assignment } from "../../assignments/index.ts";
import { unrolledGraph } from "../../src/diagnostics/index.ts";
import { dense, repeatVector, Sequential, simpleRNN } from "../../src/nn/index.ts";

const students = ["ana", "ben", "chen", "dora", "emre"];

/** The layer of a sketch, as the toolkit has it. */
function layerOf(sketch: SketchedLayer, inputShape?: number[]) {
  const options = inputShape ? { inputShape } : {};
  if (sketch.kind === "repeatVector") return repeatVector(sketch.n, options);
  if (sketch.kind === "dense") return dense(sketch.units, options);
  return simpleRNN(sketch.units, { returnSequences: sketch.returnSequences, ...options });
}

/** The shape behind each layer of a real model. */
const traced = (T: number, d: number, layers: SketchedLayer[]): number[][] =>
  new Sequential(layers.map((layer, i) => layerOf(layer, i === 0 ? [T, d] : undefined))).layers.map(
    ({ outputShape }) => outputShape as number[],
  );

describe("assignment forms-graded", () => {
  for (const student of students)
    it(`the shapes and drawings of ${student} are those of the toolkit [items 3, 20, 110, 116]`, () => {
      const { q2, q3, drawn } = assignment.of("forms-graded", student);
      const [T, d, a, b, steps, c, k] = numbersOf(q2.asks) as [number, number, number, number, number, number, number];
      const [first, second, repeated, third, last] = traced(T, d, [
        { kind: "simpleRNN", units: a, returnSequences: true },
        { kind: "simpleRNN", units: b, returnSequences: false },
        { kind: "repeatVector", n: steps },
        { kind: "simpleRNN", units: c, returnSequences: true },
        { kind: "dense", units: k },
      ]).map(shape => [null, ...shape]) as [number[], number[], number[], number[], number[]];
      assert.ok(q2.check({ first, second, repeated, third, last }).correct);

      const [length, Tx, Ty] = numbersOf(q3.asks) as [number, number, number];
      const equal = unrolledGraph({ T: length });
      assert.ok(
        q3.check({
          circles: equal.nodes.length,
          equalArrows: equal.edges.length,
          unequalArrows: unrolledGraph({ T: Tx, outputs: Ty, form: "many-to-many-unequal" }).edges.length,
          oneToManyArrows: unrolledGraph({ T: length, form: "one-to-many" }).edges.length,
        }).correct,
      );
      const arrows = (T: number, form: "many-to-many-equal" | "many-to-one") => unrolledGraph({ T, form }).edges.length;
      assert.ok(
        drawn.check({
          equalOnce: arrows(length, "many-to-many-equal"),
          equalTwice: arrows(2 * length, "many-to-many-equal"),
          manyToOneOnce: arrows(length, "many-to-one"),
          manyToOneTwice: arrows(2 * length, "many-to-one"),
        }).correct,
      );
    });

  it("shapes that real models have are right for any network [item 3]", () => {
    assert.ok(assignment.of("forms-graded", "ana").q4.check(traced).correct);
  });

  it("a network may start when its inputs are there: labels at once, a reversal at the end [item 1]", () => {
    const { q5 } = assignment.of("forms-graded", "ana");
    // Step by step: at each step the next output comes if all of its inputs have been read.
    const simulated = (needs: number[][]): number[] => {
      const steps: number[] = [];
      for (let t = 1; steps.length < needs.length; t++)
        if (needs[steps.length]!.every(input => input <= t)) steps.push(t);
      return steps;
    };
    assert.deepEqual(simulated([[3], [2], [1]]), [3, 4, 5]);
    assert.ok(q5.check(simulated).correct);
  });
});

const numbersOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
