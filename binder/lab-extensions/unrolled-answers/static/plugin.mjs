// A JupyterLab plugin for servers that are taken away, as Binder's are after ten idle minutes: each change of a notebook
// is kept in the browser at once, and a notebook that lacks what was kept offers it again.

import { keep, missing, ownerOf, readAnswers, writeAnswers } from "./answers.mjs";

/** @typedef {import("./answers.mjs").Cell} Cell */
/** @typedef {import("./answers.mjs").Page & Pick<EventTarget, "addEventListener" | "removeEventListener">} Page */

// As much of JupyterLab 4 as is used here.
/** @template T @typedef {{ connect(slot: (sender: unknown, value: T) => void): void }} Signal */
/** @typedef {{ id: string, cell_type: string, getSource(): string, setSource(text: string): void }} SharedCell */
/** @typedef {{ cells: SharedCell[], insertCell(index: number, cell: object): void, transact(work: () => void): void }} SharedNotebook */
/** @typedef {{ ready: Promise<void>, path: string, model: { contentChanged: Signal<void>, sharedModel: SharedNotebook } }} Context */
/** @typedef {{ context: Context, disposed: Signal<void> }} Panel */
/** @typedef {{ widgetAdded: Signal<Panel>, forEach(work: (panel: Panel) => void): void }} Tracker */
/** @typedef {{ serviceManager: { connectionFailure: Signal<Error> } }} Application */
/** @typedef {{ label: string, displayType?: string, callback: () => void }} Action */
/** @typedef {(text: string, options: { autoClose: false, actions?: Action[] }) => string} Notify */
/** @typedef {{ info: Notify, warning: Notify }} Notifications */
/** @typedef {(options: { title: string, body: string, buttons: unknown[] }) => Promise<unknown>} ShowDialog */
/** @typedef {{ Notification: Notifications, showDialog: ShowDialog, Dialog: { okButton(): unknown } }} Apputils */

/** Long enough for a few keys, short enough that nobody loses a word. */
const pauseMs = 200;

/** @param {Apputils & { INotebookTracker: unknown, page: Page, option: (name: string) => string }} lab */
export function createPlugin({ INotebookTracker, Notification, showDialog, Dialog, page, option }) {
  const owner = ownerOf(option);
  let warned = false;

  /** Says once that nothing can be kept here, and what to do instead. */
  const warn = () => {
    if (warned) return;
    warned = true;
    const what = "This browser does not let your answers be kept for a later visit.";
    Notification.warning(`${what} Save them with File → Download before you leave.`, { autoClose: false });
  };

  const look = (/** @type {Panel} */ { context, disposed }) => {
    const notebook = context.model.sharedModel;
    const cellsNow = () =>
      notebook.cells.map(cell => ({ id: cell.id, type: cell.cell_type, source: cell.getSource() }));
    let seen = cellsNow();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    const keepNow = () => {
      clearTimeout(timer);
      timer = undefined;
      const now = cellsNow();
      try {
        writeAnswers(page, owner, context.path, keep(readAnswers(page, owner, context.path).answers, seen, now));
      } catch {
        warn();
      }
      seen = now;
    };
    const flush = () => timer && keepNow();
    context.model.contentChanged.connect(() => {
      timer ??= setTimeout(keepNow, pauseMs);
    });
    page.addEventListener("pagehide", flush);
    disposed.connect(() => {
      clearTimeout(timer);
      page.removeEventListener("pagehide", flush);
    });

    const { time, answers } = readAnswers(page, owner, context.path);
    const lost = missing(answers, seen);
    if (lost.length === 0) return;
    const restore = () =>
      notebook.transact(() => {
        for (const answer of missing(answers, cellsNow())) putBack(notebook, answer);
      });
    const forget = () => {
      const kept = readAnswers(page, owner, context.path).answers;
      for (const [id] of missing(kept, cellsNow())) delete kept[id];
      writeAnswers(page, owner, context.path, kept);
    };
    const when = time ? ` from ${new Date(time).toLocaleString()}` : "";
    Notification.info(`This browser has kept ${lost.length === 1 ? "an answer" : `${lost.length} answers`}${when}.`, {
      autoClose: false,
      actions: [
        { label: "Restore my answers", displayType: "accent", callback: restore },
        { label: "Forget them", callback: forget },
      ],
    });
  };

  return {
    id: "unrolled-answers:plugin",
    description: "Keeps a visitor's answers in the browser.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (/** @type {Application} */ { serviceManager }, /** @type {Tracker} */ tracker) => {
      const open = (/** @type {Panel} */ panel) => void panel.context.ready.then(() => look(panel));
      tracker.forEach(open);
      tracker.widgetAdded.connect((_, panel) => open(panel));
      let told = false;
      serviceManager.connectionFailure.connect(() => {
        if (told || warned) return;
        told = true;
        const next = "If the server stays away, open the lesson again the way you came and press “Restore my answers”.";
        // A dialog, because Lab fetches what draws a notice from the server. It comes after Lab's own about the server.
        void showDialog({ title: "This browser has kept your answers", body: next, buttons: [Dialog.okButton()] });
      });
    },
  };
}

/**
 * @param {SharedNotebook} notebook
 * @param {[string, import("./answers.mjs").Kept]} answer
 */
function putBack(notebook, [id, { type, source, after }]) {
  const cell = notebook.cells.find(each => each.id === id);
  if (cell) return cell.setSource(source);
  const before = notebook.cells.findIndex(each => each.id === after);
  notebook.insertCell(before < 0 ? notebook.cells.length : before + 1, { id, cell_type: type, source });
}
