// A JupyterLab plugin: the page that a start opens on. It is made anew whenever it comes into view or a notebook is saved.

import { createReader } from "./folder.mjs";
import { style, welcome } from "./page.mjs";

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("./folder.mjs").Lesson} Lesson */

// As much of JupyterLab 4 and Notebook 7 as is used here.
/** @typedef {{ id: string, node: PageElement, isDisposed: boolean, isVisible: boolean, title: { label: string, closable: boolean }, addClass(name: string): void, onAfterAttach(): void, onAfterShow(): void, onActivateRequest(): void }} LuminoWidget */
/** @typedef {{ connect(slot: () => void): void }} Signal */
/** @typedef {import("./folder.mjs").Contents & { fileChanged: Signal }} Contents */
/** @typedef {{ addCommand(id: string, options: object): void, execute(id: string, args?: object): Promise<unknown> }} Commands */
/** @typedef {{ add(widget: LuminoWidget, area: string, options?: object): void, activateById(id: string): void }} Shell */
/** @typedef {{ commands: Commands, shell: Shell, restored: Promise<unknown>, serviceManager: { contents: Contents } }} Application */
/** @typedef {{ context: { path: string, isReady: boolean, model: { toJSON(): unknown } } }} Panel */
/** @typedef {{ find(test: (panel: Panel) => boolean): Panel | undefined }} Tracker */
/** @typedef {{ addItem(item: object): void }} Palette */

const { document: dom } = /** @type {{ document: import("../../../lab/dom.d.ts").PageDocument }} */ (
  /** @type {unknown} */ (globalThis)
);

const commandId = "unrolled:welcome";
/** Several files are saved at once, and a save is told more than once. */
const pauseMs = 200;

/** @param {{ Widget: new () => LuminoWidget, ICommandPalette: unknown, INotebookTracker: unknown, option: (name: string) => string }} lab */
export function createPlugin({ Widget, ICommandPalette, INotebookTracker, option }) {
  return {
    id: "unrolled-welcome:plugin",
    description: "Opens on the lessons and graded sets of the folder, and what is answered so far.",
    autoStart: true,
    optional: [ICommandPalette, INotebookTracker],
    activate: (
      /** @type {Application} */ app,
      /** @type {Palette | null} */ palette,
      /** @type {Tracker | null} */ tracker,
    ) => {
      // Notebook 7 has a page for each notebook, and one with the list of files.
      const page = option("notebookPage");
      if (page !== "" && page !== "tree") return;

      const { contents } = app.serviceManager;
      const openNotebook = (/** @type {string} */ path) => {
        const panel = tracker?.find(({ context }) => context.path === path && context.isReady);
        return panel && /** @type {import("./folder.mjs").Notebook} */ (panel.context.model.toJSON());
      };
      const readFolder = createReader({ contents, lessons: lessonsOf(option("unrolledWelcome")), openNotebook });
      const base = option("baseUrl");
      const links = {
        address: (/** @type {string} */ path) =>
          `${base}${page === "" ? "lab/tree" : "notebooks"}/${path.split("/").map(encodeURIComponent).join("/")}`,
        open: (/** @type {string} */ path) => void app.commands.execute("docmanager:open", { path }),
      };

      /** @type {LuminoWidget | undefined} */
      let widget;
      const show = () => {
        if (!widget || widget.isDisposed) {
          widget = createPage(Widget, async () => welcome(await readFolder(), links));
          app.shell.add(widget, "main");
        }
        app.shell.activateById(widget.id);
      };
      contents.fileChanged.connect(() => widget?.isVisible && widget.onAfterShow());
      app.commands.addCommand(commandId, { label: "Welcome: lessons and graded sets", execute: show });
      palette?.addItem({ command: commandId, category: "Help" });
      // An address that names a notebook leads there.
      if (option("treePath") === "") void app.restored.then(show);
    },
  };
}

/**
 * @param {new () => LuminoWidget} Widget
 * @param {() => Promise<PageElement[]>} make
 */
function createPage(Widget, make) {
  const page = new Widget();
  page.id = "unrolled-welcome";
  page.title.label = "Welcome";
  page.title.closable = true;
  page.addClass("unrolled-welcome");
  // So that a keyboard can scroll it.
  page.node.tabIndex = 0;
  const [sheet, body] = [dom.createElement("style"), dom.createElement("div")];
  sheet.textContent = style;
  page.node.append(sheet, body);

  const refresh = () =>
    make().then(
      parts => keepFocus(body, () => body.replaceChildren(...parts)),
      error => {
        if (body.childElementCount > 0) return;
        body.textContent = `The folder cannot be read: ${error.message}. The file browser on the left may show more.`;
      },
    );
  let isDue = false;
  const refreshSoon = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(
      () => {
        isDue = false;
        if (!page.isDisposed) void refresh();
      },
      body.childElementCount === 0 ? 0 : pauseMs,
    );
  };
  page.onAfterAttach = refreshSoon;
  page.onAfterShow = refreshSoon;
  page.onActivateRequest = () => page.node.focus();
  return page;
}

/** Whoever stands on a link stays on it when the list is made anew. */
function keepFocus(/** @type {PageElement} */ body, /** @type {() => void} */ change) {
  const focused = dom.activeElement;
  const at = body.contains(focused) ? focused?.href : undefined;
  change();
  if (at !== undefined) [...body.querySelectorAll("a")].find(({ href }) => href === at)?.focus();
}

/**
 * @param {string} text as start and postBuild have written it into the page
 * @returns {Lesson[]}
 */
function lessonsOf(text) {
  try {
    const lessons = JSON.parse(text);
    return Array.isArray(lessons) ? lessons : [];
  } catch {
    return [];
  }
}
