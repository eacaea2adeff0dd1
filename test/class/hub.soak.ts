// Three students on a real JupyterHub, in a real browser: they log in, open the course and solve; their servers are culled, and when
// they come back their work is there, and nobody else's.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { codeCells, command, kernelReady, quiet } from "../browser/lab.ts";
import { needChromium, needDist } from "../needs.ts";
import { until } from "../until.ts";
import { classEnvironment } from "./environment.ts";
import { writeHandout } from "./handed-out.ts";
import { type Hub, startHub } from "./hub.ts";

const lesson = "03-counting.ipynb";
const users = ["ana", "ben", "cem"];

describe("JupyterHub", function () {
  this.timeout(300_000);
  let hub: Hub;
  let bin: string;
  let browser: Browser;

  before(async function () {
    if (process.platform !== "linux") this.skip();
    needDist(this);
    const executablePath = needChromium(this);
    bin = classEnvironment(this);
    hub = await startHub({ bin, users, lessons: [lesson] });
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  after(async () => {
    await browser?.close();
    await hub?.close();
  });

  async function logIn(page: Page, user: string, path = lesson): Promise<void> {
    await page.goto(new URL(`hub/login?next=/base/hub/user-redirect/lab/tree/${path}`, hub.address).href);
    await page.getByLabel(/Username/).fill(user);
    await page.getByLabel(/Password/).fill("together");
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.waitForURL(/\/lab\/tree\//, { timeout: 180_000 });
  }

  async function opened(user: string, path = lesson) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    await context.addInitScript(`document.addEventListener("readystatechange", () => {
      const config = document.getElementById("jupyter-config-data");
      if (config) config.textContent = JSON.stringify({ ...JSON.parse(config.textContent), exposeAppInBrowser: true });
    })`);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await logIn(page, user, path);
    assert.match(await kernelReady(page), /unrolled/i);
    return { context, page };
  }

  /** A server that is just starting or stopping counts. */
  const state = async (user: string) =>
    (await (await hub.ask(`users/${user}`)).json()) as { server: string | null; pending: string | null };
  const isDown = async (user: string) => {
    const { server, pending } = await state(user);
    return server === null && pending === null;
  };

  it("serves three students: each logs in, opens the lesson with our kernel, and solves a question", async () => {
    for (const user of users) {
      const { context, page } = await opened(user);
      const cells = await codeCells(page);
      const asked = cells.find(({ source }) => /= ____/.test(source) && /\.check\(/.test(source))!;
      await page.evaluate(`(() => {
        const panel = jupyterapp.shell.currentWidget;
        const cell = [...panel.content.model.cells].find(one => one.id === ${JSON.stringify(asked.id)});
        cell.sharedModel.setSource(cell.sharedModel.source + "\\n// this is ${user}");
      })()`);
      await command(page, "notebook:run-all-cells");
      await page.waitForFunction(
        `[...jupyterapp.shell.currentWidget.content.model.cells].filter(cell => cell.type === "code").every(cell => cell.executionCount !== null || cell.sharedModel.source.trim() === "")`,
        undefined,
        { timeout: 60_000 },
      );
      const run = await codeCells(page);
      assert.deepEqual(run.flatMap(({ outputs }) => outputs.filter(one => one.output_type === "error").map(({ evalue }) => evalue)), []); // biome-ignore format: a line
      await command(page, "docmanager:save");
      await until(() => readFileSync(join(hub.home(user), lesson), "utf8").includes(`this is ${user}`));
      await context.close();
    }
  });

  it("culls idle servers, with every program of theirs, and keeps each student's work for when they come back", async () => {
    const culler = spawn(
      join(bin, "python"),
      ["-m", "jupyterhub_idle_culler", "--timeout=1", "--cull-every=1", `--url=${hub.address}hub/api`],
      {
        env: { ...process.env, JUPYTERHUB_API_TOKEN: hub.token },
        stdio: "ignore",
      },
    );
    try {
      for (const user of users) while (!(await isDown(user))) await delay(200);
    } finally {
      const gone = once(culler, "exit");
      culler.kill();
      await gone;
    }
    const { context, page } = await opened("ben");
    const [mine] = (await codeCells(page)).filter(({ source }) => source.includes("// this is"));
    assert.match(mine!.source, /this is ben/);
    await context.close();
  });

  it("offers a student nothing of another in the same browser", async () => {
    const { context, page } = await opened("ana");
    await command(page, "docmanager:save");
    await context.clearCookies();
    await logIn(page, "cem");
    await kernelReady(page);
    assert.equal(await page.getByText("Restore my answers").count(), 0);
    const [mine] = (await codeCells(page)).filter(({ source }) => source.includes("// this is"));
    assert.match(mine!.source, /this is cem/);
    await context.close();
  });

  it("hands in by the button that came with the kernel, as the user whom the hub names", async () => {
    writeHandout(join(hub.home("ana"), "set"));
    const { context, page } = await opened("ana", "set/clip.ipynb");
    await page.locator(".jp-NotebookPanel:visible").getByRole("button", { name: "Hand in" }).click();
    await page.getByRole("button", { name: "Hand in all the same" }).click();
    await page.locator(".jp-Dialog").getByText("clip is handed in").waitFor();
    const [name, ...more] = readdirSync(join(hub.folder, "exchange", "inbound"));
    assert.match(name!, /^ana\+clip\+/);
    assert.deepEqual(more, []);
    const receipts = readdirSync(join(hub.home("ana"), "set")).filter(one => one.startsWith("clip-receipt-"));
    assert.equal(receipts.length, 1);
    await context.close();
  });

  it("lets a student's token reach nobody else's server", async () => {
    for (const user of ["ana", "ben"]) {
      await hub.ask(`users/${user}/server`, "POST");
      while ((await state(user)).server === null) await delay(200);
    }
    const made = (await (await hub.ask("users/ana/tokens", "POST", { note: "as a cell has it" })).json()) as {
      token: string;
    };
    const ask = (user: string) =>
      fetch(new URL(`user/${user}/api/contents/${lesson}`, hub.address), {
        headers: { authorization: `token ${made.token}` },
        redirect: "manual",
      });
    assert.equal((await ask("ana")).status, 200);
    assert.ok([403, 404].includes((await ask("ben")).status));
  });
});
