// Verdicts of every kind as a screen reader and as an eye has them: axe-core's rules over the outputs, in JupyterLab's light and
// dark themes, wide and narrow. Pictures for a person: .cache/screenshots/verdicts-*.png.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ctrlC, npmStart, type Started } from "../binder/npm.ts";
import { needChromium, needJupyter, root } from "../needs.ts";
import { violationsIn } from "./axe.ts";
import { ask, codeCells, command, kernelReady, type LabPage, notebookOf, openLab, textOf } from "./lab.ts";

const screenshots = join(root, ".cache", "screenshots");
const name = `verdicts-${process.pid}`;

const sources = {
  who: 'student("ana")\nconst { q1, q3, q6, q7, q8 } = assignment("counting")\nconst set = assignment("counting-graded")',
  right: "q6.check(2016)",
  wrong: "q8.check(8_768)",
  none: "q7.check(____)",
  kind: 'q1.check("6" as any)',
  partly: `import { exactly, question, several } from "unrolled/checking"
const pair = question({ id: "demo/pair", asks: "?", because: "so.", hints: [], answer: several({ a: { answer: exactly(1) }, b: { answer: exactly(2) } }) })
pair.check({ a: 1, b: 1 })`,
  recorded:
    'set.q6.check("The same weights are used at every step, so that the length is nowhere in the count, whatever it is.")',
  broken: `const broken = question({ id: "demo/broken", asks: "?", because: "so.", hints: [], answer: { ...exactly(1), judge: () => { throw new Error("mine") } } })
broken.check(2)`,
  help: "q6.hint()\nq6.solution()",
  progress: "progress()",
  validate: "validate()",
  summary: "sequential([simpleRNN(8, { inputShape: [20, 4] }), dense(3)]).summary()",
};

const notebook = notebookOf(sources);

describe("JupyterLab: verdicts", function () {
  this.timeout(60_000);
  let started: Started;
  let lab: LabPage;
  let page: Page;

  const api = (path: string, method: string, body?: object) => ask(started, path, method, body);
  const theme = (name: string) =>
    page.evaluate(`jupyterapp.commands.execute("apputils:change-theme", { theme: ${JSON.stringify(name)} })`);

  before(async function () {
    needJupyter(this);
    const chromium = needChromium(this);
    mkdirSync(screenshots, { recursive: true });
    started = await npmStart([], { cwd: root });
    const made = await api(`/api/contents/${name}.ipynb`, "PUT", { type: "notebook", content: notebook });
    assert.equal(made.status, 201, await made.text());
    const address = new URL(`/lab/workspaces/${name}/tree/${name}.ipynb${started.address.search}`, started.address);
    // So high that Lab keeps every cell in the page.
    lab = await openLab(chromium, address, { width: 1280, height: 3000 });
    page = lab.page;
    await kernelReady(page);
  });

  after(async () => {
    if (!started) return;
    if (page) await theme("JupyterLab Light");
    await lab?.browser.close();
    await api(`/api/contents/${name}.ipynb`, "DELETE");
    await api(`/lab/api/workspaces/${name}`, "DELETE");
    await ctrlC(started);
  });

  it("are there, one of each kind", async () => {
    await command(page, "notebook:run-all-cells");
    const said = (await codeCells(page)).map(textOf).join("\n");
    for (const words of ["✓ correct", "✗ not yet", "○ not attempted", "◐ partly right", "● recorded", "⚠ this question is broken", "Hint 1", "points", "missing", "Total params"]) // biome-ignore format: a list
      assert.ok(said.includes(words), `no cell says ${words}:\n${said}`);
  });

  it("would be found wanting: a picture without words and pale text are", async () => {
    const other = await lab.browser.newPage();
    await other.setContent('<main><img src="data:,"><p style="color: #ccc; background: #fff">pale</p></main>');
    const found = (await violationsIn(other, "main")).map(text => text.replace(/:.*/s, ""));
    await other.close();
    assert.deepEqual(found.sort(), ["color-contrast", "image-alt"]);
  });

  for (const look of ["Light", "Dark"])
    for (const width of [1280, 640])
      it(`are clean by axe-core's rules in the ${look.toLowerCase()} theme, ${width} pixels wide`, async () => {
        await page.setViewportSize({ width, height: 3000 });
        await theme(`JupyterLab ${look}`);
        await page.locator(`body[data-jp-theme-light="${look === "Light"}"]`).waitFor({ state: "attached" });
        await page.locator("#jupyterlab-splash").waitFor({ state: "detached" }); // it covers the page while a theme loads
        const outputs = page.locator(".jp-OutputArea-output");
        await outputs.filter({ hasText: "Total params" }).first().waitFor();
        await page.screenshot({ path: join(screenshots, `verdicts-${look.toLowerCase()}-${width}.png`) });
        assert.ok((await outputs.count()) > sourcesShown, "all outputs are in the page");
        assert.deepEqual(await violationsIn(page, ".jp-OutputArea-output"), []);
      });
});

/** At least so many outputs stand there. */
const sourcesShown = Object.keys(sources).length - 2;
