// JupyterLab in a headless Chromium, as far as a test needs it: open the page that npm start names, wait for the
// session, run commands, read the notebook's model, and see which hosts the page turned to.

import { type Browser, chromium, type Page } from "playwright-core";

/** Keeps Chromium itself from calling home; what the page asks for is watched separately. */
export const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface LabPage {
  page: Page;
  browser: Browser;
  /** Every address off this machine that the page asked for; none of them was let through. */
  strangers: string[];
  /** What the page's console calls an error. */
  errors: string[];
}

/** A notebook of code cells with these ids, for our kernel, that nobody has run. */
export const notebookOf = (sources: Readonly<Record<string, string>>) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" } },
  cells: Object.entries(sources).map(([id, source]) => ({
    id,
    source,
    cell_type: "code",
    metadata: {},
    execution_count: null,
    outputs: [],
  })),
});

/** Asks the server that was started. */
export const ask = ({ address, token }: { address: URL; token: string }, path: string, method: string, body?: object) =>
  fetch(new URL(path, address), {
    method,
    headers: { Authorization: `token ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });

export async function openLab(
  executablePath: string,
  address: URL,
  viewport = { width: 1280, height: 900 },
): Promise<LabPage> {
  const browser = await chromium.launch({ executablePath, args: quiet });
  const context = await browser.newContext({ viewport });
  const strangers: string[] = [];
  const isLocal = (url: URL) => !["http:", "https:", "ws:", "wss:"].includes(url.protocol) || url.host === address.host;
  await context.route(
    url => !isLocal(url),
    route => {
      strangers.push(route.request().url());
      return route.abort();
    },
  );
  // The one thing that differs from what a student gets: the page lets the test speak to the application. Set in the
  // page and not by a rewritten response: Chromium takes that for a public page, and refuses it sockets to this machine.
  await context.addInitScript(`document.addEventListener("readystatechange", () => {
    const config = document.getElementById("jupyter-config-data");
    if (config) config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), exposeAppInBrowser: true });
  })`);
  const page = await context.newPage();
  page.on("websocket", socket => isLocal(new URL(socket.url())) || strangers.push(socket.url()));
  const errors: string[] = [];
  page.on(
    "console",
    message =>
      message.type() === "error" &&
      errors.push(`${message.text()} (${new URL(message.location().url || "about:blank").pathname})`),
  );
  await page.goto(address.href);
  return { page, browser, strangers, errors };
}

/** Waits until the notebook is shown, its session exists and the kernel has said who it is: a run before that is lost. */
export async function kernelReady(page: Page): Promise<string> {
  await page.waitForFunction("window.jupyterapp?.shell?.currentWidget?.sessionContext");
  return page.evaluate<string>(`(async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    await panel.sessionContext.ready;
    return (await panel.sessionContext.session.kernel.info).implementation;
  })()`);
}

export const command = (page: Page, id: string) =>
  page.evaluate<unknown>(`jupyterapp.commands.execute(${JSON.stringify(id)}).then(() => undefined)`);

export interface CodeCell {
  id: string;
  source: string;
  executionCount: number | null;
  outputs: { output_type: string; ename?: string; evalue?: string; text?: string; data?: Record<string, unknown> }[];
  tags: string[];
}

/** The code cells as the page holds them now. */
export const codeCells = (page: Page) =>
  page.evaluate<CodeCell[]>(`[...jupyterapp.shell.currentWidget.content.model.cells]
    .filter(cell => cell.type === "code")
    .map(cell => ({ id: cell.id, source: cell.sharedModel.source, executionCount: cell.executionCount,
      outputs: cell.outputs.toJSON(), tags: cell.getMetadata("tags") ?? [] }))`);

/** All that a cell's outputs say as text. */
export const textOf = (cell: CodeCell) =>
  cell.outputs
    .flatMap(output => [output.text, output.data?.["text/plain"], output.data?.["text/html"]])
    .flat()
    .filter(text => typeof text === "string")
    .join("\n");

/** Brings a cell to the top of the notebook, as scrolling does. */
export const scrollTo = (page: Page, id: string) =>
  page.evaluate<void>(`(() => {
    const { content } = jupyterapp.shell.currentWidget;
    return content.scrollToItem(content.widgets.findIndex(cell => cell.model.id === ${JSON.stringify(id)}), "start");
  })()`);

/** Makes a cell the active one, as a click does. */
async function select(page: Page, id: string, mode: "edit" | "command"): Promise<void> {
  await scrollTo(page, id);
  await page.evaluate(`(() => {
    const { content } = jupyterapp.shell.currentWidget;
    content.activeCellIndex = content.widgets.findIndex(cell => cell.model.id === ${JSON.stringify(id)});
    content.mode = ${JSON.stringify(mode)};
  })()`);
}

/** Types into a cell as a person does: what stands there is selected, and keys are pressed. */
export async function typeInto(page: Page, id: string, text: string): Promise<void> {
  await select(page, id, "edit");
  await page.locator(".jp-mod-active .cm-content:focus").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Runs a cell; the promise is that of its end, and may be left alone where the cell is to go on. */
export async function runCell(page: Page, id: string): Promise<void> {
  await select(page, id, "command");
  await command(page, "notebook:run-cell");
}

/** What a person sees of a cell. */
export const cellOf = async (page: Page, id: string) => {
  const index = await page.evaluate<number>(
    `jupyterapp.shell.currentWidget.content.widgets.findIndex(cell => cell.model.id === ${JSON.stringify(id)})`,
  );
  return page.locator(`.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index="${index}"]`);
};
