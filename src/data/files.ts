// What reads the files of other programs. Their formats are loaded when a first file is read, so that importing the toolkit
// takes no longer.
import type { DType } from "../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { fromFlat, type Tensor } from "../tensor/index.ts";
import { CsvTable } from "./csv-table.ts";
import type { Encoding, PlainArray } from "./files/index.ts";

/** How numbers of a file are kept. */
export interface ReadOptions {
  /**
   * "float32" where left out, as for every tensor. Whole numbers that it cannot hold exactly are refused; "float64" holds
   * them up to 2⁵³.
   */
  dtype?: DType;
}

/** What `readNpy` can be told. */
export interface ReadNpyOptions extends ReadOptions {
  /** Only the rows from the first number up to the second, which is left out: a part of what is too large to hold. */
  rows?: readonly [from: number, to: number];
}

/** What `readNpz` can be told. */
export interface ReadNpzOptions extends ReadOptions {
  /** Which arrays are read; all where left out. */
  names?: readonly string[];
}

/** What `readText` can be told. */
export interface ReadTextOptions {
  /** "utf-8" where left out. */
  encoding?: Encoding;
}

/** How a table is written in its file. */
export interface ReadCsvOptions extends ReadTextOptions {
  /** What stands between cells; "," where left out. */
  separator?: string;
  /** The names of the columns where the file has none; where left out, they are its first line. */
  columns?: readonly string[];
}

const readOptions: OptionNames<ReadOptions> = { dtype: "dtype" };
const readNpyOptions: OptionNames<ReadNpyOptions> = { dtype: "dtype", rows: true };
const readNpzOptions: OptionNames<ReadNpzOptions> = { dtype: "dtype", names: true };
const readTextOptions: OptionNames<ReadTextOptions> = { encoding: true };
const readCsvOptions: OptionNames<ReadCsvOptions> = { encoding: true, separator: "text", columns: true };

const toTensor = ({ data, shape }: PlainArray, dtype: DType): Tensor => fromFlat(data, shape, { dtype });

/**
 * The array of a .npy file, as NumPy's `np.save` writes it, also packed by gzip. Numbers and booleans of any size, C or Fortran
 * order; texts and Python objects are refused.
 * @returns a tensor of the array's shape
 * @throws Error for a file that is not there, is damaged, or of another format
 */
export async function readNpy(path: string, options: ReadNpyOptions = {}): Promise<Tensor> {
  const dtype = dtypeOf("readNpy", options, readNpyOptions);
  const { rows } = options;
  if (rows !== undefined && !(Array.isArray(rows) && rows.length === 2 && rows.every(isCount) && rows[0] <= rows[1]))
    throw new RangeError(`readNpy expects rows as [from, to], whole numbers, but got ${describe(rows)}`);
  const { withFile, readHeader, readNumbers, readRows } = await import("./files/index.ts");
  return withFile("readNpy", "a .npy file", path, async bytes => {
    const header = await readHeader(bytes);
    const array = rows ? await readRows(bytes, header, dtype, rows) : await readNumbers(bytes, header, dtype);
    return toTensor(array, dtype);
  });
}

const isCount = (n: number) => Number.isInteger(n) && n >= 0;

/**
 * The arrays of a .npz file by name, as `np.savez` and `np.savez_compressed` write it.
 * @throws Error for a file that is not there, is damaged, or of another format; RangeError for a name that it lacks
 */
export async function readNpz(path: string, options: ReadNpzOptions = {}): Promise<{ [name: string]: Tensor }> {
  const dtype = dtypeOf("readNpz", options, readNpzOptions);
  const { readArrays } = await import("./files/index.ts");
  const arrays = await readArrays("readNpz", path, dtype, options.names);
  return Object.fromEntries(arrays.map(([name, array]) => [name, toTensor(array, dtype)]));
}

/**
 * The numbers of an idx file, the format of MNIST, also packed by gzip: pictures [n, 28, 28] from 0 to 255, labels [n].
 * @throws Error for a file that is not there, is damaged, or of another format
 */
export async function readIdx(path: string, options: ReadOptions = {}): Promise<Tensor> {
  const dtype = dtypeOf("readIdx", options, readOptions);
  const { withFile, readIdxNumbers } = await import("./files/index.ts");
  return withFile("readIdx", "an idx file", path, async bytes => toTensor(await readIdxNumbers(bytes, dtype), dtype));
}

/**
 * The text of a file, also packed by gzip. A byte order mark is left out.
 * @throws Error for a file that is not there, or whose bytes are no text in this encoding
 */
export async function readText(path: string, options: ReadTextOptions = {}): Promise<string> {
  assertOptions("readText", options, readTextOptions);
  const encoding = encodingOf("readText", options);
  const { withFile, textOf } = await import("./files/index.ts");
  return withFile("readText", "a text file", path, async bytes => {
    let text = "";
    for await (const part of textOf(bytes, encoding)) text += part;
    return text;
  });
}

/**
 * The table of a CSV file, also packed by gzip. A column whose cells are all numbers or empty holds numbers, any other texts.
 * @throws Error for a file that is not there, or whose rows differ in their number of cells
 */
export async function readCsv(path: string, options: ReadCsvOptions = {}): Promise<CsvTable> {
  assertOptions("readCsv", options, readCsvOptions);
  const encoding = encodingOf("readCsv", options);
  const { separator = ",", columns: given } = options;
  if (typeof separator !== "string" || separator.length !== 1 || '"\r\n'.includes(separator))
    throw new RangeError(`readCsv expects one character as its separator, but got ${describe(separator)}`);
  const { withFile, textOf, numbersIn, parseCsv } = await import("./files/index.ts");
  return withFile("readCsv", "a CSV file", path, async bytes => {
    const { rows: all, lines } = await parseCsv(textOf(bytes, encoding), separator, bytes.fault);
    const [columns = [], rows] = given ? [given, all] : [all[0], all.slice(1)];
    const twice = columns.find((name, i) => columns.indexOf(name) < i);
    if (twice !== undefined)
      throw bytes.fault(`two columns are called ${describe(twice)}`, "name them yourself: { columns: [...] }");
    const odd = all.findIndex(row => row.length !== columns.length);
    if (odd >= 0)
      throw bytes.fault(
        `line ${lines[odd]} has ${all[odd]!.length} cells where there are ${columns.length} columns`,
        `a cell that holds ${JSON.stringify(separator)} stands in quotes; { separator: ";" } reads other separators`,
      );
    const cells = columns.map((_, i) => rows.map(row => row[i]!));
    return new CsvTable(
      columns,
      cells.map(column => numbersIn(column) ?? column),
    );
  });
}

function dtypeOf<Options extends ReadOptions>(who: string, options: Options, known: OptionNames<Options>): DType {
  assertOptions<Options>(who, options, known);
  const { dtype = "float32" } = options;
  if (dtype !== "float32" && dtype !== "float64")
    throw new RangeError(`${who} expects dtype "float32" or "float64", but got ${describe(dtype)}`);
  return dtype;
}

const encodings: readonly Encoding[] = ["utf-8", "utf-16le", "latin1"];

function encodingOf(who: string, { encoding = "utf-8" }: ReadTextOptions): Encoding {
  if (!encodings.includes(encoding))
    throw new RangeError(`${who} expects an encoding out of ${encodings.join(", ")}, but got ${describe(encoding)}`);
  return encoding;
}
