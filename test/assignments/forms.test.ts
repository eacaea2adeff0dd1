// The assignments of unit 1 against real models and drawings of the toolkit, and numbers worked by hand.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { ____, assignment } from "../../assignments/index.ts";
import { type MappingForm, unrolledGraph } from "../../src/diagnostics/index.ts";
import { bidirectional, dense, gru, repeatVector, simpleRNN } from "../../src/nn/index.ts";
import { sequential } from "../../src/training/index.ts";

const lesson = assignment.of("forms", "ana");
const { q7, q10, q12, q13, q14, q15, q16 } = lesson;

describe("assignment forms", () => {
  it("takes models of the toolkit of each form, with any recurrent layer [items 1, 3]", () => {
    const units = 5;
    for (const layer of [simpleRNN, gru]) {
      const sequences = { returnSequences: true };
      const outcomes = [
        q13.check((T, d, k) => sequential([layer(units, { inputShape: [T!, d!] }), dense(k!)])),
        q14.check((T, d, k) => sequential([layer(units, { inputShape: [T!, d!], ...sequences }), dense(k!)])),
        q15.check((d, T, k) =>
          sequential([repeatVector(T!, { inputShape: [d!] }), layer(units, sequences), dense(k!)]),
        ),
        q16.check((Tx, d, Ty, k) =>
          sequential([layer(units, { inputShape: [Tx!, d!] }), repeatVector(Ty!), layer(units, sequences), dense(k!)]),
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
      sequential([simpleRNN(4, { inputShape: [T!, d!], returnSequences: true }), dense(k!)]);
    assert.match(told(q13.check(all)), /which option hands on all states/);
    assert.match(told(q13.check(() => sequential([dense(4, { inputShape: [3] })]))), /should read \(None, \d, \d\)/);
    assert.match(told(q13.check(() => undefined as never)), /is a return missing\?/);
    assert.match(
      told(q13.check(() => sequential([simpleRNN(4, { inputShape: [1, 2] }), simpleRNN(3)]))),
      /your answer failed when it was tried: RangeError: .*expects a sequence/,
    );
    assert.match(
      told(q13.check((_T, _d, k) => sequential([simpleRNN(4), dense(k!)]))),
      /give that layer an inputShape/,
    );
    assert.equal(q13.check(() => ____).status, "not-attempted");
    assert.equal(q13.check(____).status, "not-attempted");
  });

  it("takes no model whose outputs are all the same, or wait where they need not [item 3]", () => {
    const told = (outcome: { readonly status: string }) => `${outcome.status} ${outcome}`;
    const [u, all] = [16, { returnSequences: true }];
    const same = /^(partial|incorrect) .*all Ty? outputs are the same/;
    const reader = (T?: number, d?: number) => simpleRNN(u, { inputShape: [T!, d!] });
    assert.match(told(q14.check((T, d, k) => sequential([reader(T, d), repeatVector(T!), dense(k!)]))), same);
    assert.match(told(q14.check((T, d, k) => sequential([reader(T, d), dense(k!), repeatVector(T!)]))), same);
    assert.match(told(q16.check((Tx, d, Ty, k) => sequential([reader(Tx, d), repeatVector(Ty!), dense(k!)]))), same);
    assert.match(told(q16.check((Tx, d, Ty, k) => sequential([reader(Tx, d), dense(k!), repeatVector(Ty!)]))), same);
    const waits = /its first output depends on the last input already/;
    const both = (T?: number, d?: number) => bidirectional(simpleRNN(u, all), { inputShape: [T!, d!] });
    assert.match(told(q14.check((T, d, k) => sequential([both(T, d), dense(k!)]))), waits);
    assert.match(
      told(q14.check((T, d, k) => sequential([reader(T, d), repeatVector(T!), simpleRNN(u, all), dense(k!)]))),
      waits,
    );
    assert.match(
      told(
        q15.check((d, T, k) =>
          sequential([repeatVector(T!, { inputShape: [d!] }), simpleRNN(u), repeatVector(T!), dense(k!)]),
        ),
      ),
      /its outputs are the same at every step/,
    );
  });

  it("one step that is read stays one, whatever is handed on [item 3]", () => {
    const layer = simpleRNN(5, { inputShape: [1, 3], returnSequences: true });
    sequential([layer]);
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

  it("says with which whole numbers a function of the graded set fails, and knows more mistakes [items 1, 64]", () => {
    const { q5 } = assignment.of("forms-graded", "ana");
    assert.match(String(q5.check(needs => needs.map(() => needs.length))), /needs = \[ ?\[\d/);
    assert.match(String(lesson.q5.check([2, 2, 2])), /: \[2, 2, 2\]: one word at a step/);
    assert.match(
      String(lesson.q4.check(all => (all.every(([x, y]) => x === y) ? "many-to-many-equal" : "many-to-many-unequal"))),
      /you compare the two lengths only/,
    );
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

  it("a date on a card is written as its words say [item 1]", () => {
    const dates = Array.from({ length: 60 }, (_, n) => String(assignment.of("forms", `student ${n}`).q17)).flatMap(
      text => [...text.matchAll(/the (\w+) of May 1998.*1998-05-(\d\d)/g)].map(([, word, day]) => `${word} ${day}`),
    );
    assert.deepEqual(new Set(dates), new Set(["third 03", "ninth 09", "tenth 10"]));
  });

  it("the notation of the lesson's sentences, by hand [item 64]", () => {
    assert.ok(lesson.q1.check({ Tx3: 4, Ty3: 4, word: "Bob" }).correct);
    assert.match(String(lesson.q1.check({ Tx3: 4, Ty3: 2, word: "Bob" })), /you counted the names/);
    assert.ok(lesson.q2.check((X, i, t) => X[i - 1]![t - 1]!).correct);
  });
});
