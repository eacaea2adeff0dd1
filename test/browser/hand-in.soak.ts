// A notebook is handed in from JupyterLab, by its button and by the palette's command: saved, looked through, asked, handed in.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { formatNotebook } from "../../kernel/notebook/index.ts";
import { ctrlC, npmStart, type Started } from "../binder/npm.ts";
import { handedOut, source, writeHandout } from "../class/handed-out.ts";
import { needChromium, needJupyter, root } from "../needs.ts";
import { violationsIn } from "./axe.ts";
import { command, kernelReady, type LabPage, openLab, typeInto } from "./lab.ts";

const screenshots = join(root, ".cache", "screenshots");

describe("JupyterLab: handing in", function () {
  this.timeout(300_000);
  let top: string;
  let executablePath: string;
  let started: Started | undefined;
  let lab: LabPage | undefined;

  before(function () {
    needJupyter(this);
    executablePath = needChromium(this);
    mkdirSync(screenshots, { recursive: true });
    top = mkdtempSync(join(tmpdir(), "unrolled hand in "));
    writeHandout(join(top, "class"));
    mkdirSync(join(top, "exchange", "inbound"), { recursive: true });
    chmodSync(join(top, "exchange", "inbound"), 0o3733);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) await lab?.page.screenshot({ path: join(screenshots, "hand-in-failed.png") });
    await lab?.browser.close();
    if (started) await ctrlC(started);
    lab = started = undefined;
  });
  after(() => top && rmSync(top, { recursive: true, force: true }));

  async function open(env: NodeJS.ProcessEnv): Promise<Page> {
    writeFileSync(join(top, "class", "clip.ipynb"), handedOut);
    writeFileSync(join(top, "class", "own.ipynb"), formatNotebook(source));
    started = await npmStart([top], { cwd: root, env });
    const address = new URL(`/lab/tree/class/clip.ipynb?token=${started.token}`, started.address);
    lab = await openLab(executablePath, address);
    lab.page.setDefaultTimeout(120_000);
    await kernelReady(lab.page);
    return lab.page;
  }
  const dialog = (page: Page) => page.locator(".jp-Dialog");
  const press = (page: Page, name: string) => dialog(page).getByRole("button", { name, exact: true }).click();
  const theme = (page: Page, name: string) =>
    page.evaluate(`jupyterapp.commands.execute("apputils:change-theme", { theme: ${JSON.stringify(name)} })`);
  /** Of a dialog with more than a sentence axe-core has something to say. */
  const picture = async (page: Page, name: string, { isSentence = false } = {}) => {
    for (const shade of ["Dark", "Light"]) {
      await theme(page, `JupyterLab ${shade}`);
      await page.locator(`body[data-jp-theme-name="JupyterLab ${shade}"]`).waitFor({ state: "attached" });
      if (!isSentence) assert.deepEqual(await violationsIn(page, ".unrolled-hand-in"), [], `${name}, ${shade}`);
      await page.screenshot({ path: join(screenshots, `hand-in-${name}-${shade.toLowerCase()}.png`) });
    }
  };
  const kernels = async () =>
    (await (await fetch(new URL(`/api/kernels?token=${started!.token}`, started!.address))).json()) as object[];

  it("shows what is missing and asks; then there is a file to upload, with the answer typed last, and a receipt", async () => {
    const page = await open({ UNROLLED_EXCHANGE: undefined });
    await typeInto(page, "who", 'const me = "ana"\nstudent(me)');
    await typeInto(page, "q1", "const a = 3\nq1.check(a)");
    await page.getByRole("button", { name: "Hand in" }).click();
    await dialog(page).getByText("It now runs once from its top").waitFor();
    await picture(page, "looks");
    await dialog(page).getByText("1 thing is missing").waitFor();
    const said = await dialog(page).innerText();
    assert.match(said, /clip \(graded\), student: ana\s+q1 {2}answered: ✓ correct[^\n]*\s+q2 {2}○ not attempted/);
    await picture(page, "found");
    assert.ok(!readdirSync(join(top, "class")).includes("hand-in"), "nothing is handed in before it is asked");
    await press(page, "Cancel");
    await dialog(page).waitFor({ state: "detached" });

    await page.evaluate(`[...jupyterapp.shell.currentWidget.content.model.cells]
      .find(({ id }) => id === "q2").sharedModel.setSource("const b = 4\\nq2.check(b)")`);
    void command(page, "unrolled:hand-in");
    await dialog(page).getByText("Nothing is missing").waitFor();
    await press(page, "Hand in");
    await dialog(page).getByText("Your receipt").waitFor();
    await picture(page, "file");
    const bytes = readFileSync(join(top, "class", "hand-in", "clip_ana.ipynb"));
    assert.match(bytes.toString(), /const b = 4/);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.ok((await dialog(page).innerText()).includes(sha256));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog(page).getByRole("link", { name: "clip_ana.ipynb" }).click(),
    ]);
    assert.deepEqual(readFileSync((await download.path())!), bytes);
    const receipts = readdirSync(join(top, "class")).filter(name => name.startsWith("clip-receipt-"));
    assert.equal(receipts.length, 1);
    assert.equal(JSON.parse(readFileSync(join(top, "class", receipts[0]!), "utf8")).sha256, sha256);
    await press(page, "Close");
    assert.deepEqual(lab!.strangers, []);
    // Those that looked end by themselves.
    for (let left = await kernels(); left.length > 1; left = await kernels()) await page.waitForTimeout(50);
  });

  it("hands in without waiting, into the inbox; refuses another assignment's; offers nothing for a notebook of one's own", async () => {
    const page = await open({ UNROLLED_EXCHANGE: join(top, "exchange"), JUPYTERHUB_USER: "ana" });
    await typeInto(page, "who", 'const me = "bea"\nstudent(me)');
    await typeInto(page, "q1", "for (;;) {}");
    await page.getByRole("button", { name: "Hand in" }).click();
    await press(page, "Hand in without waiting");
    await dialog(page).getByText("Your receipt").waitFor();
    assert.match(await dialog(page).innerText(), /Look: the notebook says bea, but the inbox takes it for ana's/);
    await picture(page, "inbox");
    await press(page, "Close");
    const [name, ...more] = readdirSync(join(top, "exchange", "inbound"));
    assert.deepEqual(more, []);
    assert.match(name!, /^ana\+clip\+/);
    assert.match(readFileSync(join(top, "exchange", "inbound", name!, "clip.ipynb"), "utf8"), /for \(;;\)/);

    writeFileSync(
      join(top, "class", "clip.ipynb"),
      handedOut.replaceAll('"assignment": "clip"', '"assignment": "gates"'),
    );
    await command(page, "docmanager:reload");
    await page.waitForFunction(
      `jupyterapp.shell.currentWidget.context.model.getMetadata("unrolled").assignment === "gates"`,
    );
    void command(page, "unrolled:hand-in");
    await dialog(page).getByText("is the notebook of the assignment gates").waitFor();
    await picture(page, "refused", { isSentence: true });
    await press(page, "Close");

    await page.evaluate(`jupyterapp.commands.execute("docmanager:open", { path: "class/own.ipynb" })`);
    await page.waitForFunction(`jupyterapp.shell.currentWidget?.context?.path === "class/own.ipynb"`);
    await kernelReady(page);
    assert.equal(await page.evaluate(`jupyterapp.commands.isEnabled("unrolled:hand-in")`), false);
    assert.equal(readdirSync(join(top, "exchange", "inbound")).length, 1);
  });
});
