// .npy: an array as NumPy's save writes it. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { type DType, sizeOf } from "../../backend/index.ts";
import { type ByteStream, cut } from "./byte-stream.ts";

/** Numbers without a tensor: row by row, with the size of each axis. */
export interface PlainArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** What stands before the numbers of an array. */
export interface ArrayHeader {
  /** NumPy's name of their type: "<f8" is a little-endian float of 8 bytes. */
  readonly descr: string;
  /** Whether the first axis runs fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

/** Numbers converted at a time. */
const block = 2 ** 16;
const magic = "\x93NUMPY";

/** Reads what stands before the numbers. */
export async function readHeader(bytes: ByteStream): Promise<ArrayHeader> {
  const start = await bytes.take(8, "its first bytes");
  const text = String.fromCharCode(...start.subarray(0, 6));
  if (text !== magic) throw bytes.fault(`it begins with ${JSON.stringify(text)}`, otherFormat(text));
  const version = start[6]!;
  if (version < 1 || version > 3) throw bytes.fault(`it is of version ${version}, and 1 to 3 are known`);
  const size = await bytes.take(version === 1 ? 2 : 4, "the length of its header");
  const view = new DataView(size.buffer);
  const length = version === 1 ? view.getUint16(0, true) : view.getUint32(0, true);
  if (length > 2 ** 20) throw bytes.fault(`its header claims ${length} bytes`, cut);
  const header = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(await bytes.take(length, "its header"));
  const [, descr, order, axes] = /^\{'descr': (.+), 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \}\s*$/.exec(header) ?? []; // biome-ignore format: a line
  if (descr === undefined || axes === undefined)
    throw bytes.fault(`its header is ${JSON.stringify(header.slice(0, 80))}`, cut);
  const shape = axes.split(",").flatMap(axis => (axis.trim() === "" ? [] : [Number(axis)]));
  return { descr: /^'(.*)'$/.exec(descr)?.[1] ?? descr, fortran: order === "True", shape };
}

const otherFormat = (start: string): string | undefined => {
  if (start.startsWith("PK")) return "that is a zip, as np.savez writes it: readNpz(…) reads it";
  if (start.startsWith("\x89HDF")) return "that is HDF5: in Python, np.save(…) writes what is in it as .npy";
  if (/^[\d\s.,;+-]+$/.test(start)) return "that looks like text: readCsv(…) reads tables";
  return undefined;
};

/**
 * Some rows of the array behind a header: those before are passed over, and those after are left in the file.
 * @param rows the first, and the one behind the last
 */
export async function readRows(
  bytes: ByteStream,
  { descr, fortran, shape }: ArrayHeader,
  dtype: DType,
  [from, to]: readonly [number, number],
): Promise<PlainArray> {
  const [count, ...rest] = shape;
  if (count === undefined || to > count)
    throw bytes.fault(`its array [${shape.join(", ")}] has no rows ${from} to ${to}`);
  if (fortran)
    throw bytes.fault(
      "its array is in Fortran order, in which a row does not stand together",
      "read all of it, or save np.ascontiguousarray(x) in Python",
    );
  const rowBytes = sizeOf(rest) * Number(/\d+$/.exec(descr)?.[0] ?? 0);
  await bytes.skip(from * rowBytes, "its rows");
  return readNumbers(bytes, { descr, fortran, shape: [to - from, ...rest] }, dtype, true);
}

/**
 * The numbers behind a header, up to the end of the file.
 * @param mayFollow whether more bytes may follow, which nobody reads
 */
export async function readNumbers(
  bytes: ByteStream,
  header: ArrayHeader,
  dtype: DType,
  mayFollow = false,
): Promise<PlainArray> {
  const { descr, fortran, shape } = header;
  const [, order = "", kind = ""] = /^([<>|=])([fiub]\d)$/.exec(descr) ?? [];
  const reader = readers[kind];
  if (!reader) {
    const [words, next] = kindOf(descr);
    throw bytes.fault(`its array holds ${words}`, next);
  }
  const width = Number(kind[1]);
  const count = sizeOf(shape);
  const left = bytes.size === undefined ? undefined : bytes.size - bytes.position;
  if (left !== undefined && (mayFollow ? left < count * width : left !== count * width))
    throw bytes.fault(`its array [${shape.join(", ")}] needs ${count * width} bytes, and ${left} are there`, cut);
  const data = allocate(bytes, count, dtype);
  const isLittle = order !== ">";
  if (isLittle && kind === (dtype === "float64" ? "f8" : "f4") && !fortran) {
    const got = await bytes.fill(new Uint8Array(data.buffer));
    if (got < data.byteLength) throw bytes.fault(`its array ends after ${got} of ${data.byteLength} bytes`, cut);
  } else {
    const place = fortran ? rowMajor(shape) : (i: number) => i;
    const whole = !kind.startsWith("f");
    for (let from = 0; from < count; from += block) {
      const n = Math.min(block, count - from);
      const view = new DataView((await bytes.take(n * width, `its array`)).buffer);
      for (let i = 0; i < n; i++) {
        const value = reader(view, i * width, isLittle);
        const at = place(from + i);
        data[at] = value;
        if (whole && data[at] !== value) throw tooLarge(bytes, value, dtype);
      }
    }
  }
  if (!mayFollow && !(await bytes.isAtEnd())) throw bytes.fault(`there are more bytes than its array [${shape.join(", ")}] needs`, cut); // biome-ignore format: a line
  return { shape, data };
}

type Reader = (view: DataView, offset: number, isLittle: boolean) => number;

const readers: { readonly [kind: string]: Reader } = {
  f2: (view, at, isLittle) => half(view.getUint16(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
  i1: (view, at) => view.getInt8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  i8: (view, at, isLittle) => exact(view.getBigInt64(at, isLittle)),
  u1: (view, at) => view.getUint8(at),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  u8: (view, at, isLittle) => exact(view.getBigUint64(at, isLittle)),
  b1: (view, at) => view.getUint8(at),
};

/** NaN, which equals nothing, where a number cannot hold it. */
const exact = (big: bigint): number => (BigInt(Number(big)) === big ? Number(big) : Number.NaN);

/** A float of 16 bits: sign, five bits of exponent, ten of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const tooLarge = (bytes: ByteStream, value: number, dtype: DType) => {
  const got = Number.isNaN(value) ? "a whole number beyond 2⁵³" : `${value}, which ${dtype} cannot hold exactly`;
  return bytes.fault(`its array holds ${got}`, dtype === "float32" ? 'read it with { dtype: "float64" }' : undefined); // biome-ignore format: a line
};

/** From the place of an item where the first axis runs fastest to its place row by row. */
function rowMajor(shape: readonly number[]): (i: number) => number {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  return i => {
    let at = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      at += (i % shape[axis]!) * strides[axis]!;
      i = Math.floor(i / shape[axis]!);
    }
    return at;
  };
}

/** @throws Error for an array that no memory can hold: a header may claim anything */
function allocate(bytes: ByteStream, count: number, dtype: DType): PlainArray["data"] {
  try {
    return dtype === "float64" ? new Float64Array(count) : new Float32Array(count);
  } catch {
    throw bytes.fault(`it claims ${count} numbers, more than memory holds`, cut);
  }
}

/** NumPy's type names in words, and what to save instead. */
function kindOf(descr: string): [words: string, next: string] {
  const [, kind = ""] = /^[<>|=]?(\w)/.exec(descr) ?? [];
  return descr.startsWith("[") ? kinds.records! : (kinds[kind] ?? [`numbers of the type ${descr}`, asFloats]);
}

const asFloats = 'in Python, np.save("x.npy", x.astype("float32")) saves what is read here';
const asText = "in Python, save them as a text, one a line, which readText(…) reads";
const kinds: { readonly [kind: string]: [words: string, next: string] } = {
  records: ["records with named fields", 'in Python, save each field by itself: np.savez("x.npz", age=x["age"])'],
  O: [
    "Python objects, such as lists of different lengths",
    "in Python, pad the lists to one length and save an array of numbers",
  ],
  U: ["texts", asText],
  S: ["byte strings", asText],
  c: ["complex numbers", 'in Python, np.savez("x.npz", real=x.real, imag=x.imag) saves both parts'],
  M: ["dates", asFloats],
  m: ["time spans", asFloats],
};
