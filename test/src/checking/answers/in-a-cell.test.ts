// Functions of a student, checked in a cell: tensors of the toolkit, the line of an error, and Stop.
import assert from "node:assert/strict";
import { startSession } from "../../../../kernel/session.ts";
import { preloadOf } from "../../../../src/cli/preload.ts";
import { needDist } from "../../../needs.ts";

const asked = `import { implementation, question, trained } from "unrolled/checking"
const rest = { asks: "?", because: "so.", hints: [] }
const times = question({ ...rest, id: "demo/times",
  answer: implementation({
    takes: "tensors",
    parameters: ({ normal }) => ({ W: normal("m", "n"), x: normal("n") }), cases: { "a matrix": { m: 2, n: 3 } },
    reference: (W: number[][], x: number[]) => W.map(row => row.reduce((sum, w, j) => sum + w * x[j]!, 0)),
  }),
  fingerprints: [{ answer: (W: number[][]) => W.map(row => row.reduce((sum, w) => sum + w)), hint: "where is x?" }],
})
const learns = question({ ...rest, id: "demo/learns", answer: trained({ measure: "accuracy", atLeast: 0.9,
  inputs: ({ normal }) => ({ xs: normal("n") }), sizes: { n: 50 }, gives: "n",
  measured: (scores, { xs }) => scores.filter((score, i) => score > 0 === xs[i]! > 0).length / xs.length, right: (seed: number, xs: number[]) => xs.map(x => (1 + seed) * x) }) })`;

describe("a function in a cell", () => {
  let session: Awaited<ReturnType<typeof startSession>>;
  before(async function () {
    needDist(this);
    session = await startSession(preloadOf());
    await shown(asked);
  });
  after(() => session?.close());

  /** What a cell shows, its result or error last. */
  async function shown(code: string): Promise<string[]> {
    const seen: string[] = [];
    const outcome = await session.execute(code, {
      onOutput(output) {
        if (output.type === "stream") seen.push(output.text);
        else if (output.type === "display") seen.push(String(output.data["text/plain"]));
      },
    });
    if (outcome.status === "error") seen.push(`${outcome.ename}: ${outcome.evalue}`);
    else if (outcome.result) seen.push(String(outcome.result.data["text/plain"]));
    return seen;
  }
  const last = async (code: string) => (await shown(code)).at(-1);

  it("gets tensors and may give them, in float64 or float32", async () => {
    assert.equal(await last("times.check((W: Tensor, x: Tensor) => W.matmul(x))"), "✓ correct: so.");
    assert.equal(await last('times.check((W: Tensor, x: Tensor) => W.matmul(x).astype("float32"))'), "✓ correct: so.");
    assert.equal(await last("times.check((W: Tensor, x: Tensor) => W.matmul(x).toArray())"), "✓ correct: so.");
    assert.equal(await last("times.check((W: Tensor) => W.sum(1))"), "✗ not yet: your function: where is x?");
    assert.equal(
      await last("times.check((W: Tensor, x: Tensor) => x)"),
      "✗ not yet: For a matrix (W [2, 3], x [3]): expected a list of 2 numbers, but got a list of 3 numbers",
    );
  });

  it("shows its own error with its line, and no stack", async () => {
    await shown("function broken(W: Tensor, x: Tensor) {\n  const y = x\n  return W.matmul(y.reshape([1, 3]))\n}");
    assert.match(
      (await last("times.check(broken)"))!,
      /: your function failed: RangeError: matmul expects .* \(cell \d+, line 3\)$/,
    );
    // What a helper of another cell threw is the fault of the line that called it.
    await shown("function turnedOver(x: Tensor): Tensor {\n  throw new RangeError(`no ${x.size}`)\n}");
    await shown(
      "function calling(W: Tensor, x: Tensor) {\n  const y = [x].map(one =>\n    turnedOver(one))\n  return y[0]\n}",
    );
    assert.match(
      (await last("times.check(calling)"))!,
      /RangeError: .* \(cell (\d+), line 2, called in cell (?!\1)\d+, line [23]\)$/,
    );
  });

  it("is not attempted while ____ stands in it", async () => {
    await shown("function later(W: Tensor, x: Tensor) {\n  // W x\n  return ____\n}");
    assert.equal(await last("times.check(later)"), "○ not attempted: replace ____ with your answer");
  });

  it("is ended by Stop", async () => {
    setTimeout(() => session.interrupt(), 300);
    assert.match((await last("times.check((W: Tensor, x: Tensor) => { for (;;); })"))!, /stopped/);
    assert.equal(await last("times.check((W: Tensor, x: Tensor) => W.matmul(x))"), "✓ correct: so.");
  });

  it("that trains shows each result as it comes", async () => {
    const waits = "await new Promise(done => setTimeout(done, 300))";
    const seen = await shown(
      `learns.check(async (seed: number, xs: number[]) => { ${waits}; return xs.map(x => x + seed / 1000) })`,
    );
    assert.ok(
      seen.some(text => /^demo\/learns: 1 of 3 trainings done: accuracy 1 \(seed 0\)$/.test(text)),
      seen.join("\n"),
    );
    assert.equal(seen[0], "demo/learns: 0 of 3 trainings done");
    // Of results that come at once a front end is shown the last ones. The verdict says what they came to.
    assert.ok(seen.includes("demo/learns: 3 of 3 trainings done"), seen.join("\n"));
    assert.ok(seen.some(text => /^✓ correct: accuracy 1 \(seed 0\), .*: each is at least 0\.9$/.test(text)));
  });
});
