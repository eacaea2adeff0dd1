// A JupyterLab plugin for the first seconds of a notebook: it is shown before its session is there, and Lab loses a run that
// comes then, or asks which kernel is meant. Here such a run waits, and all that wait run in the order of their keys.

// As much of JupyterLab 4 as is used here.
/** @typedef {{ ready: Promise<void>, isReady: boolean }} SessionContext */
/** @typedef {{ activeCellIndex: number }} Notebook */
/** @typedef {{ sessionContext: SessionContext, content: Notebook, isDisposed: boolean }} Panel */
/** @typedef {{ currentWidget: Panel | null }} Tracker */
/** @typedef {(id: string, args?: object) => Promise<unknown>} Execute */
/** @typedef {{ commands: { execute: Execute } }} Application */

/** Every command of Lab's that runs cells: by key, by the toolbar, by a menu. */
const runs = /^notebook:run-/;

/** @param {{ INotebookTracker: unknown }} lab */
export function createPlugin({ INotebookTracker }) {
  return {
    id: "unrolled-runs:plugin",
    description: "Holds runs until the notebook's session is ready.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (/** @type {Application} */ { commands }, /** @type {Tracker} */ tracker) => holdRuns(commands, tracker),
  };
}

/**
 * @param {Application["commands"]} commands
 * @param {Tracker} tracker
 */
export function holdRuns(commands, tracker) {
  const execute = commands.execute.bind(commands);
  /** @type {WeakMap<Panel, Promise<void>>} what waits for each notebook's session, one behind the other */
  const waiting = new WeakMap();
  /** @type {WeakMap<Panel, number>} the cell that was active at the last key */
  const lastActive = new WeakMap();

  /** Once the session is there, or cannot be had: what then happens is Lab's to say. */
  const isSettled = (/** @type {Panel} */ panel) =>
    panel.sessionContext.ready.then(
      () => {},
      () => {},
    );

  commands.execute = (id, args) => {
    const panel = tracker.currentWidget;
    if (!runs.test(id) || !panel || (panel.sessionContext.isReady && !waiting.has(panel))) return execute(id, args);

    const active = panel.content.activeCellIndex;
    const isMoved = lastActive.has(panel) && lastActive.get(panel) !== active;
    const isFirst = !lastActive.has(panel);
    lastActive.set(panel, active);
    const before = waiting.get(panel) ?? isSettled(panel);
    /** @type {Promise<unknown>} */
    let run = Promise.resolve();
    const begun = before.then(() => {
      // Another notebook is in front now, which nobody wanted to run.
      if (panel.isDisposed || tracker.currentWidget !== panel) return;
      // A run moves on to the next cell by itself; a click between two keys is repeated.
      if (isFirst || isMoved) panel.content.activeCellIndex = active;
      run = execute(id, args);
      run.catch(() => {});
    });
    waiting.set(panel, begun);
    // The last one to wait: from now on a run is Lab's own again.
    void begun.then(() => {
      if (waiting.get(panel) !== begun) return;
      waiting.delete(panel);
      lastActive.delete(panel);
    });
    return begun.then(() => run);
  };
}
