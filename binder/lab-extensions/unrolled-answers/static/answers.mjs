// What is kept of a notebook in the browser: the text of each cell that the visitor changed or added, by the cell's id.
// Cells and not the file, so that answers come back into a lesson that was improved meanwhile, and a few kilobytes do.

/** @typedef {{ id: string, type: string, source: string }} Cell */
/** @typedef {{ type: string, source: string, after: string | undefined }} Kept a cell's text, and the cell before it */
/** @typedef {Record<string, Kept>} Answers by cell id */
/** @typedef {{ localStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> }} Page a browser's page: to read its storage throws where the visitor has forbidden it */

/**
 * Whose answers: all servers of a host share one storage, and so do all who use one browser.
 * @typedef {{ user: string, project: string, folder: string }} Owner
 * @param {(name: string) => string} option of Lab's page: empty where it has none
 * @returns {Owner} on a JupyterHub its user; the set-up's name of the project; the folder that the server shows
 */
export const ownerOf = option => ({
  user: option("hubUser"),
  project: option("unrolledProject"),
  folder: option("serverRoot"),
});

/**
 * @param {Owner} owner
 * @param {string} path
 */
const key = ({ user, project, folder }, path) => `unrolled:answers:${JSON.stringify([user, project, folder, path])}`;

/**
 * What is found in the storage may be anything: other programs of the host share it.
 * @param {Page} page
 * @param {Owner} owner
 * @param {string} path
 * @returns {{ time?: string, answers: Answers }}
 */
export function readAnswers(page, owner, path) {
  try {
    const { time, answers } = JSON.parse(page.localStorage.getItem(key(owner, path)) ?? "{}");
    const kept = isObject(answers) ? Object.entries(answers).filter(([, answer]) => isKept(answer)) : [];
    const known = typeof time === "string" && !Number.isNaN(Date.parse(time));
    return { ...(known && { time }), answers: Object.fromEntries(kept) };
  } catch {
    return { answers: {} };
  }
}

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);

const isKept = (/** @type {any} */ answer) =>
  isObject(answer) &&
  typeof answer.source === "string" &&
  ["code", "markdown", "raw"].includes(answer.type) &&
  (answer.after === undefined || typeof answer.after === "string");

/**
 * @param {Page} page
 * @param {Owner} owner
 * @param {string} path
 * @param {Answers} answers
 */
export function writeAnswers(page, owner, path, answers) {
  if (Object.keys(answers).length === 0) page.localStorage.removeItem(key(owner, path));
  else page.localStorage.setItem(key(owner, path), JSON.stringify({ time: new Date().toISOString(), answers }));
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
