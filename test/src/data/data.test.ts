// From text to batches, by hand-worked examples; padding and truncation by Keras's documented ones.
import assert from "node:assert/strict";
import * as data from "../../../src/data/index.ts";
import { seed, softmax, type Tensor, tensor } from "../../../src/tensor/index.ts";

describe("tokens", () => {
  it("characters stay whole, words leave punctuation apart", () => {
    assert.deepEqual(data.characters("a😀é"), ["a", "😀", "é"]);
    assert.deepEqual(data.words("Don't panic, 42!\n"), ["Don't", "panic", ",", "42", "!"]);
    assert.deepEqual(data.words("Ünï-cøde «x»"), ["Ünï-cøde", "«", "x", "»"]);
    assert.deepEqual(data.words("  "), []);
  });
});

describe("vocabulary", () => {
  it("numbers tokens as they first come; hello has four letters", () => {
    const vocab = data.vocabulary(data.characters("hello"));
    assert.deepEqual(vocab.tokens, ["h", "e", "l", "o"]);
    assert.deepEqual(vocab.encode("hello"), [0, 1, 2, 2, 3]);
    assert.deepEqual(vocab.decode([0, 1, 2, 2, 3]), ["h", "e", "l", "l", "o"]);
  });

  const text = data.words("the cat saw the dog and the cat ran");
  const special = { padding: "<PAD>", unknown: "<UNK>", end: "<EOS>", start: "<BOS>" };

  it("puts special tokens first, padding at 0, and keeps the most frequent words", () => {
    const vocab = data.vocabulary(text, { ...special, size: 7 });
    assert.deepEqual(vocab.tokens, ["<PAD>", "<UNK>", "<EOS>", "<BOS>", "the", "cat", "saw"]);
    assert.deepEqual([vocab.padding, vocab.unknown, vocab.end, vocab.start, vocab.size], [0, 1, 2, 3, 7]);
    assert.deepEqual(vocab.encode(["the", "bird", "saw"], { start: true, end: true }), [3, 4, 1, 6, 2]);
    assert.deepEqual(data.vocabulary(text, { minimumCount: 2 }).tokens, ["the", "cat"]);
    assert.ok(vocab.has("cat") && !vocab.has("bird"));
    assert.deepEqual(data.vocabulary(["<EOS>", "a", "<EOS>"], special).tokens, [
      "<PAD>",
      "<UNK>",
      "<EOS>",
      "<BOS>",
      "a",
    ]);
  });

  it("says what it does not have", () => {
    const vocab = data.vocabulary(text);
    assert.throws(() => vocab.encode(["the", "bird"]), /no token "bird" \(at 1\); .*unknown: "<UNK>"/);
    assert.throws(() => vocab.decode([0, 6]), /ids from 0 to 5, but got 6 \(at 1\)/);
    assert.throws(() => vocab.decode([-1]), /got -1/);
    assert.throws(() => vocab.decode(["length" as never]), /got "length"/);
    assert.throws(() => vocab.end, /no end token; make it with \{ end: "<EOS>" \}/);
    assert.throws(() => data.vocabulary(text, { end: "x", start: "x" }), /special tokens that differ, but got x, x/);
    assert.throws(() => data.vocabulary(text, { ...special, size: 4 }), /size, above its 4 special tokens, but got 4/);
    assert.throws(() => data.vocabulary(text, { size: 2.5 }), /a whole number as its size.* but got 2.5/);
    assert.throws(() => data.vocabulary(text, { minimumCount: 1.5 }), /minimumCount to be a whole number ≥ 1, but got 1.5/); // biome-ignore format: a line
    assert.match(String(vocab), /^Vocabulary of 6: "the", "cat"/);
  });
});

describe("windows", () => {
  it("many-to-one: the items, and the one that follows", () => {
    assert.deepEqual(data.manyToOne([1, 2, 3, 4, 5], 3), { x: [[1, 2, 3], [2, 3, 4]], y: [4, 5] }); // biome-ignore format: a line
  });

  it("many-to-many: n training signals a window, shifted by one", () => {
    const { x, y } = data.manyToMany([1, 2, 3, 4, 5], 3);
    assert.deepEqual([x, y], [[[1, 2, 3], [2, 3, 4]], [[2, 3, 4], [3, 4, 5]]]); // biome-ignore format: a line
    assert.deepEqual(y.map(window => window.at(-1)), data.manyToOne([1, 2, 3, 4, 5], 3).y); // biome-ignore format: a line
  });

  it("stride leaves none that is not whole", () => {
    assert.deepEqual(data.manyToMany([0, 1, 2, 3, 4, 5, 6], 2, { stride: 2 }).x, [[0, 1], [2, 3], [4, 5]]); // biome-ignore format: a line
    assert.deepEqual(data.manyToMany([0, 1, 2, 3, 4, 5], 2, { stride: 2 }).x, [[0, 1], [2, 3]]); // biome-ignore format: a line
  });

  it("says what it expects", () => {
    assert.throws(() => data.manyToOne([1, 2], 2), /longer than its windows of 2, but got one of 2/);
    assert.throws(() => data.manyToMany([1, 2, 3], 0), /manyToMany expects length to be a whole number ≥ 1, but got 0/);
    assert.throws(() => data.manyToMany([1, 2, 3], 1, { stride: 0.5 }), /stride/);
  });
});

describe("padSequences", () => {
  // The examples of Keras's documentation of pad_sequences.
  const sequence = [[1], [2, 3], [4, 5, 6]];
  it("is Keras's", () => {
    assert.deepEqual(data.padSequences(sequence), [[0, 0, 1], [0, 2, 3], [4, 5, 6]]); // biome-ignore format: a matrix
    assert.deepEqual(data.padSequences(sequence, { value: -1 }), [[-1, -1, 1], [-1, 2, 3], [4, 5, 6]]); // biome-ignore format: a matrix
    assert.deepEqual(data.padSequences(sequence, { padding: "post" }), [[1, 0, 0], [2, 3, 0], [4, 5, 6]]); // biome-ignore format: a matrix
    assert.deepEqual(data.padSequences(sequence, { maxlen: 2 }), [[0, 1], [2, 3], [5, 6]]); // biome-ignore format: a matrix
    assert.deepEqual(data.padSequences([[4, 5, 6]], { maxlen: 2, truncating: "post" }), [[4, 5]]);
    assert.deepEqual(data.padSequences([]), []);
  });

  it("takes more sequences than a call takes arguments", () => {
    const many = Array.from({ length: 300_000 }, () => [1]);
    assert.equal(data.padSequences(many).length, 300_000);
    assert.deepEqual(data.sequenceMask(many.map(row => row.length)).shape, [300_000, 1]);
  });

  it("sequenceMask marks what padSequences kept", () => {
    assert.deepEqual(data.sequenceMask([1, 3, 0]).toArray(), [[0, 0, 1], [1, 1, 1], [0, 0, 0]]); // biome-ignore format: a matrix
    assert.deepEqual(data.sequenceMask([1, 2], { steps: 3, padding: "post" }).toArray(), [[1, 0, 0], [1, 1, 0]]); // biome-ignore format: a matrix
  });

  it("says what it expects", () => {
    assert.throws(
      () => data.padSequences([[1]], { padding: "left" as never }),
      /padding "pre" or "post", but got "left"/,
    );
    assert.throws(() => data.padSequences([[1]], { maxlen: -1 }), /maxlen to be a whole number ≥ 0/);
    assert.throws(() => data.sequenceMask([2, 4], { steps: 3 }), /lengths from 0 to 3, but got 4 at \[1\]/);
    assert.throws(() => data.sequenceMask([1], { steps: 2.5 }), /steps to be a whole number ≥ 0, but got 2.5/);
    assert.throws(() => data.sequenceMask([1, Number.NaN]), /lengths from 0 to 1, but got NaN at \[1\]/);
    assert.throws(() => data.sequenceMask([1], { dtype: "bool" as never }), /dtype to be "float32" or "float64", but got "bool"/); // biome-ignore format: a line
  });
});

const rows = (t: Tensor) => t.toArray();

describe("batches", () => {
  const x = [[0], [1], [2], [3], [4]];
  const y = [0, 10, 20, 30, 40];

  it("in order, the last one smaller or dropped", () => {
    const source = data.batches({ x, y }, { batchSize: 2 });
    assert.equal(source.length, 3);
    assert.deepEqual([...source].map(batch => [rows(batch.x), rows(batch.y), batch.size]), [[[[0], [1]], [0, 10], 2], [[[2], [3]], [20, 30], 2], [[[4]], [40], 1]]); // biome-ignore format: a table
    const dropped = data.batches({ x, y }, { batchSize: 2, lastBatch: "drop" });
    assert.deepEqual([dropped.length, [...dropped].length], [2, 2]);
  });

  it("shuffled: all samples once, rows kept together, anew each round, the same from the same seed", () => {
    const rounds = (n: number) => {
      const source = data.batches({ x, y }, { batchSize: 2, rng: seed(n) });
      return [1, 2].map(() => [...source].flatMap(batch => rows(batch.y) as number[]));
    };
    const [first, second] = rounds(1);
    assert.notDeepEqual(first, second);
    assert.deepEqual(rounds(1), [first, second]);
    assert.deepEqual(first!.toSorted((a, b) => a - b), y); // biome-ignore format: a line
    for (const batch of data.batches({ x, y }, { rng: seed(3), batchSize: 2 }))
      assert.deepEqual(rows(batch.x.mul(10).reshape([batch.size])), rows(batch.y));
  });

  it("says what it expects", () => {
    assert.throws(() => data.batches({ x, y: [1, 2] }), /as many samples of each, but got x \[5, 1\] and y \[2\]/);
    assert.throws(() => data.batches({ x }, { batchSize: 0 }), /batchSize to be a whole number ≥ 1, but got 0/);
    assert.throws(() => data.batches({}), /at least one tensor/);
    assert.throws(() => data.batches({ x: 1 }), /samples along the first axis, \[n, ...\], but got x with one number/);
    assert.throws(() => data.batches({ x: [] }), /at least one sample, but got 0/);
    assert.throws(() => data.batches({ x }, { batchSize: 6, lastBatch: "drop" }), /at least 6 samples, .* but got 5/);
    assert.throws(() => data.batches({ x }, { lastBatch: "pad" as never }), /"keep" or "drop", but got "pad"/);
  });
});

describe("bpttBatches", () => {
  const { x } = data.nextToken([1, 2, 3]);
  it("rows go on from stretch to stretch; only the first begins", () => {
    const { x, y } = data.nextToken(Array.from({ length: 12 }, (_, i) => i));
    const stretches = [...data.bpttBatches({ x, y }, { batchSize: 2, steps: 2 })];
    assert.deepEqual(stretches.map(s => rows(s.x)), [[[0, 1], [5, 6]], [[2, 3], [7, 8]], [[4], [9]]]); // biome-ignore format: a table
    assert.deepEqual(stretches.map(s => rows(s.y)), [[[1, 2], [6, 7]], [[3, 4], [8, 9]], [[5], [10]]]); // biome-ignore format: a table
    assert.deepEqual(stretches.map(s => s.first), [true, false, false]); // biome-ignore format: a line
    assert.equal(data.bpttBatches({ x }, { batchSize: 2, steps: 2, lastBatch: "drop" }).length, 2);
  });

  it("says what it expects", () => {
    assert.throws(() => data.bpttBatches({ x: [1, 2] }, { batchSize: 3, steps: 1 }), /at least 1 steps, but got 2 steps for 3 streams/); // biome-ignore format: a line
    assert.throws(() => data.bpttBatches({ x: [1] }, { steps: 0 }), /steps to be a whole number ≥ 1, but got 0/);
    assert.throws(() => data.bpttBatches({ x }, { steps: 1, lastBatch: "pad" as never }), /bpttBatches expects lastBatch "keep" or "drop", but got "pad"/); // biome-ignore format: a line
    assert.throws(() => data.nextToken([1]), /at least two items, but got 1/);
  });
});

describe("tensors where lists of numbers stand", () => {
  it("decode reads a tensor of ids, such as argmax gives", () => {
    const vocab = data.vocabulary("abc");
    assert.deepEqual(vocab.decode(tensor([[0, 1, 0], [0, 0, 9]]).argmax(-1)), ["b", "c"]); // biome-ignore format: a matrix
    assert.throws(() => vocab.decode(tensor([3])), /ids from 0 to 2, but got 3 \(at 0\)/);
    assert.throws(() => vocab.decode(tensor([[1, 2]])), /one number, but got shape \[2\]/);
  });

  it("choice reads probabilities of a tensor, and of a typed array", () => {
    const p = softmax([1, 2, -Infinity]);
    for (const probabilities of [p, p.values(), p.toArray()])
      assert.deepEqual(
        Array.from({ length: 20 }, () => seed(5).choice(3, probabilities)),
        new Array(20).fill(seed(5).choice(3, p.toArray())),
      );
    assert.throws(() => seed(0).choice(2, p), /choice expects 2 probabilities ≥ 0 that sum to 1, but got 3/);
    assert.throws(() => seed(0).choice(2, 0.5 as never), /choice expects a list of probabilities, but got 0.5/);
  });
});
