// imdb.npz of Keras: film reviews as lists of word numbers, with what the critic thought of the film.
import type { ByteStream, Fault } from "./byte-stream.ts";
import { readHeader, readNumbers } from "./npy.ts";
import { entriesOf, entryOf } from "./npz.ts";
import { unpickle } from "./pickle.ts";
import { listsIn } from "./pickled-array.ts";

/** Reviews and their labels. */
export interface Labelled {
  x: number[][];
  y: number[];
}

/** The two parts of imdb.npz, as they stand in the file. */
export async function readImdbFile(who: string, file: string): Promise<{ train: Labelled; test: Labelled }> {
  const entries = await entriesOf(who, file);
  const open = async <Value>(name: string, read: (bytes: ByteStream) => Promise<Value>): Promise<Value> => {
    const bytes = await entryOf(who, file, entries, name).open();
    try {
      return await read(bytes);
    } finally {
      await bytes.close();
    }
  };
  const part = async (name: string): Promise<Labelled> => {
    const x = await open(`x_${name}`, readLists);
    const y = await open(`y_${name}`, async bytes => {
      const labels = await readNumbers(bytes, await readHeader(bytes), "float64");
      if (labels.data.length !== x.length)
        throw bytes.fault(`it has ${labels.data.length} labels for ${x.length} reviews`);
      return Array.from(labels.data);
    });
    return { x, y };
  };
  return { train: await part("train"), test: await part("test") };
}

/** An array of lists of numbers. */
async function readLists(bytes: ByteStream): Promise<number[][]> {
  const { descr, shape } = await readHeader(bytes);
  if (!descr.endsWith("O")) throw bytes.fault(`it holds the type ${descr}, and no lists`);
  const lists = listsIn(
    unpickle(await bytes.take(bytes.size! - bytes.position, "its pickle"), bytes.fault),
    bytes.fault,
  );
  await bytes.isAtEnd(); // the check sum
  if (shape.length !== 1 || shape[0] !== lists.length) throw bytes.fault(`its header says [${shape.join(", ")}], and ${lists.length} lists are there`); // biome-ignore format: a line
  return lists;
}

/** The word of each number, from imdb_word_index.json. */
export function wordsOfIndex(text: string, fault: Fault): Map<number, string> {
  const index = parse(text);
  if (typeof index !== "object" || index === null || Array.isArray(index))
    throw fault("it is no list of words with their numbers");
  return new Map(
    Object.entries(index).map(([word, number]) => {
      if (!Number.isInteger(number)) throw fault(`the word ${JSON.stringify(word)} has no whole number`);
      return [number as number, word];
    }),
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
