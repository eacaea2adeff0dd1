// A training that draws itself in a cell: the outputs that a front end gets, and Stop.
import assert from "node:assert/strict";
import type { Output } from "../../../kernel/protocol/output.ts";
import { startSession } from "../../../kernel/session.ts";
import { preloadOf } from "../../../src/cli/preload.ts";
import { needDist } from "../../needs.ts";

type Shown = Extract<Output, { type: "display" }>;

describe("a training that draws itself in a cell", () => {
  let session: Awaited<ReturnType<typeof startSession>>;
  before(async function () {
    needDist(this);
    session = await startSession(preloadOf());
  });
  after(() => session?.close());

  async function run(code: string, onDisplay: (count: number) => void = () => {}) {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, {
      onOutput(output) {
        outputs.push(output);
        if (output.type === "display") onDisplay(outputs.length);
      },
    });
    return { outcome, outputs, shown: outputs.filter((output): output is Shown => output.type === "display") };
  }

  it("is one display that is updated, chart and picture, and the history is the cell's result", async () => {
    const { outcome, outputs, shown } = await run(`
      const model = sequential([dense(1, { inputShape: [1] })]);
      model.compile({ loss: "meanSquaredError", optimizer: "sgd" });
      await model.fit([[1], [2]], [[2], [4]], { epochs: 300, batchSize: 1, plot: true })`);
    assert.equal(shown.length, outputs.length);
    assert.deepEqual([shown[0]!.update, ...new Set(shown.slice(1).map(({ update }) => update))], [undefined, true]);
    assert.equal(new Set(shown.map(({ displayId }) => displayId)).size, 1);
    for (const { data } of shown)
      assert.deepEqual(Object.keys(data), ["application/vnd.plotly.v1+json", "text/html", "text/plain"]);
    assert.match(String(shown.at(-1)!.data["text/plain"]), /^Training: 300 of 300 epochs\. .*300 points, from /);
    assert.match(String(outcome.status === "ok" && outcome.result?.data["text/html"]), /^<table>.*300 of 300 epochs/);
  });

  it("stays as it stands where Stop ends the training", async () => {
    const { outcome, shown } = await run(
      `let done = 0;
      function* endless() { for (let i = 0; ; i++) yield i }
      const weights = new Parameter(tensor([1]));
      const loss = (i: number) => weights.sub(i % 2).pow(2).mean();
      for await (const step of train({ weights }, endless(), { loss, optimizer: "sgd", plot: true })) done = step.step;`,
      count => count === 3 && session.interrupt(),
    );
    assert.equal(outcome.status === "error" && outcome.ename, "Interrupted", JSON.stringify(outcome));
    assert.ok(shown.length >= 3);
    assert.deepEqual(new Set(shown.map(({ displayId }) => displayId)).size, 1);
    const [, last = ""] = /^Training: ([\d,]+) steps\./.exec(String(shown.at(-1)!.data["text/plain"])) ?? [];
    const after = await run("done");
    const done = after.outcome.status === "ok" && after.outcome.result?.data["text/plain"];
    // Stop may come between a step and its turn of the loop.
    assert.ok(Math.abs(Number(last.replaceAll(",", "")) - Number(done)) <= 1, `${last} of ${done}`);
    assert.deepEqual(after.outputs, []);
  });
});
