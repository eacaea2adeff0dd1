// Writes an HDF5 file with h5wasm, the HDF5 library itself, compiled: a peer that is installed where somebody wants to write one.
import { describe } from "../../options.ts";
import type { Tensor } from "../../tensor/index.ts";

/** A group of a file that h5wasm writes. */
export interface Hdf5Group {
  create_group(name: string): Hdf5Group;
  create_attribute(name: string, value: string): unknown;
  create_dataset(dataset: { name: string; data: Float32Array | Float64Array; shape: number[]; dtype: string }): unknown;
}

/** What is used of the package h5wasm. */
export interface Hdf5Library {
  readonly File: new (name: string, mode: "w") => Hdf5Group & { close(): unknown };
  readonly ready: Promise<{ FS: { readFile(name: string): Uint8Array; unlink(name: string): unknown } }>;
}

/** A group: its attribute `name`, and its datasets by their names. */
export interface WrittenGroup {
  readonly name: string;
  readonly datasets: { readonly [name: string]: Tensor };
}

/**
 * @param groups by path, "layers/dense/vars"; those above are made
 * @throws Error where h5wasm is not installed; says how; TypeError for what is not that package
 */
export async function writeHdf5(
  who: string,
  groups: ReadonlyMap<string, WrittenGroup>,
  given: Hdf5Library | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (given !== undefined && typeof given?.File !== "function")
    throw new TypeError(
      `${who} expects the package h5wasm, import * as h5wasm from "h5wasm", but got ${describe(given)}`,
    );
  const library = given ?? (await installed(who));
  const { FS } = await library.ready;
  const name = "unrolled.h5"; // in the library's own file system, in memory
  const file = new library.File(name, "w");
  const made = new Map<string, Hdf5Group>();
  const groupAt = (path: string): Hdf5Group => {
    if (path === "") return file;
    const cut = path.lastIndexOf("/");
    const group = made.get(path) ?? groupAt(path.slice(0, Math.max(cut, 0))).create_group(path.slice(cut + 1));
    made.set(path, group);
    return group;
  };
  try {
    for (const [path, { name: title, datasets }] of groups) {
      const group = groupAt(path);
      group.create_attribute("name", title);
      for (const [key, tensor] of Object.entries(datasets)) group.create_dataset({ name: key, ...datasetOf(tensor) });
    }
  } finally {
    file.close();
  }
  const bytes = new Uint8Array(FS.readFile(name));
  FS.unlink(name);
  return bytes;
}

const datasetOf = (x: Tensor) => ({
  data: x.values(),
  shape: [...x.shape],
  dtype: x.dtype === "float64" ? "<d" : "<f",
});

async function installed(who: string): Promise<Hdf5Library> {
  try {
    return (await import("h5wasm")) as Hdf5Library;
  } catch (cause) {
    throw new Error(
      `${who} expects the package h5wasm, which writes HDF5, but it is not there; npm install h5wasm in the notebook's folder, ` +
        `then: import * as h5wasm from "h5wasm"; await ${who}(model, { h5wasm })`,
      { cause },
    );
  }
}
