// What is asked of TensorFlow.js itself: to run a kernel, to make an array, to show one in another shape.
import type { Shape } from "../array.ts";
import { sameShape } from "../shapes.ts";
import type { Block } from "./block.ts";
import { failed } from "./failure.ts";
import type { TfDType, Tfjs, TfTensor } from "./library.ts";

const typed = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** What a kernel reads, by name or in order. */
export type TfInputs = Readonly<Record<string, TfTensor>> | readonly TfTensor[];

export class Device {
  /** The backend of TensorFlow.js that computes. */
  readonly name: string;
  readonly #tf: Tfjs;

  /** @param name the backend of TensorFlow.js that is to compute */
  constructor(tf: Tfjs, name: string) {
    this.#tf = tf;
    this.name = name;
  }

  /**
   * Runs a kernel.
   * @param bytes how many of ours TensorFlow.js holds, for who reads that it can hold no more
   * @throws Error where another of its backends was chosen meanwhile, and where the kernel fails
   */
  run(kernel: string, read: () => TfInputs, attributes: object | undefined, bytes: () => number): unknown {
    const engine = this.#tf.engine();
    if (engine.backendName !== this.name)
      throw new Error(
        `the toolkit expects TensorFlow.js to compute on "${this.name}", but tf.setBackend chose "${engine.backendName}"; ` +
          `go back by await tf.setBackend("${this.name}"), or choose with setBackend and make model and data again`,
      );
    try {
      return engine.runKernel(kernel, read(), attributes);
    } catch (cause) {
      throw failed(kernel, cause, this.name, bytes());
    }
  }

  /** An array of these numbers, copied. */
  tensor(values: ArrayLike<number>, shape: Shape, dtype: TfDType): TfTensor {
    return this.#tf.tensor(typed[dtype].from(values), [...shape], dtype) as TfTensor;
  }

  /** A block's array in this shape; it ends with the block's `views`. */
  view(block: Block, tensor: TfTensor, shape: Shape): TfTensor {
    if (sameShape(tensor.shape, shape)) return tensor;
    const key = shape.join();
    block.views ??= new Map();
    let view = block.views.get(key);
    if (!view) {
      view = this.#tf.engine().runKernel("Reshape", { x: tensor }, { shape }) as TfTensor;
      view.kept = true;
      block.views.set(key, view);
    }
    return view;
  }
}
