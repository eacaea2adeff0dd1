// What a cell is told where it uses the toolkit in another way than it can be used, and what training shows in a notebook.
import assert from "node:assert/strict";
import type { Output } from "../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../kernel/session.ts";

describe("the toolkit in a cell", function () {
  this.timeout(60_000);
  let session: Session;
  before(async () => {
    session = await startSession({ preload: ["unrolled"] });
  });
  after(() => session.close());

  const run = async (code: string) => {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
    return { outcome, outputs };
  };
  /** The line that says what is wrong. */
  const said = async (code: string) => {
    const { outcome } = await run(code);
    assert.equal(outcome.status, "error", code);
    return outcome.status === "error" ? outcome.evalue : "";
  };

  it("layers can be named by their types, which are no values", async () => {
    const { outcome } = await run("const layer: LSTM = lstm(4), last: Dense = dense(3); last.units");
    assert.equal(outcome.status, "ok");
    assert.match(await said("LSTM(3)"), /lstm/);
    assert.match(await said("new Dense(3)"), /Did you mean 'dense'\?/);
  });

  it("sizes stand by themselves", async () => {
    assert.match(await said("lstm({ units: 3, returnSequences: true })"), /Here a number stands by itself, without a name: lstm\(3, \{ returnSequences: true \}\)/); // biome-ignore format: a line
    assert.match(await said("dense({ units: 3 })"), /: dense\(3\)/);
    assert.match(await said("adam({ learningRate: 0.01 })"), /: adam\(0\.01\)/);
  });

  it("train names the option that is wrong", async () => {
    const data = "[{ x: tensor([[1]]), y: tensor([0]) }]";
    await run(`const net = { out: new Linear(1, 2) }; const loss = ({ x, y }: { x: Tensor, y: Tensor }) => crossEntropy(net.out.forward(x), y)`); // biome-ignore format: a line
    assert.match(await said(`train(net, ${data}, { optimizer: adam() })`), /'loss' is missing/);
    assert.match(await said(`train(net, ${data}, { optimizer: adam(), loss, clipnorm: 1 })`), /'clipnorm'.*'clipNorm'/);
    assert.match(await said(`train(net, ${data}, { optimizer: "adm", loss })`), /"adm".*"adam"/);
    assert.match(await said(`train(net, ${data}, { optimizer: adam(), loss: () => 3 })`), /'number' is not assignable/);
  });
});
