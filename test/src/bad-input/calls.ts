// A right call of everything at the door: what the tests then spoil, one argument or option at a time.
import * as u from "../../../src/index.ts";

/** Makes the arguments of a right call anew, since some are used up by it. */
type Arguments = () => readonly unknown[];
/** A right call of a method, and what it is a method of. */
export interface MethodCall {
  of: () => object;
  with: Arguments;
}

const rng = () => u.seed(0);
const row = [0.2, 0.3, 0.5];
const rows = [row, [0.1, 0.8, 0.1]];
const numbers = [[1, 2, 3], [4, 5, 6]]; // biome-ignore format: a matrix
const one = () => [numbers];
const two = () => [numbers, numbers];
const sequences = () => rng().normal(0, 1, [2, 4, 3]);
const steps = () => rng().normal(0, 1, [5, 3]);
const linear = () => new u.Linear(3, 2, { rng: rng() });
const withGradient = () => {
  const model = linear();
  model.forward(numbers).sum().backward();
  return model;
};
const cell = () => new u.LSTMCell(3, 2, { rng: rng() });
const ids = Array.from({ length: 40 }, (_, i) => i % 4);
/** A decoder that forgets all: four symbols, the last of them ends. */
const decoder = (given: readonly number[], state: u.Tensor) => ({
  logits: u.tensor(given.map(() => [0, 1, 0, 0.5])),
  state,
});
const decoding = { state: u.zeros([2, 3]), start: 0, maximum: 3 };
/** A model that can be trained, with a step behind it, so that its optimizer remembers something. */
const trained = () => {
  const model = u.sequential([u.dense(4, { activation: "tanh", inputShape: [3] }), u.dropout(0.1), u.dense(2)]);
  model.compile({ loss: "mse", optimizer: "adam" });
  model.trainOnBatch(numbers, [[0, 1], [1, 0]]); // biome-ignore format: a matrix
  return model;
};
const untrained = () => u.sequential([u.dense(2, { inputShape: [3] })]);
const targets = [[0, 1], [1, 0]]; // biome-ignore format: a matrix
const symbolic = () => u.input({ shape: [4, 3] });
const graph = () => {
  const x = symbolic();
  return { inputs: x, outputs: u.gru(2).call(x) };
};
const optimized = (make: () => u.Optimizer | u.LBFGS) => make;
const history = () => [{ step: 1, loss: 2 }, { step: 2, loss: 1 }]; // biome-ignore format: rows

/** Functions by their names, constructors with `new` before it. */
export const calls: { readonly [name: string]: Arguments } = {
  "new AdditiveAttention": () => [3, 4, 2],
  "new BatchNorm": () => [3],
  "new CsvTable": () => [["a"], [[1, 2]]],
  "new DotAttention": () => [],
  "new Dropout": () => [0.5, { rng: rng() }],
  "new Embedding": () => [5, 3],
  "new FunctionalModel": () => [graph()],
  "new GRUCell": () => [3, 2],
  "new GeneralAttention": () => [3, 4],
  "new JordanCell": () => [3, 2, 4],
  "new LSTMCell": () => [3, 2],
  "new LayerNorm": () => [3],
  "new LearnedState": () => [cell()],
  "new Linear": () => [3, 2],
  "new MultiHeadAttention": () => [4, 2],
  "new Parameter": () => [u.tensor(row)],
  "new RNNCell": () => [3, 2],
  "new Rng": () => [3],
  "new SequentialModel": () => [[u.dense(2)]],
  "new TextTokenizer": () => [["a b"]],
  "new TrainingHistory": () => [2],
  "new Vocabulary": () => [["a", "b"]],
  abs: one,
  accuracy: () => [[0, 1], [0, 1]], // biome-ignore format: two lists
  activation: () => ["tanh"],
  adagrad: () => [0.1],
  adam: () => [0.1],
  adamW: () => [0.1],
  add: two,
  addLayer: () => [],
  adding: () => [2, { T: 5, rng: rng() }],
  all: () => [numbers, 0],
  allClose: two,
  any: () => [numbers, 0],
  arange: () => [0, 3, 1],
  argmax: () => [numbers, 0],
  argmin: () => [numbers, 0],
  argsort: one,
  attention: () => [],
  auc: () => [[0, 1], [0.1, 0.9]], // biome-ignore format: two lists
  averageLayer: () => [],
  averagePooling1d: () => [2],
  averagePooling2d: () => [2],
  bar: () => [[1, 2]],
  batchNormalization: () => [],
  batches: () => [{ x: numbers }, { batchSize: 2 }],
  beamSearch: () => [decoder, { ...decoding, width: 2 }],
  bidirectional: () => [u.lstm(2)],
  binaryAccuracy: () => [[0, 1], [0.1, 0.9]], // biome-ignore format: two lists
  binaryCrossEntropyWithLogits: () => [row, [0, 1, 1]],
  binaryCrossentropy: () => [[0, 1, 1], row],
  bleu: () => [[["a", "b"]], [[["a", "b"]]], { maximumN: 2 }],
  booleanMask: () => [row, [1, 0, 1]],
  bpttBatches: () => [{ x: ids }, { batchSize: 2, steps: 4 }],
  broadcastTo: () => [row, [2, 3]],
  categoricalAccuracy: () => [[[0, 0, 1], [0, 1, 0]], rows], // biome-ignore format: two matrices
  categoricalCrossentropy: () => [[[0, 0, 1], [0, 1, 0]], rows], // biome-ignore format: two matrices
  cellDrawing: () => ["lstm"],
  characters: () => ["abc"],
  chrono: () => [10],
  cliff: () => [{ points: 5 }],
  clip: () => [numbers, 0, 1],
  clipByGlobalNorm: () => [withGradient(), 1],
  clipByNorm: () => [withGradient(), 1],
  clipByValue: () => [withGradient(), 1],
  concat: () => [two(), 0],
  concatenate: () => [],
  constantInitializer: () => [1],
  contour: () => [numbers],
  conv1d: () => [2, 3],
  conv2d: () => [2, 3],
  copying: () => [2, { T: 5, rng: rng() }],
  cos: one,
  cosineDecay: () => [0.1, 10],
  countParameters: () => [linear()],
  crossEntropy: () => [[[1, 2, 3], [0, 1, 0]], [0, 2]], // biome-ignore format: two matrices
  ctc: () => [sequences(), [[1], [2]]],
  ctcGreedyDecode: () => [sequences()],
  cumsum: () => [numbers, 0],
  currentBackend: () => [],
  dense: () => [2],
  detachState: () => [{ h: u.tensor(row) }],
  div: two,
  dot: () => [row, row],
  dotLayer: () => [{ axes: 1 }],
  dropout: () => [0.5],
  earlyStopping: () => [],
  einsum: () => ["ij->i", numbers],
  elu: one,
  embedding: () => [5, 3],
  equal: two,
  exp: one,
  expandDims: () => [numbers, 0],
  exponentialDecay: () => [0.1, 10, 0.5],
  eye: () => [2],
  findNonFinite: () => [linear()],
  flatten: one,
  flattenLayer: () => [],
  flip: () => [numbers, 0],
  foldedGraph: () => [],
  fromTfjs: () => [untrained(), u.toTfjs(untrained())],
  fromTorch: () => [linear(), u.toTorch(linear())],
  full: () => [[2, 3], 1],
  fullLike: () => [numbers, 1],
  functional: () => [graph()],
  gateTraces: () => [cell(), steps()],
  gelu: one,
  generate: () => [
    (_id: number, state = u.tensor([0])) => ({ logits: [0, 1, 0.5], state }),
    { start: [0], maximum: 3, rng: rng() },
  ],
  globalAveragePooling1d: () => [],
  globalAveragePooling2d: () => [],
  globalMaxPooling1d: () => [],
  globalMaxPooling2d: () => [],
  globalNorm: () => [withGradient()],
  glorotNormal: () => [[2, 3], rng(), "float32"],
  glorotUniform: () => [[2, 3], rng(), "float32"],
  gradientAgainstLag: () => [[1, 2, 3]],
  gradientCheck: () => {
    const w = new u.Parameter(u.tensor(row, { dtype: "float64" }));
    return [() => w.square().sum(), w];
  },
  gradientContributions: () => [cell(), steps(), (hidden: readonly u.Tensor[]) => hidden.at(-1)!.sum()],
  gradientFlow: () => [cell(), steps()],
  graphicalModel: () => [],
  greater: two,
  greaterEqual: two,
  greedyDecode: () => [decoder, decoding],
  grid: () => [[u.line([1, 2])]],
  gru: () => [2],
  halfLife: () => [0.5],
  hardAttention: () => [u.tensor(rows), sequences().slice(0, 3, { axis: 1 }), rng()],
  hardSigmoid: one,
  heNormal: () => [[2, 3], rng(), "float32"],
  heUniform: () => [[2, 3], rng(), "float32"],
  heatMap: () => [numbers],
  hiddenStates: () => [u.unroll(cell(), steps()).hidden],
  huber: two,
  identity: () => [1],
  impulseResponse: () => [cell()],
  input: () => [{ shape: [3] }],
  inverseTimeDecay: () => [0.1, 10, 0.5],
  keepBias: () => [10],
  klDivergence: () => [rows, rows],
  l1: () => [0.1],
  l1l2: () => [{ l1: 0.1 }],
  l2: () => [0.1],
  lambda: () => [(x: u.Tensor) => x],
  latch: () => [2, { T: 5, rng: rng() }],
  layerNormalization: () => [],
  lbfgs: () => [1],
  leakyRelu: one,
  less: two,
  lessEqual: two,
  line: () => [history(), { x: "step", y: "loss" }],
  linspace: () => [0, 1, 5],
  loadModel: () => [trained().save()],
  loadWeights: () => [linear(), u.saveWeights(linear())],
  log: one,
  logSoftmax: () => [numbers, 0],
  logSumExp: () => [numbers, 0],
  logicalAnd: two,
  logicalNot: one,
  logicalOr: two,
  lstm: () => [2],
  manyToMany: () => [ids, 3],
  manyToOne: () => [ids, 3],
  maskedSoftmax: () => [numbers, [1, 1, 0]],
  masking: () => [],
  matmul: () => [numbers, [[1], [2], [3]]],
  max: () => [numbers, 0],
  maxPooling1d: () => [2],
  maxPooling2d: () => [2],
  maximum: two,
  maximumLayer: () => [],
  mean: () => [numbers, 0],
  meanAbsoluteError: two,
  meanSquaredError: two,
  min: () => [numbers, 0],
  minimum: two,
  minimumLayer: () => [],
  modelCheckpoint: () => [],
  mul: two,
  multiplyLayer: () => [],
  nadam: () => [0.1],
  neg: one,
  nextToken: () => [ids],
  noGrad: () => [() => 1],
  norm: one,
  normalInitializer: () => [0.1],
  notEqual: two,
  oneHot: () => [[0, 1], 3],
  ones: () => [[2, 3]],
  onesLike: one,
  orthogonal: () => [[3, 3], rng(), "float32"],
  outer: () => [row, row],
  pad: () => [numbers, [[0, 1], [1, 0]], 0], // biome-ignore format: a matrix
  padSequences: () => [[[1], [1, 2]]],
  parametersOf: () => [linear()],
  permuteLayer: () => [[2, 1]],
  perplexity: () => [1],
  piecewiseConstantDecay: () => [[5], [0.1, 0.01]],
  pow: () => [numbers, 2],
  precision: () => [[0, 1], [0.1, 0.9]], // biome-ignore format: two lists
  prod: () => [numbers, 0],
  readSafetensors: () => [u.writeSafetensors(u.toTorch(linear()))],
  recall: () => [[0, 1], [0.1, 0.9]], // biome-ignore format: two lists
  reduceLROnPlateau: () => [],
  reinforceLoss: () => [u.tensor([-1, -2]), [1, 0]],
  relu: one,
  repeat: () => [numbers, 2, 0],
  repeatVector: () => [3],
  reshape: () => [numbers, [3, 2]],
  reshapeLayer: () => [[3, 1]],
  rmsprop: () => [0.1],
  rnn: () => [cell()],
  roll: () => [numbers, 1, 0],
  sample: () => [[1, 2, 3], rng()],
  sampleDecode: () => [decoder, { ...decoding, rng: rng() }],
  samplingProbabilities: () => [[1, 2, 3]],
  saturation: () => [u.unroll(cell(), steps()).hidden],
  saveWeights: () => [linear()],
  scatter: () => [[[1, 2], [3, 4]]], // biome-ignore format: a matrix
  seed: () => [3],
  selu: one,
  sequenceMask: () => [[1, 2]],
  sequential: () => [[u.dense(2)]],
  sgd: () => [0.1],
  sigmoid: one,
  sign: one,
  silu: one,
  simpleRNN: () => [2],
  sin: one,
  singularValues: one,
  softmax: () => [numbers, 0],
  softmaxLayer: () => [],
  softplus: one,
  sort: one,
  sparseCategoricalAccuracy: () => [[2, 1], rows],
  sparseCategoricalCrossentropy: () => [[2, 1], rows],
  sparseTopKCategoricalAccuracy: () => [[2, 1], rows, { k: 2 }],
  spectralNorm: one,
  spectralRadius: () => [[[1, 2], [3, 4]]], // biome-ignore format: a matrix
  split: () => [numbers, { parts: 2 }],
  sqrt: one,
  square: one,
  squeeze: () => [[numbers], 0],
  stack: () => [two(), 0],
  std: () => [numbers, 0],
  strip: () => [[numbers]],
  sub: two,
  subtractLayer: () => [],
  sum: () => [numbers, 0],
  take: () => [numbers, [0, 1], 1],
  takeAlongAxis: () => [numbers, [[0, 1, 0]], 0],
  tanh: one,
  teacherForcing: () => [decoder, [[1, 2], [2, 1]], { state: u.zeros([2, 3]), start: 0, rng: rng() }], // biome-ignore format: a matrix
  temporalOrder: () => [2, { T: 30, rng: rng() }],
  tensor: one,
  tile: () => [numbers, [1, 2]],
  timeDistributed: () => [u.dense(2)],
  toKeras: () => [untrained()],
  toTfjs: () => [untrained()],
  toTorch: () => [linear()],
  tokenizer: () => [["a b"]],
  topK: () => [numbers, 2],
  topKCategoricalAccuracy: () => [[[0, 0, 1], [0, 1, 0]], rows, { k: 2 }], // biome-ignore format: two matrices
  torchUniform: () => [3],
  train: () => [trained(), u.batches({ x: numbers, y: targets }, { batchSize: 2 }), { epochs: 1, optimizer: "adam" }],
  trainTestSplit: () => [{ x: numbers }, { rng: rng() }],
  transpose: () => [numbers, [1, 0]],
  tril: () => [numbers, 0],
  diag: () => [numbers, 0],
  cosineSimilarity: () => [numbers, numbers, 0],
  cumprod: () => [numbers, 0],
  diff: () => [numbers, { axis: 0 }],
  histogram: () => [numbers, 3, { range: [0, 5] }],
  meshgrid: () => [[row, row], { indexing: "ij" }],
  pinv: () => [numbers, { rtol: 1e-9 }],
  quantile: () => [numbers, 0.5, 0, { keepDims: true }],
  inv: () => [[[2, 1], [1, 3]]], // biome-ignore format: a matrix
  lstsq: () => [[[2, 1], [1, 3]], [1, 2], { ridge: 0.1 }], // biome-ignore format: a matrix
  solve: () => [[[2, 1], [1, 3]], [1, 2]], // biome-ignore format: a matrix
  triu: () => [numbers, 0],
  uniformInitializer: () => [0.1],
  unroll: () => [cell(), sequences()],
  unrolledGraph: () => [],
  variance: () => [numbers, 0],
  vocabulary: () => [["a", "b"]],
  weightPenalties: () => [linear()],
  where: () => [[1, 0, 1], row, row],
  words: () => ["a b"],
  writeSafetensors: () => [u.toTorch(linear())],
  zeroGrad: () => [linear()],
  zeros: () => [[2, 3]],
  zerosLike: one,
};

/** Methods by `Class.name`, as the types call the class. */
export const methods: { readonly [name: string]: MethodCall } = {
  "SequentialModel.add": { of: untrained, with: () => [u.dense(2)] },
  "SequentialModel.compile": { of: trained, with: () => [{ loss: "mse", optimizer: "sgd" }] },
  "SequentialModel.fit": { of: trained, with: () => [numbers, targets, { epochs: 1, verbose: 0 }] },
  "SequentialModel.evaluate": { of: trained, with: () => [numbers, targets] },
  "SequentialModel.predict": { of: trained, with: () => [numbers] },
  "SequentialModel.trainOnBatch": { of: trained, with: () => [numbers, targets] },
  "SequentialModel.setWeights": { of: trained, with: () => [trained().getWeights()] },
  "SequentialModel.save": { of: trained, with: () => [] },
  "SequentialModel.summary": { of: trained, with: () => [] },
  "SequentialModel.build": { of: () => u.sequential([u.dense(2)]), with: () => [[3]] },
  "Dense.call": { of: () => u.dense(2), with: () => [numbers] },
  "Dense.setWeights": { of: () => u.dense(2, { inputShape: [3] }), with: () => [[u.zeros([3, 2]), u.zeros([2])]] },
  "LSTM.call": { of: () => u.lstm(2, { inputShape: [4, 3] }), with: () => [sequences()] },
  "Linear.forward": { of: linear, with: one },
  "Embedding.forward": { of: () => new u.Embedding(5, 3), with: () => [[0, 1]] },
  "LSTMCell.forward": { of: cell, with: () => [u.tensor(numbers), cell().zeroState([2])] },
  "AdditiveAttention.forward": {
    of: () => new u.AdditiveAttention(3, 3, 2),
    with: () => [u.tensor(numbers), sequences()],
  },
  "Rng.normal": { of: rng, with: () => [0, 1, [2]] },
  "Rng.uniform": { of: rng, with: () => [0, 1, [2]] },
  "Rng.integers": { of: rng, with: () => [0, 5, [2]] },
  "Rng.bernoulli": { of: rng, with: () => [0.3, [2]] },
  "Rng.choice": { of: rng, with: () => [3, row] },
  "Rng.permutation": { of: rng, with: () => [4] },
  "Optimizer.step": { of: optimized(() => u.adam()), with: () => [withGradient()] },
  "Optimizer.state": { of: optimized(() => u.adam()), with: () => [linear()] },
  "Optimizer.restore": { of: optimized(() => u.adam()), with: () => [linear(), u.adam().state(linear())] },
  "LBFGS.step": { of: optimized(() => u.lbfgs()), with: () => { const model = linear(); return [model, () => model.forward(numbers).square().sum()]; } }, // biome-ignore format: a line
  "Vocabulary.encode": { of: () => u.vocabulary(["a", "b"]), with: () => [["a"]] },
  "Vocabulary.decode": { of: () => u.vocabulary(["a", "b"]), with: () => [[0]] },
  "TextTokenizer.encode": { of: () => u.tokenizer(["a b"]), with: () => [["a"]] },
  "TextTokenizer.decode": { of: () => u.tokenizer(["a b"]), with: () => [[1]] },
};
