// The evaluation hook of train: when it runs, and that the training does not notice.
import assert from "node:assert/strict";
import { batches } from "../../../../src/data/index.ts";
import { Dropout, Linear, meanSquaredError } from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { seed, type Tensor } from "../../../../src/tensor/index.ts";
import { type Checkpoint, type EvaluationHook, type TrainingRecord, train } from "../../../../src/training/index.ts";

const rng = seed(1);
const [x, y] = [rng.normal(0, 1, [6, 3]), rng.normal(0, 1, [6, 2])];

/** Six steps; their records, and a checkpoint after the fifth. */
async function run(evaluate?: (model: { drop: Dropout; map: Linear }) => EvaluationHook, resume?: Checkpoint) {
  const model = { map: new Linear(3, 2, { rng: seed(2) }), drop: new Dropout(0.5, { rng: seed(3) }) };
  const loss = (batch: { x: Tensor; y: Tensor }) =>
    meanSquaredError(batch.y, model.map.forward(model.drop.forward(batch.x, { training: true })));
  const records: TrainingRecord[] = [];
  let checkpoint: Checkpoint | undefined;
  const options = { loss, optimizer: adam(0.1), epochs: 3, ...(evaluate ? { evaluate: evaluate(model) } : {}), ...(resume ? { resume } : {}) }; // biome-ignore format: a line
  for await (const step of train(model, batches({ x, y }, { batchSize: 3, rng: seed(4) }), options)) {
    if (step.step === 5) checkpoint = step.checkpoint();
    records.splice(0, records.length, ...step.history);
  }
  return { records, checkpoint: checkpoint! };
}

const hook = (model: { drop: Dropout; map: Linear }): EvaluationHook => ({
  every: 2,
  measure: ({ step, epoch }) => {
    const output = model.map.forward(model.drop.forward(x, { training: true })); // draws
    assert.equal(output.requiresGrad, false);
    return { step, epoch, valLoss: meanSquaredError(y, output).item() };
  },
});

describe("train: evaluate", () => {
  it("measures every so many steps, and changes no number of the training", async () => {
    const plain = await run();
    const { records } = await run(hook);
    assert.deepEqual(records.map(({ evaluation, ...record }) => record), plain.records); // biome-ignore format: a line
    assert.deepEqual(records.map(({ evaluation }) => evaluation && [evaluation.step, evaluation.epoch]), [undefined, [2, 1], undefined, [4, 2], undefined, [6, 3]]); // biome-ignore format: a line
    assert.ok(records[1]!.evaluation!.valLoss! > 0);
  });

  it("is kept in checkpoints", async () => {
    const { records, checkpoint } = await run(hook);
    const resumed = await run(hook, JSON.parse(JSON.stringify(checkpoint)) as Checkpoint);
    assert.deepEqual(resumed.records, records);
    assert.ok(!("evaluations" in (await run()).checkpoint));
  });

  it("refuses what is no hook, and measures that are no numbers", async () => {
    const refuses = (evaluate: unknown, message: RegExp) =>
      assert.rejects(run(() => evaluate as EvaluationHook), message); // biome-ignore format: a line
    await refuses(() => 1, /train expects evaluate as \{ every: 100, measure: .*\}, but got a function/);
    await refuses({ every: 0, measure: () => ({}) }, /evaluate.every to be a whole number of steps ≥ 1, but got 0/);
    await refuses({ every: 1, measure: () => 3 }, /to give numbers by name, \{ valLoss: … \}, but got 3/);
    await refuses({ every: 1, measure: () => ({ loss: y.sum() }) }, /but got a Tensor of shape \[\] for loss; .* \.item\(\)/); // biome-ignore format: a line
    await refuses({ every: 1, measure: async () => ({}) }, /noGrad expects a plain function/);
  });
});
