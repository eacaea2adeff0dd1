// `unrolled release`: the student's copies of sources, into a folder that may be a student's already.
import { mkdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { decodeNotebook, parseNotebook, readNotebookFile } from "../../kernel/notebook/index.ts";
import { describeSource } from "../grader/release/describe.ts";
import { studentCopy } from "../grader/release/student-copy.ts";
import { type Placed, placeCopies } from "../grader/release/workspace.ts";
import { say } from "./print.ts";
import { parse, UsageError } from "./usage.ts";

export async function release(args: string[]): Promise<number> {
  const { values, positionals } = parse("release", args, { to: { type: "string" }, json: { type: "boolean" } });
  const { to } = values;
  if (positionals.length === 0)
    throw new UsageError('unrolled release expects sources, but got none: see "unrolled help"');
  if (to === undefined)
    throw new UsageError("unrolled release expects --to FOLDER, the folder that the copies go into, but got none");

  // All are made before one is written.
  const sources = await Promise.all(
    positionals.map(async path => {
      const text = decodeNotebook(await readNotebookFile(path), path);
      const name = copyName(path);
      return { name, text: studentCopy(text, path), description: describeSource(parseNotebook(text, path), name) };
    }),
  );
  const twice = sources.find(({ name }, index) => sources.findIndex(other => other.name === name) < index);
  if (twice) throw new UsageError(`unrolled release: two of the sources would be ${twice.name}: name them apart`);

  const placed = place(to, sources);
  if (values.json) {
    const told = placed.map((one, index) => ({
      ...sources[index]!.description,
      ...one,
      bytes: statSync(join(to, one.name)).size,
    }));
    say(JSON.stringify(told));
  } else
    for (const { name, state, kept } of placed) say(`${join(to, name)}: ${state}${kept ? ` (${kept} stays)` : ""}`);
  return 0;
}

function place(to: string, sources: { name: string; text: string }[]): Placed[] {
  try {
    mkdirSync(to, { recursive: true });
    return placeCopies(to, sources);
  } catch (error) {
    throw new UsageError(`unrolled release cannot write into ${to}: ${(error as Error).message}`);
  }
}

/** A graded set's source is `clipping/source.ipynb`; its copy is `clipping.ipynb`. */
const copyName = (path: string): string =>
  basename(path) === "source.ipynb" ? `${basename(dirname(resolve(path)))}.ipynb` : basename(path);
