// Reads an HDF5 file with jsfive: every dataset by its path. It is loaded when a first file is read.
import * as hdf5 from "jsfive";
import { formatOf } from "../bytes.ts";

/** Numbers of a file, in row-major order. */
export interface Dataset {
  readonly shape: readonly number[];
  /** NumPy's name: "<f4". */
  readonly dtype: string;
  readonly values: readonly number[];
}

export interface Hdf5Contents {
  /** The attributes of each group by its path, "" for the root. */
  readonly groups: ReadonlyMap<string, { readonly [name: string]: unknown }>;
  /** By path, "layers/dense/vars/0". */
  readonly datasets: ReadonlyMap<string, Dataset>;
}

/** Deeper than a model nests layers; a damaged group may hold itself. */
const deepest = 32;

/** More groups and datasets than a model has. */
const most = 100_000;

/** What is wrong, in words. */
class Damaged extends Error {}

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * All datasets whose path `wanted` accepts.
 * @param who named in messages
 * @param next what to do about a file that cannot be read, for messages
 * @throws Error for a file that is damaged or of another format
 */
export function readHdf5(
  who: string,
  bytes: Uint8Array,
  next: string,
  wanted: (path: string) => boolean,
): Hdf5Contents {
  const refuse = (got: string, cause?: unknown): never => {
    throw new Error(`${who} expects a whole HDF5 file, but got ${got}; ${next}`, { cause });
  };
  if (!signature.every((byte, i) => bytes[i] === byte)) refuse(formatOf(bytes));
  const end = endOf(bytes);
  if (end === undefined || end > bytes.length)
    refuse(`${bytes.length} bytes${end === undefined ? " of another kind of HDF5" : ` of ${end}: its end is missing`}`);
  try {
    const file = new hdf5.File(new Uint8Array(bytes).buffer, who);
    const datasets = new Map<string, Dataset>();
    const groups = new Map<string, { readonly [name: string]: unknown }>();
    let count = 0;
    const visit = (group: hdf5.Group, path: string, depth: number) => {
      groups.set(path, attributesOf(group));
      for (const key of group.keys) {
        const inner = path === "" ? key : `${path}/${key}`;
        if (++count > most || depth > deepest) throw new Damaged("groups hold one another");
        const value = group.get(key);
        if (value instanceof hdf5.Group) visit(value, inner, depth + 1);
        else if (wanted(inner)) datasets.set(inner, datasetOf(inner, value, bytes.length));
      }
    };
    visit(file, "", 0);
    return { groups, datasets };
  } catch (error) {
    // What jsfive stumbles over says nothing to a reader.
    return refuse(error instanceof Damaged ? `one in which ${error.message}` : "a damaged one", error);
  }
}

/** Texts end where a zero byte pads them. */
const attributesOf = ({ attrs }: hdf5.Group): { readonly [name: string]: unknown } => {
  const whole = (value: unknown): unknown =>
    typeof value === "string" ? value.split("\0", 1)[0] : Array.isArray(value) ? value.map(whole) : value;
  return Object.fromEntries(Object.entries(attrs).map(([name, value]) => [name, whole(value)]));
};

/** How long the file says it is: in the superblock, by its version. */
function endOf(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, widthOfOffsets, at] = bytes[8]! < 2 ? [bytes[8], bytes[13], bytes[8] === 0 ? 40 : 44] : [bytes[8], bytes[9], 28]; // biome-ignore format: a table
  if (version === undefined || version > 3 || widthOfOffsets !== 8 || bytes.length < at + 8) return undefined;
  return Number(view.getBigUint64(at, true));
}

function datasetOf(path: string, value: unknown, fileLength: number): Dataset {
  const { shape, dtype } = value as { shape: unknown; dtype: unknown };
  const isShape = Array.isArray(shape) && shape.every(n => Number.isSafeInteger(n) && n >= 0);
  if (!isShape) throw new Damaged(`${path} has no shape`);
  if (typeof dtype !== "string" || !/^[<>]f[248]$/.test(dtype))
    throw new Damaged(`${path} holds ${typeof dtype === "string" ? dtype : "numbers of a kind of its own"}, no floats`);
  const size = (shape as number[]).reduce((product, n) => product * n, 1);
  // Before anything is allocated for it.
  if (!(size * Number(dtype.slice(2)) <= fileLength)) throw new Damaged(`${path} is larger than the file`);
  const values = size === 0 ? [] : (value as { value: unknown }).value;
  if (!Array.isArray(values) || values.length !== size || !values.every(n => typeof n === "number"))
    throw new Damaged(`${path} has other numbers than its shape says`);
  return { shape: shape as number[], dtype, values };
}
