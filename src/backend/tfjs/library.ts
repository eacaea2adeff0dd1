// What this folder uses of TensorFlow.js. Written as an interface, because the package is a peer that need not be there; any copy of
// it fits, whichever package brought it.

/** What the numbers of an array are. Ours are float32; indices and conditions are not. */
export type TfDType = "float32" | "int32" | "bool";

/** An array of TensorFlow.js. */
export interface TfTensor {
  readonly shape: readonly number[];
  readonly dtype: TfDType;
  /** Whether `tf.tidy` leaves it. */
  kept: boolean;
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

/** TensorFlow.js, as `import * as tf from "@tensorflow/tfjs"` gives it. */
export interface Tfjs {
  /** Computes by the registered kernels of the backend in use. */
  engine(): {
    readonly backendName: string;
    runKernel(name: string, inputs: object, attributes?: object): unknown;
  };
  /** Makes a registered backend the one in use. @returns whether it could be made */
  setBackend(name: string): Promise<boolean>;
  /** The name of the backend in use. */
  getBackend(): string;
  /** Done when the backend in use is there. */
  ready(): Promise<void>;
  /** How a registered backend is made; null where there is none of this name. */
  findBackendFactory(name: string): unknown;
  /** A registered backend, once it was made. */
  findBackend(name: string): unknown;
  /** An array of these numbers. */
  tensor(values: Float32Array | Int32Array | Uint8Array, shape: number[], dtype: TfDType): unknown;
}
