// Teacher forcing, greedy decoding, sampling and beam search: against PyTorch, and against all sequences that there are.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import {
  concat,
  logSoftmax,
  noGrad,
  type Rng,
  seed,
  softmax,
  stack,
  type Tensor,
  tensor,
} from "../../../../src/tensor/index.ts";
import {
  beamSearch,
  greedyDecode,
  sampleDecode,
  samplingProbabilities,
  teacherForcing,
} from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { pytorchSeq2seq } from "../../fixture.ts";
import { seq2seq } from "./seq2seq.ts";

const float64 = { dtype: "float64" } as const;

/** A generator whose coins are given. */
const coins = (numbers: readonly number[]): Rng => {
  const rng = seed(0);
  const left = [...numbers];
  rng.uniform = (() => left.shift()!) as never;
  return rng;
};

describe("teacherForcing: against PyTorch, float64", () => {
  const { targets, forced } = pytorchSeq2seq;
  // The coins in the order in which they are thrown: step by step, sample by sample.
  const thrown = [0, 1, 2].flatMap(t => forced.map(row => (row[t] === 1 ? 0.1 : 0.9)));
  for (const [name, options] of [
    ["all", {}],
    ["mixed", { ratio: 0.5, rng: coins(thrown) }],
  ] as const)
    it(`${name}: logits, loss and every gradient`, () => {
      const { model, step, state } = seq2seq();
      const fixture = pytorchSeq2seq[name];
      const { logits, read } = teacherForcing(step, targets, { state, start: 0, ...options });
      assertClose(logits.toArray(), fixture.logits, 1e-10);
      const loss = nn.crossEntropy(logits, targets);
      assertClose(loss.item(), fixture.loss, 1e-10);
      loss.backward();
      assertClose(model.embed.embeddings.grad!.toArray(), fixture.gradients["embed.weight"], 1e-10);
      assertClose(model.readout.kernel.grad!.transpose().toArray(), fixture.gradients["readout.weight"], 1e-10);
      assertClose(model.readout.bias!.grad!.toArray(), fixture.gradients["readout.bias"], 1e-10);
      for (const [cell, prefix, suffix] of [
        ["encoder", "encoder", "_l0"],
        ["decoder", "decoder", ""],
      ] as const) {
        // biome-ignore format: a table
        const asTorch = new nn.GRUCell(3, 4, float64); // whose weights are the gradients
        asTorch.kernel.assign(model[cell].kernel.grad!.detach());
        asTorch.recurrentKernel.assign(model[cell].recurrentKernel.grad!.detach());
        asTorch.bias!.assign(model[cell].bias!.grad!.detach());
        for (const [part, numbers] of Object.entries(nn.toTorch(asTorch)))
          assertClose(numbers.toArray(), fixture.gradients[`${prefix}.${part}${suffix}`], 1e-10, `${prefix} ${part}`);
      }
      if (name === "all")
        assert.deepEqual(
          read,
          targets.map(row => [0, ...row.slice(0, -1)]),
        );
    });

  it("by a ratio of 0 reads what it found likeliest", () => {
    const { step, state } = seq2seq();
    const { read } = teacherForcing(step, targets, { state, start: 0, ratio: 0 });
    assert.deepEqual(
      read.map(row => row.slice(1)),
      pytorchSeq2seq.greedy.ids.map(row => row.slice(0, 3)),
    );
  });

  it("refuses what does not fit", () => {
    const { step, state } = seq2seq();
    for (const [make, message] of [
      [() => teacherForcing(step, targets, { state, start: 0, ratio: 0.5 }), /a generator for a ratio of 0.5/],
      [() => teacherForcing(step, targets, { state, start: 0, ratio: 2 }), /a ratio from 0 to 1, but got 2/],
      [() => teacherForcing(step, [[1]], { state, start: 0 }), /targets \[3, T\], but got a Tensor of shape \[1, 1\]/],
      [() => teacherForcing(step, targets, { state: {} as never, start: 0 }), /a state of tensors/],
      [
        () => teacherForcing(step, targets, { state, start: 0, force: 1 } as never),
        /teacherForcing expects options out of/,
      ],
      [
        () => teacherForcing(() => ({ logits: tensor([1]), state }), targets, { state, start: 0 }),
        /logits \[3, classes\]/,
      ],
    ] as const)
      assert.throws(make, message);
  });
});

describe("decoding", () => {
  const { greedy } = pytorchSeq2seq;

  it("greedy: PyTorch's symbols and their probability; a sample stops at its end, the others go on", () => {
    const { step, state } = seq2seq();
    const found = greedyDecode(step, { state, start: 0, maximum: 6 });
    assert.deepEqual(found.map(({ ids }) => ids), greedy.ids); // biome-ignore format: a line
    assertClose(found.map(({ logProbability }) => logProbability), greedy.logProbabilities, 1e-10); // biome-ignore format: a line
    for (let end = 0; end < 6; end++)
      for (const [i, one] of greedyDecode(step, { state, start: 0, end, maximum: 6 }).entries()) {
        const at = greedy.ids[i]!.indexOf(end);
        assert.deepEqual(one.ids, at < 0 ? greedy.ids[i] : greedy.ids[i]!.slice(0, at));
        assert.equal(one.ended, at >= 0);
      }
  });

  it("a beam of 1 is greedy", () => {
    const { step, state } = seq2seq();
    const options = { state, start: 0, end: 2, maximum: 6 };
    const found = beamSearch(step, { ...options, width: 1 });
    for (const [i, { ids, ended, logProbability }] of greedyDecode(step, options).entries()) {
      assert.deepEqual(found[i]![0]!.ids, ids);
      assert.equal(found[i]![0]!.ended, ended);
      assertClose(found[i]![0]!.logProbability, logProbability, 1e-12);
    }
  });

  for (const lengthPenalty of [0, 0.6, 2])
    it(`a beam as wide as there are sequences finds the best of all, length penalty ${lengthPenalty}`, () => {
      const { step, state } = seq2seq();
      const [end, maximum] = [2, 3];
      const found = beamSearch(step, { state, start: 0, end, maximum, width: 200, lengthPenalty });
      for (const [sample, hypotheses] of found.entries()) {
        const all = every(
          step,
          { h: rowOf(state.h, sample), annotations: rowOf(state.annotations, sample) },
          end,
          maximum,
        );
        const scored = all.map(one => ({
          ...one,
          score: one.logProbability / ((5 + one.length) / 6) ** lengthPenalty,
        }));
        scored.sort((a, b) => b.score - a.score);
        assert.equal(hypotheses.length, scored.length);
        for (const [i, { ids, score }] of hypotheses.slice(0, 10).entries()) {
          assert.deepEqual(ids, scored[i]!.ids);
          assertClose(score, scored[i]!.score, 1e-10);
        }
      }
    });

  it("a narrow beam finds what greedy misses, and a length penalty the longer one; worked by hand", () => {
    // 0 starts. A first 1 (0.55) leads to 1 or 2 alike; a first 2 (0.45) leads to the end, 3, for certain.
    const table: Record<number, number[]> = { 0: [0, 0.55, 0.45, 0], 1: [0, 0.4, 0.3, 0.3], 2: [0, 0, 0, 1] };
    const step = (ids: readonly number[], state: Tensor) => ({
      logits: tensor(ids.map(id => table[id]!.map(p => Math.log(p || 1e-300))), float64), // biome-ignore format: a line
      state,
    });
    const options = { state: tensor([[0]], float64), start: 0, end: 3, maximum: 3 };
    assert.deepEqual(greedyDecode(step, options)[0]!.ids, [1, 1, 1]);
    const [[best]] = beamSearch(step, { ...options, width: 2 }) as unknown as [
      [{ ids: number[]; logProbability: number }],
    ];
    assert.deepEqual(best.ids, [2]);
    assertClose(best.logProbability, Math.log(0.45), 1e-9);
    // ln(0.165) · 6/7 for [1] and the end, ln(0.45) · 6/7 for [2]: of one length; [1, 2] and the end: ln(0.165) · 6/8.
    const long = beamSearch(step, { ...options, width: 3, lengthPenalty: 1 })[0]!;
    assertClose(long[0]!.score, (Math.log(0.45) * 6) / 7, 1e-9);
    const second = long.find(({ ids }) => ids.join() === "1,2")!;
    assertClose(second.score, (Math.log(0.55 * 0.3) * 6) / 8, 1e-9);
  });

  it("sampling: the whole batch by one generator, with the frequencies of the model", () => {
    const { step, state } = seq2seq();
    const first = noGrad(() => softmax(step([0, 0, 0], state).logits).toArray() as number[][]);
    const rng = seed(1);
    const draws = 1500;
    const counts = first.map(row => row.map(() => 0));
    for (let i = 0; i < draws; i++)
      for (const [sample, { ids }] of sampleDecode(step, { state, start: 0, maximum: 1, rng }).entries())
        counts[sample]![ids[0]!]!++;
    for (const [sample, row] of first.entries())
      for (const [id, p] of row.entries()) // five standard deviations
        assert.ok(Math.abs(counts[sample]![id]! / draws - p) < 5 * Math.sqrt((p * (1 - p)) / draws) + 1e-9);
    const twice = [0, 1].map(() => sampleDecode(step, { state, start: 0, end: 2, maximum: 5, rng: seed(7), topK: 3 }));
    assert.deepEqual(twice[0], twice[1]);
    const cold = sampleDecode(step, { state, start: 0, maximum: 6, rng: seed(0), temperature: 0 });
    assert.deepEqual(cold.map(({ ids }) => ids), greedy.ids); // biome-ignore format: a line
    assertClose(cold.map(({ logProbability }) => logProbability), greedy.logProbabilities, 1e-10); // biome-ignore format: a line
  });

  it("topP keeps the smallest set that comes to the share; worked by hand", () => {
    const p = [0.5, 0.3, 0.15, 0.05];
    const from = "probabilities";
    assertClose(samplingProbabilities(p, { from, topP: 0.75 }), [0.625, 0.375, 0, 0], 1e-12);
    assertClose(samplingProbabilities(p, { from, topP: 0.85 }), [10 / 19, 6 / 19, 3 / 19, 0], 1e-12);
    assertClose(samplingProbabilities(p, { from, topP: 0.01 }), [1, 0, 0, 0], 0);
    assertClose(samplingProbabilities(p, { from, topP: 1 }), p, 1e-12);
    assertClose(samplingProbabilities(p, { from, topP: 0.6, reject: [0] }), [0, 1, 0, 0], 1e-12); // 0.3 of 0.5
    assert.throws(() => samplingProbabilities(p, { from, topP: 0 }), /topP above 0 and up to 1, but got 0/);
  });

  it("refuses options that are none", () => {
    const { step, state } = seq2seq();
    const good = { state, start: 0, maximum: 3 };
    for (const [make, message] of [
      [() => greedyDecode(step, { ...good, maximum: 0 }), /maximum to be a whole number ≥ 1/],
      [() => greedyDecode(step, { ...good, end: 6 }), /an end from 0 to 5, but got 6/],
      [() => greedyDecode(step, { ...good, start: -1 }), /start to be an id/],
      [() => greedyDecode(step, { ...good, rng: seed(0) } as never), /greedyDecode expects options out of/],
      [() => sampleDecode(step, good as never), /sampleDecode expects a generator/],
      [() => sampleDecode(step, { ...good, rng: seed(0), topK: 0 }), /topK to be a whole number ≥ 1/],
      [() => beamSearch(step, { ...good, width: 0 }), /width to be a whole number ≥ 1, but got 0/],
      [() => beamSearch(step, { ...good, lengthPenalty: -1 }), /lengthPenalty to be a number ≥ 0/],
      [() => beamSearch({} as never, good), /a function \(ids, state\)/],
    ] as const)
      assert.throws(make, message);
  });

  it("an encoder and a decoder with attention learn to turn a sequence round", () => {
    const rng = seed(0);
    const [symbols, length, size, batch] = [6, 3, 16, 16];
    const cells = { embed: new nn.Embedding(symbols, 8, { rng }), encoder: new nn.GRUCell(8, size, { rng }) };
    const decoder = new nn.GRUCell(8, size, { rng });
    const [attention, readout] = [
      new nn.GeneralAttention(size, size, { rng }),
      new nn.Linear(2 * size, symbols, { rng }),
    ];
    const model = { ...cells, decoder, attention, readout };
    const encode = (x: number[][]) => {
      const { hidden, state } = nn.unroll(cells.encoder, cells.embed.forward(x));
      return { h: state, annotations: stack(hidden, 1) };
    };
    const step = (ids: readonly number[], before: { h: Tensor; annotations: Tensor }) => {
      const h = decoder.forward(cells.embed.forward([...ids]), before.h);
      const { context } = attention.forward(h, before.annotations);
      return { logits: readout.forward(concat([h, context], -1)), state: { ...before, h } };
    };
    const draw = (n: number) => Array.from({ length: n }, () => Array.from({ length }, () => 1 + Math.floor(rng.uniform(0, 5)))); // biome-ignore format: a line
    const optimizer = adam(0.02);
    for (let i = 0; i < 130; i++) {
      const x = draw(batch);
      nn.zeroGrad(model);
      const targets = x.map(row => [...row].reverse());
      const { logits } = teacherForcing(step, targets, { state: encode(x), start: 0, ratio: 0.8, rng });
      nn.crossEntropy(logits, targets).backward();
      optimizer.step(model);
    }
    const x = draw(20);
    const found = noGrad(() => greedyDecode(step, { state: encode(x), start: 0, maximum: length }));
    const right = found.filter(({ ids }, i) => ids.join() === [...x[i]!].reverse().join()).length;
    assert.ok(right >= 15, `${right} of 20`);
  });
});

const rowOf = (t: Tensor, row: number): Tensor => t.slice(row, row + 1);

/** Every sequence that ends, and those of the maximal length that do not. */
function every<State>(
  step: (ids: readonly number[], state: State) => { logits: Tensor; state: State },
  start: State,
  end: number,
  maximum: number,
): { ids: number[]; logProbability: number; length: number }[] {
  const go = (
    ids: number[],
    state: State,
    total: number,
  ): { ids: number[]; logProbability: number; length: number }[] => {
    const { logits, state: next } = step([ids.at(-1) ?? 0], state);
    const logs = logSoftmax(logits).values();
    return Array.from(logs).flatMap((log, id) => {
      const logProbability = total + log;
      if (id === end) return [{ ids, logProbability, length: ids.length + 1 }];
      const longer = [...ids, id];
      if (longer.length === maximum) return [{ ids: longer, logProbability, length: maximum }];
      return go(longer, next, logProbability);
    });
  };
  return noGrad(() => go([], start, 0));
}
