// What a WebAssembly module exports, one for float32 and one for float64; the sources are in kernels/. Addresses and distances are in bytes.
type Address = number;
type Flag = 0 | 1;
/** Factors of the state as the recurrent kernel sees it, and room for them. */
type Seen = [factors: Address | 0, seen: Address | 0];

export interface Kernels {
  /** Where the heap may begin: the memory below is the kernels' own. */
  readonly heapBase: { readonly value: number };
  setTile(wide: Flag): void;
  /** Bytes of a thread's own room, which it is given by `setRoom`; the first thread's is below the heap. */
  readonly roomBytes: { readonly value: number };
  setRoom(at: Address): void;

  packedRightBytes(k: number, n: number): number;
  packRight(to: Address, b: Address, k: number, n: number, stepK: number, stepN: number): void;
  gemmPacked(
    ...args: [
      ...[m: number, n: number, k: number],
      ...[a: Address, stepM: number, stepK: number],
      packedB: Address,
      ...[c: Address, ldc: number, accumulate: Flag],
    ]
  ): void;
  /** For some steps, whose rows of a and of c lie `aStep` and `cStep` bytes apart. */
  gemmPackedSteps(
    ...args: [
      ...[steps: number, m: number, n: number, k: number],
      ...[a: Address, stepM: number, aStep: number],
      packedB: Address,
      ...[c: Address, ldc: number, cStep: number],
    ]
  ): void;
  gemm(
    ...args: [
      ...[m: number, n: number, k: number],
      ...[a: Address, stepM: number, stepK: number],
      ...[b: Address, stepK: number, stepN: number],
      ...[c: Address, ldc: number, accumulate: Flag],
    ]
  ): void;
  gemmBatch(
    ...args: [
      ...[count: number, m: number, n: number, k: number],
      ...[a: Address, stepM: number, stepK: number],
      ...[b: Address, stepK: number, stepN: number],
      c: Address,
    ]
  ): void;

  unary(operation: number, n: number, a: Address, to: Address): void;
  binary(
    ...args: [
      ...[operation: number, rows: number, n: number],
      ...[a: Address, aRow: number, aStep: number],
      ...[b: Address, bRow: number, bStep: number],
      to: Address,
    ]
  ): void;
  ternary(
    ...args: [
      ...[operation: number, n: number],
      ...[a: Address, aStep: number, b: Address, bStep: number, c: Address, cStep: number],
      to: Address,
    ]
  ): void;
  activation(operation: number, n: number, x: Address, to: Address, parameters: Address): void;
  activationBackward(
    ...args: [operation: number, n: number, g: Address, x: Address, to: Address, parameters: Address]
  ): void;
  sum(outer: number, n: number, inner: number, a: Address, to: Address, room: Address): void;
  addSums(rows: number, n: number, from: Address, step: number, totals: Address): void;
  roundSums(n: number, totals: Address, to: Address): void;
  max(outer: number, n: number, inner: number, a: Address, to: Address): void;
  argmax(outer: number, n: number, inner: number, a: Address, to: Address): void;
  softmax(rows: number, n: number, a: Address, to: Address): void;
  softmaxBackward(rows: number, n: number, y: Address, gradient: Address, to: Address): void;
  logSoftmax(rows: number, n: number, a: Address, to: Address): void;
  logSoftmaxBackward(rows: number, n: number, y: Address, gradient: Address, to: Address): void;
  crossEntropy(rows: number, n: number, x: Address, y: Address, losses: Address, gradient: Address): void;
  layerNorm(
    ...args: [...[rows: number, n: number, x: Address, gamma: Address, beta: Address, epsilon: Address], to: Address]
  ): void;
  layerNormBackward(
    ...args: [
      ...[rows: number, n: number, x: Address, gradient: Address, gamma: Address, epsilon: Address],
      ...[to: Address, products: Address],
    ]
  ): void;
  adam(
    ...args: [
      ...[n: number, parameter: Address, gradient: Address, mean: Address, square: Address],
      ...[newParameter: Address, newMean: Address, newSquare: Address],
      rates: Address,
    ]
  ): void;

  copyRows(rows: number, bytes: number, from: Address, fromStep: number, to: Address, toStep: number): void;
  addRows(rows: number, n: number, from: Address, fromStep: number, to: Address, toStep: number): void;
  takeRows(rows: number, n: number, from: Address, indices: Address, to: Address): void;
  addIntoRows(rows: number, n: number, from: Address, indices: Address, to: Address): void;
  gather(
    ...args: [
      ...[n0: number, n1: number, n2: number],
      ...[from: Address, s0: number, s1: number, s2: number],
      to: Address,
    ]
  ): void;

  /** Numbers of `blocks` blocks, two of each, rounded up to eight numbers. */
  philoxUnits(blocks: number, first: number, firstHigh: number, k0: number, k1: number, to: Address): void;
  philoxNormals(blocks: number, first: number, firstHigh: number, k0: number, k1: number, to: Address): void;

  timesBlocks(blocks: number, n: number, from: Address, factors: Address, to: Address): void;
  keepRows(rows: number, bytes: number, from: Address, mask: Address, to: Address): void;

  rnnForward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number, relu: Flag],
      ...[a: Address, bias: Address, packedU: Address, before: Address, h: Address, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  rnnBackward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number, relu: Flag],
      ...[h: Address, given: Address, packedUt: Address, dh: Address, da: Address],
      ...[total: Address | 0, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  lstmForward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, bias: Address, packedU: Address, before: Address, h: Address, c: Address],
      ...[peepholes: Address | 0, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  lstmBackward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, c: Address, given: Address, packedUt: Address, dh: Address, dc: Address],
      ...[total: Address | 0, totalCells: Address | 0, peepholes: Address | 0, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  gruAfterForward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, bias: Address, recurrentBias: Address, packedU: Address, product: Address],
      ...[before: Address, h: Address, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  gruAfterBackward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, before: Address, first: Address, reachesFirst: Flag, given: Address],
      ...[packedUzrT: Address, packedUnT: Address, dh: Address, total: Address | 0, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  gruBeforeForward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, bias: Address, packedUzr: Address, packedUn: Address, product: Address],
      ...[before: Address, h: Address, mask: Address | 0],
      ...Seen,
    ]
  ): void;
  gruBeforeBackward(
    ...args: [
      ...[steps: number, batch: number, between: number, hidden: number, direction: number],
      ...[gates: Address, before: Address, first: Address, reachesFirst: Flag, given: Address],
      ...[packedUzrT: Address, packedUnT: Address, scaled: Address, dh: Address],
      ...[total: Address | 0, mask: Address | 0],
      ...Seen,
    ]
  ): void;
}
