// Film reviews as lists of word numbers, as Keras's imdb.load_data gives them; or made-up ones.
import { withFile } from "../files/byte-stream.ts";
import { node } from "../files/host.ts";
import { type Labelled, readImdbFile, wordsOfIndex } from "../files/imdb.ts";
import { numpyShuffles } from "../files/numpy-shuffle.ts";
import { textOf } from "../files/text.ts";
import { type DataSource, type Draws, oneOf } from "./source.ts";

/** What `loadImdb` can be told, under Keras's names. */
export interface ImdbOptions {
  /** Keras's file; where left out, imdb.npz in the notebook's folder or where Keras keeps it. */
  path?: string;
  /** Numbers from here on are words too rare to keep; all are kept where left out, the largest excepted, as in Keras. */
  numWords?: number;
  /** How many of the most frequent words are left out; 0 where left out. */
  skipTop?: number;
  /** Reviews of this length and longer ones are left out. */
  maxlen?: number;
  /** Of NumPy's generator, which mixes the reviews; 113 where left out, so that they come in Keras's order. */
  seed?: number;
  /** What each review begins with, null for nothing; 1 where left out. */
  startChar?: number | null;
  /** What stands for a word that is left out, null for nothing; 2 where left out. */
  oovChar?: number | null;
  /** What is added to each word's number in the file; 3 where left out. */
  indexFrom?: number;
}

/** Film reviews, and whether each critic liked the film: 1 or 0. */
export interface ImdbParts extends DataSource {
  readonly train: Labelled;
  readonly test: Labelled;
  /** The words by their numbers in the file; undefined where there is no word index. */
  readonly words: ReadonlyMap<number, string> | undefined;
}

const fileName = "imdb.npz";
const indexName = "imdb_word_index.json";

export async function imdb(who: string, options: ImdbOptions, draws: Draws): Promise<ImdbParts> {
  const { fs, os, path } = node(who);
  const places = [".", path.join(os.homedir(), ".keras", "datasets")].map(folder => path.join(folder, fileName));
  const file = options.path ?? places.find(place => fs.existsSync(place));
  const found = file === undefined ? undefined : await readImdbFile(who, file);
  const { train, test, words } = found
    ? { ...found, words: await wordIndex(who, path.join(path.dirname(file!), indexName)) }
    : makeReviews(draws);
  const { seed = 113, maxlen } = options;
  const parts = { train: kept(train, options), test: kept(test, options) };
  const orders = numpyShuffles(seed, [train.x.length, test.x.length]);
  const [mixedTrain, mixedTest] = [mixed(parts.train, orders[0]!, maxlen), mixed(parts.test, orders[1]!, maxlen)];
  if (mixedTrain.x.length === 0 || mixedTest.x.length === 0)
    throw new RangeError(
      `${who} expects a maxlen that leaves reviews, but none is shorter than ${maxlen}; choose a larger one`,
    );
  const from = found
    ? { source: "IMDB's reviews", generated: false }
    : { source: "generated reviews", generated: true };
  return { ...numbered(mixedTrain, mixedTest, options), words, ...from };
}

async function wordIndex(who: string, file: string): Promise<Map<number, string> | undefined> {
  if (!node(who).fs.existsSync(file)) return undefined;
  return withFile(who, "Keras's word index", file, async bytes => {
    let text = "";
    for await (const part of textOf(bytes, "utf-8")) text += part;
    return wordsOfIndex(text, bytes.fault);
  });
}

/** The start and the shift of Keras's load_data. */
function kept({ x, y }: Labelled, { startChar = 1, indexFrom = 3 }: ImdbOptions): Labelled {
  const start = startChar === null ? [] : [startChar];
  return { x: x.map(review => [...start, ...review.map(word => word + indexFrom)]), y };
}

function mixed({ x, y }: Labelled, order: readonly number[], maxlen: number | undefined): Labelled {
  const short = order.filter(i => maxlen === undefined || x[i]!.length < maxlen);
  return { x: short.map(i => x[i]!), y: short.map(i => y[i]!) };
}

/** Words that are too frequent or too rare get one number, or go. */
function numbered(train: Labelled, test: Labelled, { numWords, skipTop = 0, oovChar = 2 }: ImdbOptions) {
  let most = 0;
  for (const { x } of [train, test]) for (const review of x) for (const word of review) if (word > most) most = word;
  const limit = numWords ?? most;
  const isKept = (word: number) => word >= skipTop && word < limit;
  const cut = ({ x, y }: Labelled): Labelled => ({
    x: x.map(review => (oovChar === null ? review.filter(isKept) : review.map(word => (isKept(word) ? word : oovChar)))), // biome-ignore format: a line
    y,
  });
  return { train: cut(train), test: cut(test) };
}

const plain = ["the", "and", "a", "of", "to", "is", "it", "in", "i", "this", "that", "was", "as", "movie", "film", "with", "story", "plot", "scene", "actor", "music", "camera", "hour", "end"]; // biome-ignore format: a line
const telling = [["bad", "boring", "awful", "waste", "dull"], ["good", "great", "superb", "moving", "loved"]]; // biome-ignore format: a line

/** Reviews of 20 to 80 words, of which about one in twelve says what the critic thinks, nine times of ten. */
function makeReviews(draws: Draws): Pick<ImdbParts, "train" | "test" | "words"> {
  const all = [...plain, ...telling.flat()];
  const numberOf = new Map(all.map((word, i) => [word, i + 1]));
  const part = (count: number): Labelled => {
    const y = Array.from({ length: count }, (_, i) => i % 2);
    const word = (label: number) => {
      if (draws.uniform() > 1 / 12) return oneOf(draws, plain);
      return oneOf(draws, telling[draws.uniform() < 0.9 ? label : 1 - label]!);
    };
    const review = (label: number) => Array.from({ length: draws.integers(20, 81) }, () => numberOf.get(word(label))!);
    return { x: y.map(review), y };
  };
  return { train: part(400), test: part(100), words: new Map(all.map((word, i) => [i + 1, word])) };
}
