// The calls that answer something, found in a text that may be anything.
import assert from "node:assert/strict";
import { callsIn } from "../../../../src/grader/judge/calls.ts";

const keys = ["q1", "q2"];
const found = (source: string) => callsIn(source, keys).map(({ name, argument }) => `${name}: ${argument}`);

describe("grader: calls in a cell", () => {
  it("finds checks and the student's name, with the text of the first argument", () => {
    assert.deepEqual(
      found(`student("ana")
const total: number = 3 // q1.check(0)
q1.check(total); q2 . check({ a, b: [1, f(2, ")")] }, 4)
/* q2.check(5) */ const text = "q2.check(6)", other = \`q2.check(7) \${q1.check(x as number)}\`
set.q1.check((x: number): number => x / 2)
await q2?.check(async () => 1)`),
      [
        'student: "ana"',
        "q1: total",
        'q2: { a, b: [1, f(2, ")")] }',
        "q1: x as number",
        "q1: (x: number): number => x / 2",
        "q2: async () => 1",
      ],
    );
  });

  it("finds none where nothing is answered", () => {
    for (const source of [
      "q1.check()",
      "q3.check(1)",
      "q1.hint(1)",
      "check(1)",
      "me.student(1)",
      "function student(name) {}",
      "q1.check(...xs)",
    ])
      assert.deepEqual(found(source), [], source);
  });

  it("reads what no parser can, and is none the worse for it", () => {
    const deep = `${"(".repeat(1e5)}1${")".repeat(1e5)}`;
    assert.deepEqual(found(`const x = ${deep}\nq1.check(x)`), ["q1: x"]);
    assert.equal(found(`q1.check(${deep})`).length, 1);
    assert.deepEqual(found("q1.check(1)\n\u0000 \\ ' \n q2.check(2)"), ["q1: 1"]);
    assert.deepEqual(found("enum Color { Red }\nq1.check(Color.Red)"), ["q1: Color.Red"]);
  });
});
