// A JupyterLab plugin: the notebook that is open is handed in by a command and a button. It is saved, what is missing is shown, and
// it is asked before anything is handed in; then the receipt is shown. All of it is `unrolled validate` and `unrolled hand-in`.

import { commandLineIn } from "./command-line.mjs";
import { found, looking, receiptOf, refused, style } from "./parts.mjs";

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("./command-line.mjs").CommandLine} CommandLine */

// As much of JupyterLab 4 and Notebook 7 as is used here.
/** @typedef {{ node: PageElement, addClass(name: string): void }} LuminoWidget */
/** @typedef {{ label: string, accept: boolean }} Button */
/** @typedef {{ launch(): Promise<{ button: Button }>, reject(): void }} OpenDialog */
/** @typedef {{ new (options: object): OpenDialog, cancelButton(options?: object): Button, okButton(options?: object): Button }} DialogClass */
/** @typedef {{ path: string, ready: Promise<void>, save(): Promise<void>, model: { dirty: boolean, getMetadata(name: string): unknown } }} Context */
/** @typedef {{ context: Context, toolbar: { insertBefore(at: string, name: string, widget: object): boolean, insertItem(at: number, name: string, widget: object): boolean }, isDisposed: boolean }} Panel */
/** @typedef {{ currentWidget: Panel | null }} Tracker */
/** @typedef {{ addCommand(id: string, options: object): void, execute(id: string): Promise<unknown>, notifyCommandChanged(id: string): void }} Commands */
/** @typedef {{ getDownloadUrl(path: string): Promise<string> }} Contents */
/** @typedef {{ commands: Commands, docRegistry: { addWidgetExtension(name: string, extension: object): void }, serviceManager: { contents: Contents, kernels: import("./command-line.mjs").Kernels } }} Application */
/** @typedef {{ Widget: new () => LuminoWidget, Dialog: DialogClass, ToolbarButton: new (options: object) => object }} Parts */

const { document: dom } = /** @type {{ document: import("../../../lab/dom.d.ts").PageDocument }} */ (
  /** @type {unknown} */ (globalThis)
);

const commandId = "unrolled:hand-in";

/** @param {Parts & { ICommandPalette: unknown, INotebookTracker: unknown }} lab */
export function createPlugin({ ICommandPalette, INotebookTracker, ...parts }) {
  return {
    id: "unrolled-hand-in:plugin",
    description: "Hands in the notebook that is open.",
    autoStart: true,
    requires: [INotebookTracker],
    optional: [ICommandPalette],
    activate: (
      /** @type {Application} */ app,
      /** @type {Tracker} */ tracker,
      /** @type {{ addItem(item: object): void } | null} */ palette,
    ) => {
      /** @type {WeakSet<Context>} those whose dialogs are open */
      const busy = new WeakSet();
      const execute = async () => {
        const context = tracker.currentWidget?.context;
        if (!context || !isHandout(context) || busy.has(context)) return;
        busy.add(context);
        try {
          await handIn(context, app, createAsk(parts));
        } finally {
          busy.delete(context);
        }
      };
      const isEnabled = () => tracker.currentWidget !== null && isHandout(tracker.currentWidget.context);
      app.commands.addCommand(commandId, { label: "Hand In This Notebook…", execute, isEnabled });
      palette?.addItem({ command: commandId, category: "Notebook Operations" });
      app.docRegistry.addWidgetExtension("Notebook", {
        createNew(/** @type {Panel} */ panel, /** @type {Context} */ context) {
          void context.ready.then(() => {
            if (panel.isDisposed || !isHandout(context)) return;
            const button = new parts.ToolbarButton({
              label: "Hand in",
              tooltip: "See what is missing, and hand this notebook in",
              onClick: () => void app.commands.execute(commandId),
            });
            if (!panel.toolbar.insertBefore("spacer", "unrolled-hand-in", button))
              panel.toolbar.insertItem(10, "unrolled-hand-in", button);
          });
        },
      });
    },
  };
}

/** Whether a release has made it: a lesson's notebook is not handed in. */
function isHandout(/** @type {Context} */ { model }) {
  const unrolled = /** @type {{ assignment?: unknown, cells?: unknown } | undefined} */ (model.getMetadata("unrolled"));
  return typeof unrolled?.assignment === "string" && Array.isArray(unrolled.cells);
}

/** @typedef {(title: string, body: PageElement[], accept?: string, until?: Promise<unknown>) => Promise<"accepted" | "cancelled" | "overtaken">} Ask */

/**
 * @param {Parts} parts
 * @returns {Ask} shows a dialog; without `accept` there is only "Close". It goes by itself, "overtaken", when `until` is done.
 */
const createAsk =
  ({ Widget, Dialog }) =>
  async (title, body, accept, until) => {
    const widget = new Widget();
    widget.addClass("unrolled-hand-in");
    const sheet = dom.createElement("style");
    sheet.textContent = style;
    widget.node.append(sheet, ...body);
    const buttons =
      accept === undefined
        ? [Dialog.okButton({ label: "Close" })]
        : [Dialog.cancelButton({ label: "Cancel" }), Dialog.okButton({ label: accept })];
    const dialog = new Dialog({ title, body: widget, buttons });
    let isOvertaken = false;
    const overtake = () => {
      isOvertaken = true;
      dialog.reject();
    };
    void until?.then(overtake, overtake);
    const { button } = await dialog.launch();
    return isOvertaken ? "overtaken" : button.accept ? "accepted" : "cancelled";
  };

/**
 * @param {Context} context
 * @param {Application} app
 * @param {Ask} ask
 */
async function handIn(context, { serviceManager: { kernels, contents } }, ask) {
  const at = context.path.lastIndexOf("/") + 1;
  const [folder, name] = [context.path.slice(0, at).replace(/\/$/, ""), context.path.slice(at)];
  const title = `Hand in ${name}`;
  await context.save();
  if (context.model.dirty) {
    await ask("Not handed in", refused(`${name} could not be saved: save it (Ctrl+S), and hand in again.`));
    return;
  }
  /** @type {CommandLine | undefined} */
  let line;
  try {
    line = await commandLineIn(kernels, folder);
    const looked = line.run(["validate", name]);
    looked.catch(() => {}); // told below
    let answer = await ask(title, looking(name), "Hand in without waiting", looked);
    if (answer === "overtaken") {
      const ended = await looked;
      if (ended.code > 1) return void (await ask("Not handed in", refused(ended.stderr)));
      answer = await ask(title, found(ended), ended.code === 0 ? "Hand in" : "Hand in all the same");
    } else if (answer === "accepted") {
      void line.stop();
      line = await commandLineIn(kernels, folder);
    }
    if (answer !== "accepted") return;
    const { code, stdout, stderr } = await line.run(["hand-in", name, "--json"]);
    if (code !== 0) return void (await ask("Not handed in", refused(stderr)));
    /** @type {import("./parts.mjs").Receipt} */
    const receipt = JSON.parse(stdout);
    const path = [folder, receipt.file].filter(Boolean).join("/").replaceAll("\\", "/");
    // What lies outside of the server's folder cannot be downloaded.
    const isBelow = !/^([/\\]|[a-z]:)/i.test(receipt.file);
    const address = isBelow ? await contents.getDownloadUrl(path) : "";
    await ask(receipt.isInbox ? "Handed in" : "One file to upload", receiptOf(receipt, stderr, address));
  } catch (error) {
    await ask(
      "Not handed in",
      refused(`${/** @type {Error} */ (error).message}. Try it in a terminal: npx unrolled hand-in ${name}`),
    );
  } finally {
    void line?.stop();
  }
}
