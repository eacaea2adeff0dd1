// What an example of a doc comment takes as given: the names that its reader is taken to have, by file.
import * as checking from "../../src/checking/index.ts";

/** Given to the examples of the checking room, instead: whoever writes questions imports what they are written with. */
export const forAuthors = `import {
  type Comparison, type HiddenOf, type Judge, type MistakesOf, ${Object.keys(checking).join(", ")}
} from "unrolled/checking"`;

/** Given to all of them, in a cell of its own: a file's may declare the same names again. */
export const common = `
const rng = seed(0)
const cell = new LSTMCell(8, 16, { rng })
const readout = new Linear(16, 4, { rng })
const xs = rng.normal(0, 1, [5, 8])
const text = "to be or not to be"
const ids = Array.from({ length: 600 }, (_, i) => i % 4)
const vocab = vocabulary(words(text), { unknown: "<UNK>", start: "<BOS>", end: "<EOS>" })
`;

const classifier = `
const x = rng.normal(0, 1, [6, 5, 8]), y = oneHot([0, 1, 2, 3, 0, 1], 4)
const model = sequential([simpleRNN(3, { inputShape: [5, 8] }), dense(4, { activation: "softmax" })])
`;

const compiled = `${classifier}
model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" })
`;

const scale = `
class Scale extends Layer {
  readonly kind = "Scale"
  constructor(factor: number, options: LayerOptions = {}) { super(options); this.factor = factor }
  factor: number
  describe = () => \`scale(\${this.factor})\`
  createWeights = (shape: readonly number[]) => shape
  parts = () => []
  config = () => ({ ...this.baseConfig(), factor: this.factor })
  forward = (x: Tensor) => x.mul(this.factor)
}
`;

const branched = `
const start = input({ shape: [8] })
const outputs = [dense(1, { name: "answer" }).call(start), dense(1, { name: "score" }).call(start)]
const net = functional({ inputs: start, outputs })
`;

const taught = `
const embed = new Embedding(4, 8, { rng }), decoder = new GRUCell(8, 16, { rng })
const encoded = zeros([3, 16]), targets = [[1, 2], [2, 3], [3, 1]]
`;

const decoding = `${taught}
const step = (ids: readonly number[], h: Tensor) => {
  const next = decoder.forward(embed.forward([...ids]), h)
  return { logits: readout.forward(next), state: next }
}
`;

/** Given to those of one file beside that. */
export const given: Readonly<Record<string, string>> = {
  "src/checking/answers/calling.ts":
    "const session = { call: async (name: string, args: readonly unknown[]): Promise<unknown> => [name, args] }",
  "src/checking/proof.ts": `const { q1: question } = assignment("counting")`,
  "src/data/batches.ts": "const inputs = xs, targets = xs, x = xs, y = xs, mask = ones([5])",
  "src/diagnostics/gradient-check.ts": `
    const model = new Linear(8, 4, { rng, dtype: "float64" })
    const x = rng.normal(0, 1, [5, 8], { dtype: "float64" }), y = oneHot([0, 1, 2, 3, 0], 4, { dtype: "float64" })`,
  "src/interop/keras/keras.ts": `${classifier}
    await import("node:fs").then(async fs => fs.writeFileSync("model.weights.h5", await toKeras(model)))`,
  "src/interop/safetensors/read.ts": `(await import("node:fs")).writeFileSync("model.safetensors", writeSafetensors({ readout: zeros([1]) }))`,
  "src/interop/tfjs/tfjs.ts": `${classifier}
    await import("node:fs").then(fs => { for (const [n, file] of Object.entries(toTfjs(model))) fs.writeFileSync(n, file) })`,
  "src/interop/torch/torch.ts": "const bytes = writeSafetensors(toTorch({ readout }, { names: { readout: 'fc' } }))",
  "src/nn/modules/dropout.ts": "const h = xs",
  "src/nn/cells/jordan-cell.ts": `
    const cell = new JordanCell(8, 16, 4, { rng })
    const x = rng.normal(0, 1, [2, 8]), h = zeros([2, 16]), target = zeros([2, 4])`,
  "src/nn/attention/hard.ts": "const h = zeros([5, 8]), annotations = rng.normal(0, 1, [5, 3, 8])",
  "src/nn/attention/multi-head.ts": "const xs = rng.normal(0, 1, [2, 5, 16])",
  "src/nn/attention/scores.ts": "const h = zeros([5, 8]), annotations = rng.normal(0, 1, [5, 3, 8])",
  "src/nn/layers/attention.ts": "const state = input({ shape: [4] }), sequence = input({ shape: [5, 6] })",
  "src/nn/layers/concatenate.ts": "const a = input({ shape: [3] }), b = input({ shape: [5] })",
  "src/nn/layers/from-config.ts": scale,
  "src/nn/layers/sequence-layer.ts": classifier,
  "src/nn/modules/module.ts":
    "const model = cell, w = tensor([1], { requiresGrad: true }), b = tensor([2], { requiresGrad: true })",
  "src/nn/unroll/learned-state.ts": `
    const optimizer = adam()
    unroll(cell, xs).hidden.at(-1)!.sum().backward()`,
  "src/nn/model/functional.ts": `
    const from = input({ shape: [4] })
    const net = functional({ inputs: from, outputs: dense(4).call(from) })`,
  "src/nn/model/sequential.ts": "const encoder = sequential([lstm(4, { inputShape: [5, 3] })])",
  "src/nn/model/non-finite.ts": classifier,
  "src/nn/modules/saving.ts": `
    const { writeFileSync } = await import("node:fs")
    const model = { cell }`,
  "src/nn/cells/state.ts": "let state: LSTMState | undefined",
  "src/plot/contour.ts": `
    const loss = [[1, 2], [3, 4]], weights = [0, 1], biases = [0, 1], steps: [number, number][] = [[0, 0], [1, 1]]`,
  "src/plot/grid.ts": `
    const gates = ["forget", "input"] as const, trace = [{ step: 0, value: 0.5 }, { step: 1, value: 0.9 }]
    const traces = { forget: trace, input: trace }`,
  "src/plot/heat-map.ts": "const attention = [[0, 0, 1], [0, 1, 0], [1, 0, 0]]",
  "src/plot/line.ts": "const history = [{ step: 1, loss: 2 }, { step: 2, loss: 1 }]",
  "src/plot/scatter.ts": `const rows = [{ size: 1, loss: 2, model: "a" }, { size: 2, loss: 1, model: "b" }]`,
  "src/plot/strip.ts": "const canvases = [[[0, 1], [1, 0]], [[1, 1], [1, 0]]], steps = [1, 2]",
  "src/tensor/measures.ts": `
    const x = xs
    const { hidden } = unroll(cell, xs)
    hidden.at(-1)!.sum().backward()`,
  "src/tensor/operations/comparison.ts": "const x = xs",
  "src/tensor/operations/einsum.ts": "const queries = zeros([2, 3, 4]), keys = zeros([2, 5, 4])",
  "src/tensor/operations/layout.ts": "const x = zeros([3, 4, 2])",
  "src/tensor/operations/logic.ts": "const x = xs, losses = xs",
  "src/tensor/operations/triangle.ts": "const T = 3, scores = zeros([3, 3])",
  "src/tensor/tensor.ts": "const x = rng.normal(0, 1, [3, 4, 2])",
  "src/tensor/arithmetic-methods.ts": "const x = rng.normal(0, 1, [3, 4, 2])",
  "src/tensor/layout-methods.ts": "const x = rng.normal(0, 1, [3, 4, 2])",
  "src/training/decoding/beam-search.ts": decoding,
  "src/training/decoding/decode.ts": decoding,
  "src/training/decoding/teacher-forcing.ts": taught,
  "src/training/fit/early-stopping.ts": compiled,
  "src/training/fit/history.ts": compiled,
  "src/training/fit/model-checkpoint.ts": compiled,
  "src/training/fit/plateau.ts": compiled,
  "src/training/saving/load-model.ts": `
    ${scale}
    const saved = sequential([dense(2, { inputShape: [3] })]).save(), text = JSON.stringify(saved)`,
  "src/training/sampling.ts": `
    const model = { readout, predict: (x: Tensor) => softmax(x) }, h = zeros([16]), x = rng.normal(0, 1, [2, 4])
    const embed = new Embedding(vocab.size, 8, { rng }), cell = new GRUCell(8, 16, { rng })`,
  "src/training/sequential-model.ts": classifier,
  "src/training/functional-model.ts": branched,
  "src/training/loop/train.ts": `
    const model = { cell, readout }
    const x = rng.normal(0, 1, [6, 5, 8]), y = oneHot([0, 1, 2, 3, 0, 1], 4)`,
};
