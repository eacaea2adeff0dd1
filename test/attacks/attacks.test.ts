// Attacks on the grader: none gains a point, harms another submission, or stops the run. Most are for the soak.
import assert from "node:assert/strict";
import { findTools } from "../../src/grader/isolate/tools.ts";
import { itSoaks } from "../soak.ts";
import { allRight, type Judged, right, SmallGrader } from "../src/grader/judge/graded.ts";
import { type Gain, gains, wrong } from "./gains.ts";
import { type Harm, harms } from "./harms.ts";
import { naivelyRight } from "./naive.ts";

/** What all wrong answers come to; the last is the author's mistake. */
const nothing = ["q1", "q2", "q2/hidden", "q3", "q4", "q5", "q6/written"];

const editOf = ({ before, question, edit = {}, answer }: Gain): { [cell: string]: string } => ({
  ...wrong,
  ...edit,
  [question]: `${before}\n${answer ?? wrong[question]!}`.replaceAll("BENS", String(right("ben"))),
});

const withoutPoints = ({ checks }: Judged) => {
  for (const { check, points, state } of checks) assert.ok(!points && state !== "pass", `${check}: ${state} ${points}`);
};

describe("attacks", function () {
  this.timeout(60_000);
  let grader: SmallGrader;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    grader = new SmallGrader();
  });
  after(() => grader?.close());

  it("are forty at least, of different kinds", () => {
    assert.ok(gains.length + harms.length >= 95, String(gains.length + harms.length));
    assert.equal(new Set([...gains, ...harms].map(({ name }) => name)).size, gains.length + harms.length);
  });

  itSoaks("begin with wrong answers, which earn nothing anywhere", async () => {
    const judged = await grader.judge(wrong);
    withoutPoints(judged);
    for (const check of nothing) assert.match(judged.states[check]!, /^(fail|not-attempted) 0$/, check);
    assert.deepEqual(await naivelyRight(wrong), []);
  });

  const shared = ["displays a forged outcome"];
  for (const gain of gains) {
    const test = shared.includes(gain.name) ? it : itSoaks;
    test(`gain: ${gain.name}`, async () => {
      const edit = editOf(gain);
      const naive = await naivelyRight(edit);
      assert.ok(naive.includes(gain.question), `it does not work against checks in its own process: ${naive}`);
      withoutPoints(await grader.judge(edit, { others: ["ben"] }));
    });
  }

  for (const harm of harms) itSoaks(`harm: ${harm.name}`, () => tryHarm(harm));

  async function tryHarm({ code = "", edit = {}, rest, neighbor, never, isForCompiler }: Harm): Promise<void> {
    const hostile = {
      ...wrong,
      q1: `${code}\n${wrong.q1}`,
      q4: "const t = tensor([[1, 2], [3, 4]])\nq4.check(t)",
      ...edit,
    };
    const limits = { cell: 2, check: 2, submission: 40 };
    const [judged, honest] = await Promise.all([
      grader.judge(hostile, { limits, slot: 6, isLastTry: true }),
      neighbor ? grader.judge({}, { slot: 7 }) : undefined,
    ]);
    const { q4, ...others } = judged.states;
    for (const [check, state] of Object.entries(others))
      assert.doesNotMatch(state, /^pass|[^ ] [1-9.]/, `${check}: ${state}`);
    if (rest !== "lost") assert.equal(q4, "pass 1");
    if (honest) assert.deepEqual([honest.states, honest.flags], [allRight, []]);
    const kept = JSON.stringify([judged.notebook, judged.checks]);
    assert.ok(kept.length < 1_000_000, `${kept.length} characters are kept`);
    // What the compiler refuses has attacked nothing.
    const refused = judged.notebook.cells.flatMap(cell => ("outputs" in cell ? cell.outputs : []));
    if (!isForCompiler) assert.doesNotMatch(JSON.stringify(refused), /"ename":"(TS\d+|SyntaxError)"/);
    if (never)
      assert.doesNotMatch(JSON.stringify(judged.notebook.cells.map(cell => "outputs" in cell && cell.outputs)), never);
  }
});
