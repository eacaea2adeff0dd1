// What is kept of a notebook in the browser: the text of each cell that the visitor changed or added, by the cell's id.
// Cells and not the file, so that answers come back into a lesson that was improved meanwhile, and a few kilobytes do.

/** @typedef {{ id: string, type: string, source: string }} Cell */
/** @typedef {{ type: string, source: string, after: string | undefined }} Kept a cell's text, and the cell before it */
/** @typedef {Record<string, Kept>} Answers by cell id */
/** @typedef {{ localStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> }} Page a browser's page: to read its storage throws where the visitor has forbidden it */

const key = (/** @type {string} */ path) => `unrolled:answers:${path}`;

/**
 * @param {Page} page
 * @param {string} path
 * @returns {{ time?: string, answers: Answers }}
 */
export function readAnswers(page, path) {
  try {
    const { time, answers } = JSON.parse(page.localStorage.getItem(key(path)) ?? "{}");
    return { time, answers: answers ?? {} };
  } catch {
    return { answers: {} }; // not ours: other sites of the same host share this storage
  }
}

/**
 * @param {Page} page
 * @param {string} path
 * @param {Answers} answers
 */
export function writeAnswers(page, path, answers) {
  if (Object.keys(answers).length === 0) page.localStorage.removeItem(key(path));
  else page.localStorage.setItem(key(path), JSON.stringify({ time: new Date().toISOString(), answers }));
}

/**
 * What to keep now. An answer that was kept before and was not touched stays: it may be waiting to be restored.
 * @param {Answers} before what was kept until now
 * @param {Cell[]} seen the cells as this page last saw them
 * @param {Cell[]} now the cells as they are
 * @returns {Answers}
 */
export function keep(before, seen, now) {
  const last = new Map(seen.map(({ id, source }) => [id, source]));
  const answers = { ...before };
  for (const [index, { id, type, source }] of now.entries())
    if (source !== (last.get(id) ?? "")) answers[id] = { type, source, after: now[index - 1]?.id };
  const present = new Set(now.map(({ id }) => id));
  for (const id of last.keys()) if (!present.has(id)) delete answers[id];
  return answers;
}

/**
 * The kept answers that the notebook does not show.
 * @param {Answers} answers
 * @param {Cell[]} now
 */
export function missing(answers, now) {
  const shown = new Map(now.map(({ id, source }) => [id, source]));
  return Object.entries(answers).filter(([id, { source }]) => source !== (shown.get(id) ?? ""));
}
