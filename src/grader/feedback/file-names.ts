// A name for each student's files that every file system takes, whatever the student is called.
import { createHash } from "node:crypto";

/** Windows gives these to no file. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * File names without their ending, one for each id. It has small letters, digits, "-" and "_"; where two would have the
 * same, or none, each gets the beginning of its id's hash.
 * @param names [id, name] of each; the same name may come twice
 */
export function fileNames(names: readonly (readonly [id: string, name: string])[]): Map<string, string> {
  const plain = names.map(([id, name]) => ({ id, slug: slugOf(name) }));
  const counts = Map.groupBy(plain, ({ slug }) => slug);
  return new Map(
    plain.map(({ id, slug }) => {
      const isPlain = slug !== "" && !reserved.test(slug) && counts.get(slug)!.length === 1;
      return [id, isPlain ? slug : `${slug || "student"}-${hashOf(id)}`];
    }),
  );
}

const slugOf = (name: string): string =>
  Array.from(name)
    .slice(0, 60)
    .join("")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_-]+/gu, "-")
    .replace(/^-+|-+$/g, "");

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);
