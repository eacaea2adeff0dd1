// The assignments of unit 1 against real models and drawings of the toolkit, and numbers worked by hand.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { ____, assignment } from "../../assignments/index.ts";
import { type MappingForm, unrolledGraph } from "../../src/diagnostics/index.ts";
import { dense, gru, repeatVector, Sequential, simpleRNN } from "../../src/nn/index.ts";

const lesson = assignment.of("forms", "ana");
const { q7, q10, q12, q13, q14, q15, q16 } = lesson;

describe("assignment forms", () => {
  it("takes models of the toolkit of each form, with any recurrent layer [items 1, 3]", () => {
    const units = 5;
    for (const layer of [simpleRNN, gru]) {
      const sequences = { returnSequences: true };
      const outcomes = [
        q13.check((T, d, k) => new Sequential([layer(units, { inputShape: [T!, d!] }), dense(k!)])),
        q14.check((T, d, k) => new Sequential([layer(units, { inputShape: [T!, d!], ...sequences }), dense(k!)])),
        q15.check(
          (d, T, k) => new Sequential([repeatVector(T!, { inputShape: [d!] }), layer(units, sequences), dense(k!)]),
        ),
        q16.check(
          (Tx, d, Ty, k) =>
            new Sequential([
              layer(units, { inputShape: [Tx!, d!] }),
              repeatVector(Ty!),
              layer(units, sequences),
              dense(k!),
            ]),
        ),
      ];
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ["correct", "correct", "correct", "correct"],
      );
    }
  });

  it("says what is wrong with a model of the toolkit [item 3]", () => {
    const told = (outcome: unknown) => String(outcome);
    const all = (T?: number, d?: number, k?: number) =>
      new Sequential([simpleRNN(4, { inputShape: [T!, d!], returnSequences: true }), dense(k!)]);
    assert.match(told(q13.check(all)), /which option hands on all states/);
    assert.match(
      told(q13.check(() => new Sequential([dense(4, { inputShape: [3] })]))),
      /should read \(None, \d, \d\)/,
    );
    assert.match(told(q13.check(() => undefined as never)), /is a return missing\?/);
    assert.match(
      told(q13.check(() => new Sequential([simpleRNN(4, { inputShape: [1, 2] }), simpleRNN(3)]))),
      /your answer failed when it was tried: RangeError: .*expects a sequence/,
    );
    assert.match(
      told(q13.check((_T, _d, k) => new Sequential([simpleRNN(4), dense(k!)]))),
      /give that layer an inputShape/,
    );
    assert.equal(q13.check(() => ____).status, "not-attempted");
    assert.equal(q13.check(____).status, "not-attempted");
  });

  it("one step that is read stays one, whatever is handed on [item 3]", () => {
    const layer = simpleRNN(5, { inputShape: [1, 3], returnSequences: true });
    new Sequential([layer]);
    assert.ok(q12.check([null, ...layer.outputShape!]).correct);
  });

  const forms: MappingForm[] = ["one-to-many", "many-to-one", "many-to-many-equal", "many-to-many-unequal"];
  const drawn = (form: MappingForm, Tx: number, Ty: number) =>
    unrolledGraph({ form, T: form === "one-to-many" ? Ty : Tx, outputs: Ty });

  it("arrows are those of the drawing, and the drawing has as many as by hand [items 20, 116]", () => {
    assert.ok(q10.check((form, Tx, Ty) => drawn(form, Tx, Ty).edges.length).correct);
    assert.deepEqual(
      forms.map(form => drawn(form, 4, form === "many-to-one" ? 1 : 4).edges.length),
      [9, 9, 12, 16],
    );
  });

  it("the steps that write are those of the drawing [items 110, 116]", () => {
    const written = (form: MappingForm, Tx: number, Ty: number) =>
      drawn(form, Tx, Ty).edges.flatMap(({ from, to }) => (to.startsWith("y") ? [Number(from.slice(1))] : []));
    assert.ok(q7.check(written).correct);
  });

  it("asks which, where a form is called many-to-many [item 1]", () => {
    const which = /many-to-many are two forms here/;
    assert.match(String(lesson.q8.check("many to many")), which);
    assert.match(String(lesson.q3.check({ speech: "Many-to-Many" })), which);
    assert.match(String(lesson.q17.check({ card1: "many-to-many" })), which);
    assert.ok(lesson.q8.check("sequence to sequence").correct);
  });

  it("ten cards of their own for each student, the same each time, and each form among them [items 1, 2]", () => {
    const cards = (student: string) => String(assignment.of("forms", student).q17);
    const students = Array.from({ length: 30 }, (_, n) => `student ${n}`);
    assert.equal(new Set(students.map(cards)).size, students.length);
    assert.equal(cards("ana"), cards("Ana "));
    assert.equal(cards("ana").match(/^ +\d+\. /gm)?.length, 10);
    assert.ok(new Set(students.map(student => String(assignment.of("forms", student).q18))).size > 20);
  });

  it("the notation of the lesson's sentences, by hand [item 64]", () => {
    assert.ok(lesson.q1.check({ Tx3: 4, Ty3: 4, word: "Bob" }).correct);
    assert.match(String(lesson.q1.check({ Tx3: 4, Ty3: 2, word: "Bob" })), /you counted the names/);
    assert.ok(lesson.q2.check((X, i, t) => X[i - 1]![t - 1]!).correct);
  });
});
