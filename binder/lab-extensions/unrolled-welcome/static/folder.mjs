// What lies in the folder that the server shows: the lessons that were handed out, and notebooks of the student's own.

import { progressOf } from "./progress.mjs";

/** @typedef {import("./progress.mjs").Notebook} Notebook */
/** @typedef {import("./progress.mjs").Progress} Progress */
/** @typedef {{ path: string, kind: "lesson" | "graded set", title: string, unit?: number, minutes?: number, questions: number, bytes: number, kept?: string }} Lesson as start and postBuild tell of it */
/** @typedef {{ path: string, type: string, size?: number | null, last_modified?: string, content?: unknown }} Entry */
/** @typedef {{ get(path: string, options?: { content?: boolean, type?: string }): Promise<Entry> }} Contents */
/** @typedef {{ path: string, title: string, kind: Lesson["kind"] | "notebook", unit?: number, minutes?: number, questions?: number, progress: Progress, kept?: Shown }} Shown */

/** What is larger, or comes after so many, is listed and not read. */
const mostBytes = 2_000_000;
const mostRead = 40;

/** @type {Progress} */
const nothing = { seen: 0, answered: 0, right: 0, recorded: 0 };

/**
 * @param {{ contents: Contents, lessons: Lesson[], openNotebook: (path: string) => Notebook | undefined }} from
 *   `openNotebook`: one that is open, as it is in the page now
 */
export function createReader({ contents, lessons, openNotebook }) {
  /** @type {Map<string, { time: string | undefined, notebook: Notebook }>} what was read, and of which time it is */
  const read = new Map();

  /** @param {Entry} entry */
  const notebookOf = async entry => {
    const open = openNotebook(entry.path);
    if (open) return open;
    const known = read.get(entry.path);
    if (known && known.time === entry.last_modified) return known.notebook;
    const { content, last_modified } = await contents.get(entry.path, { content: true, type: "notebook" });
    const notebook = /** @type {Notebook} */ (content);
    read.set(entry.path, { time: last_modified, notebook });
    return notebook;
  };

  /** @returns {Promise<Shown[]>} lessons and sets that are there, as they were handed out, then other notebooks by name */
  return async () => {
    const entries = await notebooksOf(contents);
    let left = mostRead;
    const progress = async (/** @type {Entry} */ entry) => {
      if ((entry.size ?? 0) > mostBytes || left-- <= 0) return nothing;
      return notebookOf(entry).then(progressOf, () => nothing);
    };
    const handedOut = lessons.map(async ({ bytes, kept, ...lesson }) => {
      const entry = entries.get(lesson.path);
      if (!entry) return [];
      // As it was handed out: nothing is answered in it, and nothing has to be fetched.
      const isNew = entry.size === bytes && !openNotebook(entry.path);
      const mine = kept === undefined ? undefined : entries.get(kept);
      return [
        {
          ...lesson,
          progress: isNew ? nothing : await progress(entry),
          ...(mine && { kept: { ...lesson, path: mine.path, progress: await progress(mine) } }),
        },
      ];
    });
    const told = new Set(lessons.flatMap(({ path, kept }) => [path, kept]));
    const others = [...entries.values()]
      .filter(({ path }) => !told.has(path))
      .map(async entry => [
        {
          path: entry.path,
          title: entry.path,
          kind: /** @type {const} */ ("notebook"),
          progress: await progress(entry),
        },
      ]);
    return (await Promise.all([...handedOut, ...others])).flat();
  };
}

/** The notebooks of the folder and of the folders in it, by path. */
async function notebooksOf(/** @type {Contents} */ contents) {
  const list = async (/** @type {string} */ path) =>
    /** @type {Entry[]} */ ((await contents.get(path, { content: true, type: "directory" })).content ?? []);
  const top = await list("");
  const inner = top.filter(({ type }) => type === "directory").map(({ path }) => list(path).catch(() => []));
  const all = [top, ...(await Promise.all(inner))].flat().filter(({ type }) => type === "notebook");
  return new Map(all.sort((a, b) => (a.path < b.path ? -1 : 1)).map(entry => [entry.path, entry]));
}
