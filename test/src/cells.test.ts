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
    assert.equal(await said("LSTM(3)"), "'LSTM' is a type. Did you mean 'lstm'?");
    assert.equal(await said("new Dense(3)"), "'Dense' is a type. Did you mean 'dense'?");
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

  describe("fit shows its epochs", () => {
    const texts = (outputs: Output[]) =>
      outputs.flatMap(output =>
        output.type === "stream" ? [output.text] : output.type === "display" ? ["display"] : [],
      );
    before(() =>
      run(`
        const make = () => {
          const model = sequential([dense(1, { inputShape: [2] })])
          model.compile({ loss: "mse", optimizer: "sgd" })
          return model
        }
        const data = [[[1, 2], [3, 4]], [[1], [2]]] as const`),
    );

    it("few of them, or with verbose: 2, by a line each", async () => {
      const { outputs } = await run("await make().fit(...data, { epochs: 12 }); 0");
      const lines = texts(outputs).join("").trimEnd().split("\n");
      assert.equal(lines.length, 12);
      for (const [i, line] of lines.entries()) assert.match(line, new RegExp(`^Epoch ${i + 1}/12 · loss: \\d`));
      const all = await run("await make().fit(...data, { epochs: 40, verbose: 2 }); 0");
      assert.equal(texts(all.outputs).join("").trimEnd().split("\n").length, 40);
      assert.deepEqual((await run("await make().fit(...data, { epochs: 40, verbose: 0 }); 0")).outputs, []);
    });

    it("many of them in one table that is kept up to date, and not shown again as the last value", async () => {
      const { outcome, outputs } = await run("await make().fit(...data, { epochs: 400 })");
      assert.ok(outcome.status === "ok" && outcome.result === undefined);
      const shown = outputs.flatMap(output => (output.type === "display" ? [output] : []));
      assert.equal(shown.length, outputs.length);
      assert.equal(new Set(shown.map(({ displayId }) => displayId)).size, 1);
      assert.deepEqual(shown.map(({ update = false }) => update), shown.map((_, i) => i > 0)); // biome-ignore format: a line
      const data = shown.at(-1)!.data as Record<string, string>;
      const lines = data["text/plain"]!.split("\n");
      assert.deepEqual(lines.map(line => /^Epoch (\d+) · loss: /.exec(line)?.[1]), ["1", "50", "100", "150", "200", "250", "300", "350", "400", undefined]); // biome-ignore format: a line
      assert.equal(lines.at(-1), "(Training history: 400 of 400 epochs, every 50th shown)");
      assert.match(data["text/html"]!, /<caption>Training history: 400 of 400 epochs, every 50th shown<\/caption>.*<th scope="row">400<\/th>/); // biome-ignore format: a line
      const again = await run("await make().fit(...data, { epochs: 400 })");
      const last = again.outputs.at(-1)!;
      assert.ok(last.type === "display");
      assert.deepEqual(last.data, data, "the same seed shows the same");
    });

    it("in their last state also where training ends early", async () => {
      const callback = "{ onEpochEnd(epoch, _, model) { model.stopTraining = epoch === 36 } } satisfies Callback";
      const { outputs } = await run(`await make().fit(...data, { epochs: 400, callbacks: [${callback}] }); 0`);
      const last = outputs.at(-1)!;
      assert.ok(last.type === "display");
      assert.match(String(last.data["text/plain"]), /^Epoch 1 ·.*\nEpoch 37 ·.*\n\(Training history: 37 of 400 epochs/);
    });
  });

  it("a Stop of fit stops it, also while it lets events in", async () => {
    await run(`
      const trained = sequential([lstm(2, { inputShape: [3, 2] }), dense(1)])
      trained.compile({ loss: "mse", optimizer: "sgd" })
      const [inputs, targets] = [seed(1).normal(0, 1, [8, 3, 2]), seed(2).normal(0, 1, [8, 1])]`);
    for (let i = 0; i < 8; i++) {
      const training = run("await trained.fit(inputs, targets, { epochs: 1_000_000, verbose: 0 })");
      await new Promise(resolve => setTimeout(resolve, 60 + 17 * i));
      session.interrupt();
      assert.equal((await training).outcome.status, "error");
      // Another fit is refused while one goes on.
      const next = await run("await trained.fit(inputs, targets, { verbose: 0 }); 1");
      assert.equal(next.outcome.status, "ok", JSON.stringify(next.outcome));
    }
  });
});
