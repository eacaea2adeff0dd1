// Kernels that note their calls instead of making them, for whatever thread comes to do them.
import type { Kernels } from "../kernels.ts";
import { callNumbers } from "./words.ts";

/** The kernels that threads run; their numbers are their places here. What returns a number is asked of the kernels themselves. */
export const kernelNames = [
  "packRight",
  "gemmPacked",
  "gemmPackedSteps",
  "gemm",
  "gemmBatch",
  "unary",
  "binary",
  "ternary",
  "activation",
  "activationBackward",
  "sum",
  "addSums",
  "max",
  "argmax",
  "softmax",
  "softmaxBackward",
  "logSoftmax",
  "logSoftmaxBackward",
  "crossEntropy",
  "layerNorm",
  "layerNormBackward",
  "adam",
  "copyRows",
  "addRows",
  "gather",
  "timesBlocks",
  "keepRows",
  "rnnForward",
  "rnnBackward",
  "lstmForward",
  "lstmBackward",
  "gruAfterForward",
  "gruAfterBackward",
  "gruBeforeForward",
  "gruBeforeBackward",
] as const satisfies readonly (keyof Kernels)[];

/** What can be noted. */
export type ThreadKernels = Pick<Kernels, (typeof kernelNames)[number]>;

export class Recorder {
  /** Where the next call goes, and where there is no room any more. */
  next = 0;
  #end = 0;
  readonly kernels: ThreadKernels;

  constructor(calls: Int32Array) {
    const note =
      (kernel: number) =>
      (...args: readonly number[]): void => {
        const { length } = args;
        const first = this.next + 2;
        if (first + length > this.#end) throw new Error("the calls of one job are too many");
        calls[first - 2] = kernel;
        calls[first - 1] = length;
        for (let i = 0; i < length; i++) calls[first + i] = args[i]!; // an address above 2³¹ wraps here, and back in the kernel
        this.next = first + length;
      };
    this.kernels = Object.fromEntries(kernelNames.map((name, i) => [name, note(i)])) as unknown as ThreadKernels;
  }

  /** Begins anew, in one half of what there is for calls. */
  begin(half: number): void {
    this.next = half * callNumbers;
    this.#end = this.next + callNumbers;
  }

  /** Whether half of it is full. */
  isFull(): boolean {
    return this.#end - this.next < callNumbers / 2;
  }
}
