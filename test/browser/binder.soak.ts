// A visitor of Binder: the badge's address opens the lesson, it runs within Binder's limits, and a session that is taken
// away in the middle of it loses no answer.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import {
  buildImage,
  type Image,
  keepLessons,
  node,
  python,
  type Session,
  sizeOf,
  startSession,
} from "../binder/image.ts";
import { markedPids } from "../binder/processes.ts";
import { capKind, memoryLimit } from "../binder/visitor.ts";
import { freePort } from "../free-port.ts";
import { missing, needChromium, needJupyter, needProc, root } from "../needs.ts";
import { codeCells, command, kernelReady, type LabPage, openLab, typeInto } from "./lab.ts";

const screenshots = join(root, ".cache", "screenshots");
const bytesPerMb = 1024 ** 2;
const mb = (bytes: number) => `${Math.round(bytes / bytesPerMb)} MB`;
const secret = "the hidden answer is 4711";
/** A graded set whose solution nobody may find. */
const planted = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [
    {
      cell_type: "code",
      id: "q1",
      metadata: {},
      source: `// BEGIN SOLUTION\nconst answer = "${secret}"\n// END SOLUTION`,
      execution_count: null,
      outputs: [],
    },
  ],
};

describe("Binder", function () {
  this.timeout(180_000);
  let image: Image;
  let session: Session;
  let lab: LabPage;
  let port: number;
  let freshLessons: () => void;

  before(async function () {
    needJupyter(this);
    needProc(this);
    const chromium = needChromium(this);
    if (!python() || !node())
      missing(this, "a Python and a Node that others than root may run", "install them in /usr");
    mkdirSync(screenshots, { recursive: true });
    image = await buildImage(home => {
      const assignment = join(home, "assignments", "planted");
      mkdirSync(assignment);
      for (const name of ["hidden.ts", "mistakes.ts"]) writeFileSync(join(assignment, name), `// ${secret}`);
      writeFileSync(join(assignment, "source.ipynb"), JSON.stringify(planted));
      mkdirSync(join(home, ".git"));
      writeFileSync(join(home, ".git", "packed"), secret);
    });
    freshLessons = keepLessons(image);
    port = await freePort();
    session = await startSession(image, "unrolled-first", port);
    console.log(
      `      postBuild ${image.build.seconds.toFixed(1)} s, ${mb(image.build.peak)} · memory limit ${capKind()}\n` +
        `      server up after ${session.seconds.toFixed(1)} s`,
    );
    lab = await openLab(chromium, session.address);
  });

  after(async () => {
    await lab?.browser.close();
    if (session) await cull(session);
    image?.remove();
  });

  const get = (path: string) =>
    fetch(new URL(path, session.address), { headers: { Authorization: `token ${session.token}` } });

  it("is an image far below 1 GB, built within the memory limit", () => {
    const [project, environment] = [sizeOf(image.home), sizeOf(image.prefix)];
    console.log(`      project ${mb(project)}, Python with JupyterLab ${mb(environment)}`);
    assert.ok(project + environment < 800 * bytesPerMb);
    assert.ok(image.build.peak < memoryLimit);
  });

  it("holds no hidden check, no source of an assignment and no history", () => {
    const files = readdirSync(image.home, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
    const own = files.filter(({ parentPath }) => !parentPath.includes("node_modules"));
    assert.ok(own.some(({ name }) => name === "03-counting.ipynb"));
    for (const { parentPath, name } of own)
      assert.ok(!readFileSync(join(parentPath, name), "utf8").includes(secret), join(parentPath, name));
    assert.deepEqual(
      readdirSync(image.home).filter(name => ["assignments", "notebooks", "test", ".git"].includes(name)),
      [],
    );
    // Of the sources only the command, which is plain JavaScript.
    assert.deepEqual(readdirSync(join(image.home, "src"), { recursive: true }).sort(), [
      "cli",
      join("cli", "unrolled.mjs"),
    ]);
  });

  it("shows the lessons only, and our kernel only", async () => {
    const { content } = (await (await get("../../api/contents/")).json()) as { content: { name: string }[] };
    const names = content.map(({ name }) => name).sort();
    const lessons = readdirSync(join(root, "notebooks")).filter(name => name.endsWith(".ipynb"));
    assert.deepEqual(
      names.filter(name => name !== "graded"),
      lessons.sort(),
    );
    const { kernelspecs } = (await (await get("../../api/kernelspecs")).json()) as { kernelspecs: object };
    assert.deepEqual(Object.keys(kernelspecs), ["unrolled"]);
  });

  it("opens the lesson from the badge's address, asks nothing, and runs it within the memory limit", async () => {
    const { page } = lab;
    const began = performance.now();
    await page.reload();
    assert.match(await kernelReady(page), /unrolled/i);
    assert.equal(await page.locator(".jp-Dialog, .Toastify__toast").count(), 0, "no dialog and no notice");
    await command(page, "notebook:clear-all-cell-outputs");
    const all = command(page, "notebook:run-all-cells");
    await page.waitForFunction(`[...jupyterapp.shell.currentWidget.content.model.cells]
      .some(cell => cell.type === "code" && cell.outputs.length > 0)`);
    const first = (performance.now() - began) / 1000;
    await all;
    const done = (performance.now() - began) / 1000;
    for (const cell of await codeCells(page)) {
      if (!cell.source.trim()) continue;
      const error = cell.outputs.find(({ output_type }) => output_type === "error");
      assert.equal(Boolean(error), cell.tags.includes("raises-exception"), `${cell.source}\n${error?.evalue}`);
    }
    console.log(
      `      first output after ${first.toFixed(1)} s, lesson done after ${done.toFixed(1)} s, ${mb(session.peak())} at most`,
    );
    assert.ok(session.peak() > 50 * bytesPerMb, "memory was measured");
    assert.ok(session.peak() < memoryLimit);
    assert.deepEqual(lab.strangers, []);
  });

  it("encrypts what the kernel says, as npm start does", () => {
    const runtime = join(image.home, ".local", "share", "jupyter", "runtime");
    const [file, ...others] = readdirSync(runtime).filter(name => name.startsWith("kernel-"));
    assert.deepEqual(others, [], "one kernel runs");
    assert.match(JSON.parse(readFileSync(join(runtime, file!), "utf8")).curve_publickey, /^[!-~]{40}$/);
  });

  it("gives every answer back in two clicks after the session was taken away", async () => {
    const answers = new Map([
      ["q1", "q1.check(2_016)"],
      ["q2", "q2.check(64 * 97)  // weights und Übung"],
      ["title", "# My own notes on counting"],
    ]);
    const before = await sources(lab.page);
    for (const [id, text] of answers) await typeInto(lab.page, id, text);
    await command(lab.page, "notebook:insert-cell-below");
    const added = [...(await sources(lab.page)).keys()].find(id => !before.has(id))!;
    await typeInto(lab.page, added, "const mine = 1");
    answers.set(added, "const mine = 1");
    await sleep(300);

    await cull(session);
    await lab.page.getByRole("button", { name: "Close" }).click(); // Lab's own word on the server
    await lab.page.getByText("This browser has kept your answers").waitFor();
    await lab.page.screenshot({ path: join(screenshots, "binder-culled.png") });
    await lab.page.close({ runBeforeUnload: false });

    // The next session has another address on the same host, and a fresh checkout.
    freshLessons();
    session = await startSession(image, "unrolled-second", port);
    const page = await lab.page.context().newPage();
    await page.goto(session.address.href); // the first click: on the badge
    await kernelReady(page);
    assert.deepEqual(await sources(page), before, "the new session knows nothing of the answers");
    await page.screenshot({ path: join(screenshots, "binder-offer.png") });
    await page.getByRole("button", { name: "Restore my answers" }).click(); // the second click

    await page.getByRole("heading", { name: "My own notes on counting" }).waitFor();
    const after = await sources(page);
    await page.screenshot({ path: join(screenshots, "binder-restored.png") });
    for (const [id, source] of before) assert.equal(after.get(id), answers.get(id) ?? source);
    assert.equal(after.get(added), "const mine = 1");
    assert.equal([...after.keys()].indexOf(added), [...before.keys()].indexOf("title") + 1, "where it was");
  });
});

/** What Binder's culler leaves of a session: nothing, at once. */
async function cull(session: Session): Promise<void> {
  for (const pid of markedPids(session.mark)) process.kill(pid, "SIGKILL");
  await session.finished;
}

const sources = async (page: Page) =>
  new Map(
    await page.evaluate<[string, string][]>(
      "[...jupyterapp.shell.currentWidget.content.model.cells].map(cell => [cell.id, cell.sharedModel.source])",
    ),
  );
