// The first minutes in a real browser, through npm start: the welcome page leads to the lesson, every cell runs, an answer gets
// its ✓ and is counted, the summary counts 8,874, and the page turns to no other machine.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ctrlC, npmStart, type Started } from "../binder/npm.ts";
import { needChromium, needJupyter, root } from "../needs.ts";
import { itSoaks } from "../soak.ts";
import { violationsIn } from "./axe.ts";
import { cellOf, codeCells, command, kernelReady, type LabPage, openLab, runCell, scrollTo, textOf } from "./lab.ts";

const screenshots = join(root, ".cache", "screenshots");
const lesson = join(root, "work", "03-counting.ipynb");

/** Shown, and not behind Lab's spinner: from now on a person types. */
async function shown(page: Page): Promise<void> {
  const panel = ".jp-NotebookPanel:not(.lm-mod-hidden)";
  await page.locator(`${panel} .jp-Cell`).first().waitFor();
  await page.locator(`${panel} .jp-Spinner`).waitFor({ state: "hidden" });
  await page.locator(`${panel} .jp-Cell .cm-content`).first().click({ force: true });
}

describe("JupyterLab: the lesson", function () {
  this.timeout(90_000);
  let started: Started;
  let lab: LabPage;
  let saved: string;
  let chromium: string;

  before(async function () {
    needJupyter(this);
    chromium = needChromium(this);
    mkdirSync(screenshots, { recursive: true });
    started = await npmStart([], { cwd: root });
    saved = readFileSync(lesson, "utf8");
    lab = await openLab(chromium, started.address);
  });

  after(async () => {
    await lab?.browser.close();
    if (started) await ctrlC(started);
  });

  it("is one click from the welcome page, which asks nothing", async () => {
    const { page } = lab;
    const welcome = page.getByRole("tabpanel", { name: "Welcome" });
    await welcome.getByRole("heading", { name: "Lessons" }).waitFor();
    const link = welcome.getByRole("link", { name: "3 · Counting parameters", exact: true });
    assert.match((await link.getAttribute("href"))!, /\/lab\/tree\/03-counting\.ipynb$/);
    await page.screenshot({ path: join(screenshots, "welcome.png") });
    await link.click();
  });

  it("opens with our kernel, asking nothing", async () => {
    assert.match(await kernelReady(lab.page), /unrolled/i);
    assert.equal(await lab.page.locator(".jp-Dialog, .Toastify__toast").count(), 0, "no dialog and no notice");
    await lab.page.getByText("TypeScript (Unrolled)").first().waitFor();
    await lab.page.screenshot({ path: join(screenshots, "lesson-opened.png") });
    assert.deepEqual(lab.errors, [], "nothing in the page's console");
  });

  it("runs what was asked for as soon as a notebook is shown: every cell, in order, no dialog", async () => {
    const name = "early-runs.ipynb";
    const path = join(root, "work", name);
    const cells = Array.from({ length: 13 }, (_, n) => ({
      cell_type: "code",
      id: `c${n}`,
      metadata: {},
      execution_count: null,
      outputs: [],
      source: `console.log(${n})`,
    }));
    const kernelspec = { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" };
    writeFileSync(path, JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }));
    const early = await openLab(
      chromium,
      new URL(`/lab/workspaces/early/tree/${name}${started.address.search}`, started.address),
    );
    try {
      await shown(early.page);
      for (let n = 0; n < 11; n++) await early.page.keyboard.press("Shift+Enter");
      await kernelReady(early.page);
      await early.page.waitForFunction(
        "[...jupyterapp.shell.currentWidget.content.model.cells][10].executionCount === 11",
      );
      const ran = await codeCells(early.page);
      assert.deepEqual(
        ran.map(({ executionCount }) => executionCount),
        cells.map((_, n) => (n < 11 ? n + 1 : null)),
      );
      assert.equal(await early.page.locator(".jp-Dialog").count(), 0);
    } finally {
      await early.browser.close();
      rmSync(path);
    }
  });

  it("runs every cell anew without an error", async () => {
    const { page } = lab;
    await command(page, "notebook:clear-all-cell-outputs");
    assert.ok((await codeCells(page)).every(cell => cell.outputs.length === 0 && cell.executionCount === null));
    await command(page, "notebook:run-all-cells");
    for (const cell of await codeCells(page)) {
      if (!cell.source.trim()) continue;
      assert.ok(cell.executionCount, `not run: ${cell.source}`);
      const error = cell.outputs.find(({ output_type }) => output_type === "error");
      assert.equal(
        Boolean(error),
        cell.tags.includes("raises-exception"),
        `${cell.source}\n${error?.ename}: ${error?.evalue}`,
      );
    }
  });

  it("counts an answer on the welcome page as soon as that is in front again", async () => {
    const { page } = lab;
    const answer = "2 * 3";
    const source = (await codeCells(page)).find(({ id }) => id === "q1")!.source.replace("____", answer);
    await page.evaluate(`[...jupyterapp.shell.currentWidget.content.model.cells].find(cell => cell.id === "q1")
      .sharedModel.setSource(${JSON.stringify(source)})`);
    await runCell(page, "q1");
    await (await cellOf(page, "q1")).getByText("✓ correct").waitFor();
    await command(page, "unrolled:welcome");
    await page.getByText(/ 1 of 19 answered, all right$/).waitFor();
    await page.getByRole("link", { name: "Go on with 3 · Counting parameters" }).click();
    await page.waitForFunction("jupyterapp.shell.currentWidget.sessionContext");
  });

  it("shows the summary table and the check's ✓ to the eye", async () => {
    const { page } = lab;
    const cells = await codeCells(page);
    const outputs = page.locator(".jp-OutputArea-output");
    for (const [name, text] of [
      ["summary", "Total params: 8,874"],
      ["check", "✓"],
    ] as const) {
      const cell = cells.find(each => textOf(each).includes(text));
      assert.ok(cell, `no cell says ${text}`);
      await scrollTo(page, cell.id);
      const output = outputs.filter({ hasText: text }).first();
      await output.scrollIntoViewIfNeeded();
      assert.ok(await output.isVisible());
      await page.screenshot({ path: join(screenshots, `lesson-${name}.png`) });
    }
  });

  it("draws both summaries with their own lines, and keeps a table of the same facts behind them", async () => {
    for (const [id, line] of [
      ["summary", "____"],
      ["keras3", "┏━━━"],
    ] as const) {
      await scrollTo(lab.page, id);
      const cell = await cellOf(lab.page, id);
      await cell.locator("pre", { hasText: line }).waitFor();
      assert.equal(await cell.getByRole("table").isVisible(), false);
      await cell.getByText("The summary as a table").click();
      await cell.getByRole("table", { name: 'Model: "sequential"' }).waitFor();
    }
  });

  itSoaks("softens the white ground of pictures and charts in a dark page, and only there", async () => {
    const { page } = lab;
    const filterOf = async (id: string, selector: string) => {
      await scrollTo(page, id);
      const shown = (await cellOf(page, id)).locator(selector).first();
      await shown.waitFor();
      return shown.evaluate(
        element =>
          (globalThis as unknown as { getComputedStyle(of: object): { filter: string } }).getComputedStyle(element)
            .filter,
      );
    };
    const change = async (theme: string) => {
      await page.evaluate(`jupyterapp.commands.execute("apputils:change-theme", { theme: "JupyterLab ${theme}" })`);
      await page.waitForFunction(`document.body.dataset.jpThemeLight === "${theme === "Light"}"`);
    };
    const pictures = [["unrolled", "img"], ["found", ".js-plotly-plot .svg-container"]] as const; // biome-ignore format: short
    await change("Light");
    for (const [id, selector] of pictures) assert.equal(await filterOf(id, selector), "none");
    await change("Dark");
    for (const [id, selector] of pictures) {
      assert.equal(await filterOf(id, selector), "brightness(0.88)");
      await page.screenshot({ path: join(screenshots, `lesson-dark-${id}.png`) });
    }
    // The card is what is drawn, and not the chart's box, which is as wide as the page.
    const widths = await page.evaluate<number[]>(
      `[...document.querySelectorAll(".js-plotly-plot .svg-container, .js-plotly-plot .main-svg")].map(each => each.getBoundingClientRect().width)`,
    );
    assert.ok(widths.length > 1 && new Set(widths.map(Math.round)).size === 1, `${widths}`);
    await change("Light");
  });

  itSoaks("has outputs without a fault that axe-core finds, all of them in the page", async () => {
    const { page } = lab;
    await page.evaluate(`(() => {
      const { content } = jupyterapp.shell.currentWidget;
      content.notebookConfig = { ...content.notebookConfig, windowingMode: "none" };
    })()`);
    const shown = (await codeCells(page)).reduce((sum, { outputs }) => sum + outputs.length, 0);
    const panel = ".jp-NotebookPanel:not(.lm-mod-hidden)";
    await page.waitForFunction(`document.querySelectorAll("${panel} .jp-OutputArea-output").length >= ${shown}`);
    assert.deepEqual(await violationsIn(page, `${panel} .jp-OutputArea-output`), []);
  });

  it("turns to no other machine, and leaves the lesson's file as it was", () => {
    assert.deepEqual(lab.strangers, []);
    assert.equal(readFileSync(lesson, "utf8"), saved);
  });
});
