// A submission from its cells to its checks: what is right, what is not, what ends the session, and what only pretends. Most of it
// is for the soak: each submission is a session.
import assert from "node:assert/strict";
import { findTools } from "../../../../src/grader/isolate/tools.ts";
import { InfrastructureError } from "../../../../src/grader/judge/box.ts";
import { itSoaks } from "../../../soak.ts";
import { allRight, right, SmallGrader } from "./graded.ts";

describe("grader: judging", function () {
  this.timeout(60_000);
  let grader: SmallGrader;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    grader = new SmallGrader();
  });
  after(() => grader?.close());

  it("gives full marks to what is right, and none to what waits for a person or has a mistake of the author's", async () => {
    const { states, flags, checks, notebook } = await grader.judge({});
    assert.deepEqual(states, allRight);
    assert.deepEqual(flags, []);
    const of = (check: string) => checks.find(one => one.check === check)!;
    assert.equal(of("q6/written").given, "one and two, in words of my own");
    assert.match(of("broken").message, /Please tell your teacher.*the author's mistake/);
    assert.equal(of("q1").given, new Intl.NumberFormat("en-US").format(right()));
    assert.match(of("q2/hidden").seed, /^[\da-f]{32}$/);
    assert.notEqual(of("q2/hidden").seed, of("q2").seed);
    const q1 = notebook.cells.find(({ id }) => id === "q1");
    assert.ok(q1?.cell_type === "code" && q1.execution_count === 3 && q1.outputs.length === 1);
    const end = notebook.cells.find(({ id }) => id === "end");
    const shown = JSON.stringify(end?.cell_type === "code" && end.outputs);
    assert.match(shown, /✓ handed in: in this run answers are taken, and judged when the notebook has run/);
    assert.match(shown, /Progress: in this run answers are taken/);
    assert.doesNotMatch(shown, /(is|are) missing|none were taken|Before you hand in|No questions/);
  });

  itSoaks("gives nothing to blanks, parts to what is partly right, and knows mistakes", async () => {
    const { states, checks } = await grader.judge({
      q1: `const twice = ${right() / 2}\nq1.check(twice)`,
      q2: "function sum(xs: number[]): number {\n  return ____\n}\nq2.check(sum)",
      q3: "const a = 1\nconst b = ____\nq3.check({ a, b })",
      q4: "const t = tensor([[1, 2], [3, 5]])\nq4.check(t)",
      q5: "const double = ____\nq5.check(double)",
      q6: "const why = ____\nq6.check(why)",
    });
    assert.deepEqual(states, {
      ...allRight,
      q1: "fail 0",
      q2: "not-attempted 0",
      "q2/hidden": "not-attempted 0",
      q3: "fail 0.5",
      q4: "fail 0",
      q5: "not-attempted 0",
      "q6/written": "not-attempted 0",
    });
    assert.equal(checks.find(({ check }) => check === "q1")!.mistake, "you forgot to double.");
  });

  itSoaks("asks hidden inputs when no cell can show them any more, of the function that stood there", async () => {
    const { states, notebook, checks } = await grader.judge({
      q2: `const seen: number[][] = []
function sum(xs: number[]): number {
  seen.push(xs)
  return xs.reduce((a, b) => a + b, 0)
}
q2.check(sum)
const told = () => \`SEEN \${seen.map(xs => xs.length).join()}\`
let times = 0
setInterval(() => console.log(told(), ++times), 5)`,
      q3: "const a = told(), b = a\nq3.check({ a, b } as any)",
      end: "while (times < 3) await new Promise(resolve => setTimeout(resolve, 5))\nfunction sum() { return 0 }\nthrow new Error(told())",
    });
    assert.equal(states["q2/hidden"], "pass 1.5");
    const told = JSON.stringify([notebook.cells.map(cell => "outputs" in cell && cell.outputs), checks]);
    const lengths = [...told.matchAll(/SEEN (\d[\d,]*)/g)];
    assert.ok(lengths.length >= 3, told.slice(0, 2000));
    for (const [, list] of lengths) assert.deepEqual([...new Set(list!.split(","))], ["4"]);
  });

  itSoaks("reads a function again for its hidden check where its session has died meanwhile", async () => {
    const { states } = await grader.judge({ end: "process.exit(0)" });
    assert.deepEqual(states, allRight);
  });

  itSoaks("finds what only holds for the inputs that are shown", async () => {
    const four = "function sum(xs: number[]): number {\n  return xs[0] + xs[1] + xs[2] + xs[3]\n}\nq2.check(sum)";
    const { states } = await grader.judge({ q2: four });
    assert.deepEqual(states, { ...allRight, "q2/hidden": "fail 0" });
  });

  itSoaks("goes on behind an error, a process that ends, and a loop; and runs again what ran before", async () => {
    const { states, flags, checks } = await grader.judge(
      {
        q1: `const kept = 2\nconst twice = ${right()}\nq1.check(twice)`,
        q2: "function sum(xs: number[]): number {\n  for (;;) {}\n}\nq2.check(sum)",
        q3: "process.exit(0)\nconst a = 1, b = 0.5\nq3.check({ a, b })",
        q4: "const t = tensor([[1, kept], [3, 4]])\nq4.check(t)",
        q5: "throw new Error('no idea')\nconst double = (x: Tensor) => x.mul(2)\nq5.check(double)",
      },
      { limits: { check: 4 } },
    );
    assert.deepEqual(states, {
      ...allRight,
      q2: "time-out 0",
      "q2/hidden": "time-out 0",
      q3: "kernel-died 0",
      q5: "student-error 0",
    });
    assert.match(checks.find(({ check }) => check === "q5")!.message, /its cell ends with an error: Error: no idea/);
    assert.deepEqual(
      flags.map(({ kind, cell }) => [kind, cell]),
      [["kernel-died", "q3"]],
    );
  });

  itSoaks(
    "stops a cell that never ends, keeps what it declared before, and ends when the whole time is over",
    async () => {
      const loop = "for (;;) {}";
      const { states } = await grader.judge(
        { q1: `const twice = ${right()}\nq1.check(twice)\n${loop}`, q4: `const t = 1\n${loop}\nq4.check(t)` },
        { limits: { cell: 0.5 } },
      );
      assert.deepEqual(states, { ...allRight, q4: "fail 0" });
      const late = await grader.judge({ q3: loop, q4: loop, q5: loop }, { limits: { submission: 2.5, cell: 30 } });
      assert.deepEqual(
        [late.states.q1, late.states.q3, late.states.q4, late.states.q5],
        ["pass 2", ...Array(3).fill("time-out 0")],
      );
      assert.equal(late.states["q6/written"], "time-out 0");
    },
  );

  itSoaks(
    "reads the answer where it stands: without its check, in a check of the student's own, in a cell that was added",
    async () => {
      const { states, flags } = await grader.judge({
        q1: `const twice = ${right()} // without the line below`,
        q3: "q3.check({ a: 1, b: 0.5 })",
        q4: "const t = ____\nq4.check(t)",
        mine: "const better = [[1, 2], [3, 4]]\nq4.check(better)",
        q5: null,
      });
      assert.deepEqual(states, { ...allRight, q5: "not-attempted 0" });
      assert.deepEqual(
        flags.map(({ kind }) => kind),
        ["missing"],
      );
    },
  );

  itSoaks("believes nothing that is printed or displayed, and no object that says it is right", async () => {
    const { states } = await grader.judge({
      q1: `display({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.unrolled.outcome+json": { question: "small/q1", status: "correct", credit: 1 } }) })
const twice: any = { valueOf: () => ${right()}, [Symbol.toPrimitive]: () => ${right()}, equals: () => true, status: "correct", credit: 1 }
console.log("✓ correct"); q1.check(twice)`,
      q3: "const a = new Proxy({}, { get: () => 1 }), b = { toJSON: () => 0.5 }\nq3.check({ a, b })",
      q4: 'const t = { [Symbol.for("Jupyter.value")]: () => ({ type: "tensor", shape: [2, 2], dtype: "float64", data: [1, 2, 3] }) }\nq4.check(t)',
      q5: 'const double = () => ({ [Symbol.for("Jupyter.value")]: () => ({ type: "tensor", shape: [4e9], dtype: "float64", data: [] }) })\nq5.check(double)',
    });
    assert.deepEqual(states, {
      ...allRight,
      q1: "student-error 0",
      q3: "student-error 0",
      q4: "student-error 0",
      q5: "fail 0",
    });
  });

  itSoaks("keeps no more of what is shown than it may, and stops a flood", async () => {
    const { states, notebook } = await grader.judge({
      q1: `const twice = ${right()}\nq1.check(twice)\nfor (;;) { console.log("x".repeat(10_000)); await 0 }`,
      q3: `const a = 1, b = 0.5\nfor (let i = 0; i < 100; i++) console.log("y".repeat(30_000))\nq3.check({ a, b })`,
    });
    assert.deepEqual(states, allRight);
    const size = JSON.stringify(notebook).length;
    assert.ok(size < 600_000, String(size));
  });

  itSoaks("judges the numbers of whoever handed it in, where the notebook says it is another student", async () => {
    const bens = `const me = "ben"\nstudent(me)`;
    const copied = await grader.judge(
      { who: bens, q1: `const twice = ${right("ben")}\nq1.check(twice)` },
      { others: ["ben"] },
    );
    assert.equal(copied.states.q1, "fail 0");
    assert.match(copied.flags[0]!.message, /"ben", which is another student: ana's questions are judged/);
    const nickname = await grader.judge({ who: bens, q1: `const twice = ${right("ben")}\nq1.check(twice)` });
    assert.deepEqual([nickname.states.q1, nickname.askedAs, copied.askedAs], ["pass 2", "ben", undefined]);
    assert.match(nickname.flags[0]!.message, /"ben": these questions are judged, and ana handed them in/);
    const own = await grader.judge({
      who: 'student("ana author")',
      q1: `const twice = ${right("ana author")}\nq1.check(twice)`,
    });
    assert.deepEqual([own.states.q1, own.flags], ["pass 2", []]);
  });

  itSoaks("blames nobody for the time that a busy machine takes: it is tried again, with longer limits", async () => {
    const slow = {
      q5: "await new Promise(resolve => setTimeout(resolve, 3000))\nconst double = (x: Tensor) => x.mul(2)\nq5.check(double)",
    };
    const limits = { cell: 1.5 };
    await assert.rejects(grader.judge(slow, { limits, waited: 0.9 }), InfrastructureError);
    assert.equal((await grader.judge(slow, { limits, waited: 0.1 })).states.q5, "time-out 0");
    assert.equal((await grader.judge(slow, { limits, waited: 0.9, isLastTry: true })).states.q5, "time-out 0");
    assert.deepEqual((await grader.judge(slow, { limits, waited: 0.9, patience: 8 })).states, allRight);
  });

  itSoaks("draws other inputs in another run, and the same in the same", async () => {
    const seeds = async (run: string) => (await grader.judge({}, { run })).checks.map(({ seed }) => seed);
    const first = await seeds("r1");
    assert.deepEqual(await seeds("r1"), first);
    const other = await seeds("r2");
    assert.ok(first.every((seed, i) => seed === "" || seed !== other[i]));
  });

  itSoaks("notices a process that ended between two cells, and runs again what ran before", async () => {
    const { states } = await grader.judge({
      q1: `const kept = 2\nconst twice = ${right()}\nq1.check(twice)`,
      q3: "const a = 1, b = 0.5\nq3.check({ a, b })\nsetTimeout(() => process.exit(3), 0)",
      q4: "const t = tensor([[1, kept], [3, 4]])\nq4.check(t)",
    });
    assert.deepEqual([states.q1, states.q4], ["pass 2", "pass 1"]);
  });

  it("says that it is our fault where no box can be had", async () => {
    const take = () => {
      throw new Error("spawn EAGAIN");
    };
    await assert.rejects(
      grader.judge({}, { take }),
      error => error instanceof InfrastructureError && error.message === "spawn EAGAIN",
    );
  });
});
