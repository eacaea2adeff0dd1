// aclImdb: film reviews as texts, one a file, in folders by what the critic thought. https://ai.stanford.edu/~amaas/data/sentiment/
import { untilInterrupt } from "../../backend/index.ts";
import { faultOf } from "./byte-stream.ts";
import { namesIn, node } from "./host.ts";

/** Reviews of one part. */
export interface Reviews {
  texts: string[];
  /** 1 for a good review, 0 for a bad one. */
  labels: number[];
  /** Stars, 1 to 10. */
  ratings: number[];
}

const what = "the folder aclImdb, with train/pos, train/neg, test/pos and test/neg";
/** Files read at a time. */
const together = 64;

/** All reviews of one part, "train" or "test": the good ones first, each kind in the order of its numbers. */
export async function readReviews(who: string, folder: string, part: string): Promise<Reviews> {
  const { fs, path } = node(who);
  const fault = faultOf(who, what, folder);
  const reviews: Reviews = { texts: [], labels: [], ratings: [] };
  for (const [label, kind] of [
    [1, "pos"],
    [0, "neg"],
  ] as const) {
    // biome-ignore format: a line
    const place = path.join(folder, part, kind);
    const files = namesIn(who, place).flatMap(name => {
      const [, number, rating] = /^(\d+)_(\d+)\.txt$/.exec(name) ?? [];
      return rating === undefined ? [] : [{ name, number: Number(number), rating: Number(rating) }];
    });
    if (files.length === 0) throw fault(`${place} holds no reviews, such as 0_9.txt`, `the folder ${path.resolve(folder)} holds ${namesIn(who, folder).slice(0, 5).join(", ") || "nothing"}`); // biome-ignore format: a line
    files.sort((a, b) => a.number - b.number);
    for (let i = 0; i < files.length; i += together) {
      const some = files.slice(i, i + together);
      const texts = await untilInterrupt(Promise.all(some.map(({ name }) => fs.promises.readFile(path.join(place, name), "utf8")))); // biome-ignore format: a line
      reviews.texts.push(...texts);
    }
    for (const { rating } of files) {
      reviews.labels.push(label);
      reviews.ratings.push(rating);
    }
  }
  return reviews;
}
