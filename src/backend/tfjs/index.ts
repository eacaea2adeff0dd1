// The tfjs backend: every model of the toolkit on whatever TensorFlow.js computes with, a graphics card by
// @tensorflow/tfjs-node-gpu among it.
import { shownAsDescribed } from "../../display/index.ts";
import { describe } from "../../options.ts";
import type { NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";
import { byDType } from "../by-dtype.ts";
import { layerNormOver } from "../layer-norm.ts";
import { philoxNumbers } from "../philox.ts";
import { reference } from "../reference/index.ts";
import { selfCheck } from "../self-check.ts";
import { activations } from "./activations.ts";
import { Arena } from "./arena.ts";
import { fused } from "./fused.ts";
import type { ArenaLimits } from "./held.ts";
import { kernelsOf } from "./kernels.ts";
import type { Tfjs } from "./library.ts";
import { loadTfjs, type TfjsName } from "./packages.ts";
import { primitives } from "./primitives.ts";
import { recurrenceOn } from "./recurrence/index.ts";
import { rows } from "./rows.ts";

/** A backend on TensorFlow.js, and how much memory it has there. */
export interface TfjsBackend extends Backend {
  /** Arrays that TensorFlow.js holds for us, and their bytes. */
  memory(): { readonly arrays: number; readonly bytes: number };
}

interface TfjsOptions {
  /** What this backend is called. */
  readonly name?: string;
  readonly limits?: ArenaLimits;
}

/**
 * Computes by TensorFlow.js, on the backend of it that is in use or the one that is named ("cpu", "wasm", "tensorflow", "webgl"),
 * and holds its results against the reference.
 * @throws TypeError for what is not TensorFlow.js; Error where it has no such backend, or computes something else than the reference
 */
export async function startTfjs(tf: Tfjs, name?: string, options: TfjsOptions = {}): Promise<TfjsBackend> {
  if (typeof tf?.engine !== "function" || typeof tf.setBackend !== "function")
    throw new TypeError(`tfjs expects TensorFlow.js, as tf of @tensorflow/tfjs, but got ${describe(tf)}`);
  const wanted = name ?? tf.getBackend();
  if (!wanted || !tf.findBackendFactory(wanted))
    throw new Error(
      `tfjs expects a backend of TensorFlow.js, but got ${describe(wanted)}; import the package that brings it`,
    );
  const isThere = await tf.setBackend(wanted);
  await tf.ready();
  // Its cpu says once that another backend is faster. That is known to who chooses it.
  Object.assign(tf.findBackend(wanted) ?? {}, { firstUse: false });
  if (!isThere || tf.getBackend() !== wanted)
    throw new Error(`TensorFlow.js cannot compute on "${wanted}" here; its own message says why`);
  const backend = backendOn(tf, wanted, options);
  const difference = tryOut(backend, wanted);
  if (difference)
    throw new Error(
      `TensorFlow.js on "${wanted}" computes something else than the reference here (${difference}), so it is not used; ` +
        "setBackend(await wasm()) goes back to our own, and please report it",
    );
  return backend;
}

/** @returns the first difference from the reference, if there is one */
function tryOut(backend: Backend, on: string): string | undefined {
  try {
    return selfCheck(backend, "float32");
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `the toolkit cannot compute by TensorFlow.js on "${on}" here: ${said}. It reads numbers synchronously, which not every backend can`,
      { cause },
    );
  }
}

/** The same on a backend of an installed package. @throws Error where that cannot be had, or computes something else */
export async function startNamed(name: TfjsName): Promise<TfjsBackend> {
  const { tf, backend } = loadTfjs(name);
  const started = await startTfjs(tf, backend, { name });
  const { isUsingGpuDevice } = tf.findBackend(backend) as { isUsingGpuDevice?: boolean };
  if (name !== "tfjs-node-gpu" || isUsingGpuDevice) return started;
  console.warn(
    "tfjs-node-gpu: TensorFlow finds no GPU here and computes on the CPU; a GPU needs NVIDIA's driver, CUDA 11.2 and cuDNN 8.1",
  );
  return started;
}

function backendOn(tf: Tfjs, on: string, { name = `tfjs-${on}`, limits }: TfjsOptions): TfjsBackend {
  const arena = new Arena(tf, on, limits);
  const kernels = kernelsOf(arena);
  const simple = primitives(arena, kernels);
  const plain = {
    ...{ ...simple, ...activations(arena, kernels, simple.unary), ...fused(kernels) },
    ...layerNormOver(simple),
  };
  /** What is made on the way goes at once. */
  const alone = <Result>(compute: () => Result, of: (result: Result) => NDArray[]) => arena.scratch(compute, of);
  const one = (compute: () => NDArray) => alone(compute, a => [a]);
  const float32: Omit<Backend, "name" | "describe"> = {
    ...plain,
    ...rows(arena, kernels),
    ...recurrenceOn(arena, kernels),
    unary: (operation, a) => one(() => plain.unary(operation, a)),
    binary: (operation, a, b) => one(() => plain.binary(operation, a, b)),
    ternary: (operation, a, b, c, shape) => one(() => plain.ternary(operation, a, b, c, shape)),
    activation: (f, x) => one(() => plain.activation(f, x)),
    activationBackward: (f, g, x) => one(() => plain.activationBackward(f, g, x)),
    reduce: (operation, a, axes) => one(() => plain.reduce(operation, a, axes)),
    argmax: (a, axis) => one(() => plain.argmax(a, axis)),
    stretch: (a, shape) => one(() => plain.stretch(a, shape)),
    softmax: a => one(() => plain.softmax(a)),
    softmaxBackward: (y, gradient) => one(() => plain.softmaxBackward(y, gradient)),
    logSoftmax: a => one(() => plain.logSoftmax(a)),
    logSoftmaxBackward: (y, gradient) => one(() => plain.logSoftmaxBackward(y, gradient)),
    crossEntropy: (logits, targets) =>
      alone(
        () => plain.crossEntropy(logits, targets),
        ({ losses, gradient }) => [losses, gradient],
      ),
    layerNorm: (x, scales) => one(() => plain.layerNorm(x, scales)),
    layerNormBackward: (x, scales, gradient) =>
      alone(
        () => plain.layerNormBackward(x, scales, gradient),
        of => [of.x, of.gamma, of.beta],
      ),
    adam: (state, rates) =>
      alone(
        () => plain.adam(state, rates),
        ({ parameter, mean, square }) => [parameter, mean, square],
      ),
    random: philoxNumbers,
    forget: (a, inputs, again) => arena.forget(a, inputs, again),
    remember: () => {},
    free: a => arena.free(a),
    scratch: (compute, keeps) => arena.scratch(compute, keeps),
  };
  return shownAsDescribed({
    name,
    ...byDType(float32, () => reference),
    describe: () =>
      `${name}: float32 by TensorFlow.js on its backend "${on}", checked against the reference; float64 is the reference's`,
    memory: () => arena.memory,
  });
}
