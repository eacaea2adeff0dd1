// The dashboard, over HTTP as another program of the machine sees it, and in a real browser with the keyboard alone.
import assert from "node:assert/strict";
import { request } from "node:http";
import { type Browser, chromium } from "playwright-core";
import type { Class } from "../../../../src/grader/dashboard/pages.ts";
import { type Dashboard, serveDashboard } from "../../../../src/grader/dashboard/server.ts";
import type { ManualScore, RunRecord } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { violationsIn } from "../../../browser/axe.ts";
import { quiet } from "../../../browser/lab.ts";
import { needChromium } from "../../../needs.ts";
import { itSoaks } from "../../../soak.ts";

const answers = { ana: "It forgets.", ben: "<script>alert(1)</script>", cem: "Because $\\\\rho < 1$." };
const submission = (student: string, given: string, n: number) => ({
  submission: student,
  student,
  file: "x.ipynb",
  hash: `${n}abc`,
  state: "graded" as const,
  ...(n === 1 && { late: { hours: 1.5 / 3600, factor: 0.9 } }),
  flags: n === 2 ? [{ kind: "changed", message: "a locked cell was changed" }] : [],
  checks: [
    {
      ...{
        submission: student,
        question: "q1",
        check: "q1/written",
        kind: "written",
        state: "to-mark",
        credit: null,
        points: null,
      },
      ...{ of: 2, given, message: "", seed: "", milliseconds: 1 },
    },
  ],
});
const run = {
  ...{ run: "r1", assignment: "clip", version: "v", startedAt: "2027-01-15T12:00:00Z", waiting: 0 },
  submissions: Object.entries(answers).map(([student, given], n) => submission(student, given, n)),
} as unknown as RunRecord;
const rubric = [
  { wants: "names the *product*", marks: 1 },
  { wants: "says what follows", marks: 3 },
];
const samples = [{ answer: "The product shrinks.", marks: 4 }];
const written = [
  {
    question: "q1",
    of: 2,
    for: (student: string) => ({ asks: `Why does ${student.length + 0.5} shrink?`, rubric, samples }),
    criteria: rubric.map(({ marks }, i) => ({ heading: `${i}`, marks })),
  },
];

describe("grader: the dashboard", () => {
  let marks: ManualScore[];
  let served: Dashboard;
  let base: string;
  let cookie: string;

  beforeEach(async () => {
    marks = [];
    const read = async (): Promise<Class> => ({
      run,
      marks,
      written,
      questions: ["q1"],
      scores: run.submissions.map(one => scoreOf(one, marks)),
    });
    const mark = async (score: ManualScore) => {
      if (score.comment === "the disk is full") throw new Error("grades.sqlite: the disk is full");
      marks = [...marks.filter(one => one.student !== score.student), score];
    };
    served = await serveDashboard({ read, mark, report: async () => "the report" });
    base = new URL("/", served.address).href;
    const first = await fetch(served.address, { redirect: "manual" });
    cookie = first.headers.get("set-cookie")!.split(";")[0]!;
  });
  afterEach(() => served.close());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, base), {
      redirect: "manual",
      ...init,
      headers: { cookie, origin: new URL(base).origin, ...init.headers },
    });
  const post = (path: string, form: Record<string, string>, headers = {}) =>
    ask(path, { method: "POST", body: new URLSearchParams(form), headers });

  it("is closed to whoever does not know its address: no page, no form", async () => {
    for (const path of ["/", "/report", "/mark/q1", "/?secret=guess"]) {
      const answer = await fetch(new URL(path, base), { redirect: "manual" });
      assert.equal(answer.status, 403, path);
      assert.doesNotMatch(await answer.text(), /ana|clip|rho/);
    }
    const forged = await fetch(new URL("/mark/q1?at=0", base), {
      method: "POST",
      body: new URLSearchParams({ c0: "1", c1: "3", hash: "0abc" }),
    });
    assert.equal(forged.status, 403);
    assert.deepEqual(marks, []);
  });

  it("takes no form from a page of another site, and answers to no other name", async () => {
    assert.equal(
      (await post("/mark/q1?at=0", { c0: "1", c1: "1", hash: "0abc" }, { origin: "https://example.org" })).status,
      403,
    );
    const { port } = new URL(base);
    const status = await new Promise(resolve =>
      request(
        { host: "127.0.0.1", port, path: "/", headers: { host: `rebound.example:${port}`, cookie } },
        ({ statusCode }) => resolve(statusCode),
      ).end(),
    );
    assert.equal(status, 421);
    assert.deepEqual(marks, []);
  });

  it("says what came in and what waits, and shows the report", async () => {
    const page = await (await ask("/")).text();
    assert.match(page, /3 students in the run r1 · 0 graded · 3 with something to mark · 0 refused/);
    assert.match(page, /cem: flags: changed \(a locked cell was changed\)/);
    assert.match(page, /<a href="\/mark\/q1">q1<\/a>/);
    assert.match(page, /<th scope="row"[^>]*>ben<\/th>.*<td[^>]*>2 seconds, ×\u00a00\.9<\/td>/);
    assert.equal(await (await ask("/report")).text(), "the report");
    assert.equal((await ask("/mark/q7")).status, 404);
  });

  it("takes marks, scaled to the question's points, and goes on to the next answer", async () => {
    const first = await post("/mark/q1?at=0", { c0: "1", c1: "1,5", comment: " Good. ", hash: "0abc" });
    assert.equal(first.headers.get("location"), "/mark/q1?at=1");
    const [{ markedAt: _, ...mark } = {} as ManualScore] = marks;
    assert.equal(mark.answer?.length, 32);
    delete mark.answer;
    assert.deepEqual(mark, {
      assignment: "clip",
      student: "ana",
      question: "q1",
      points: 1.25,
      of: 2,
      criteria: [1, 1.5],
      comment: "Good.",
    });
    await post("/mark/q1?at=2", { c0: "0", c1: "0", hash: "2abc" });
    const last = await post("/mark/q1?at=1", { c0: "1", c1: "3", hash: "1abc" });
    assert.match(await (await ask(last.headers.get("location")!)).text(), /3 answers have their marks/);
  });

  it("shows question, samples, keys and steps on the page, and lets no script run but its own", async () => {
    const page = await (await ask("/mark/q1?at=0")).text();
    assert.match(page, /<h2>The question<\/h2>[^?]*<p>Why does 3\.5 shrink\?<\/p>/);
    assert.match(page, /<strong>4 of 4<\/strong><\/p>[\s\S]*The product shrinks\./);
    assert.match(page, /In the comment Enter: a new line\. Ctrl\+Enter: save, and go on\./);
    assert.match(page, /\(0 to 1, any part such as 0\.25\)<\/label>\s*<input type="text" inputmode="decimal"/);
    assert.match(page, /script-src &#39;sha256-[\w+/=]+&#39;/);
    assert.equal((await post("/mark/q1?at=0", { c0: "0.3", c1: "0", hash: "0abc" })).status, 303);
    assert.deepEqual(marks[0]!.criteria, [0.3, 0]);
  });

  it("asks the question with the numbers of whose answer it shows", async () => {
    const [first, askedAs] = [run.submissions[0]!, "somebody else"];
    assert.match(await (await ask("/mark/q1?at=0")).text(), /Why does 3\.5 shrink\?/);
    Object.assign(first, { askedAs });
    try {
      assert.match(await (await ask("/mark/q1?at=0")).text(), /Why does 13\.5 shrink\?/);
    } finally {
      Reflect.deleteProperty(first, "askedAs");
    }
  });

  it("keeps what was typed where a mark cannot be taken, and says why", async () => {
    for (const [form, says] of [
      [{ c0: "2", c1: "1" }, /Criterion 1 expects a number from 0 to 1 .* but got 2\./],
      [{ c0: "01", c1: "1" }, /Criterion 1 expects a number from 0 to 1 \(0\.5 and 0,5 are the same\), but got 01\./],
      [{ c0: "0x1", c1: "1" }, /Criterion 1 expects .* but got 0x1\./],
      [{ c0: "1", c1: "" }, /Criterion 2 expects a number from 0 to 3 .* but got nothing\./],
      [{ c0: "1", c1: "-1" }, /Criterion 2 expects .* but got -1\./],
    ] as const) {
      const answer = await post("/mark/q1?at=0", { ...form, comment: "a draft", hash: "0abc" });
      const page = await answer.text();
      assert.equal(answer.status, 422);
      assert.match(page, says);
      assert.match(page, /a draft<\/textarea>/);
    }
    const full = await post("/mark/q1?at=0", { c0: "1", c1: "1", hash: "0abc", comment: "the disk is full" });
    const page = await full.text();
    assert.equal(full.status, 507);
    assert.match(
      page,
      /role="alert"><p>Nothing was saved: grades\.sqlite: the disk is full\. Mend that, and save again/,
    );
    assert.match(page, /name="c1"[^>]* value="1"[\s\S]*the disk is full<\/textarea>/);
    const other = await post("/mark/q1?at=0", { c0: "1", c1: "1", hash: "old" });
    assert.match(await other.text(), /Another file was handed in since .* Nothing was saved/);
    assert.deepEqual(marks, []);
  });

  itSoaks(
    "is marked with the keyboard alone, in a browser; what a student wrote stays text, and axe-core finds no fault",
    async function () {
      let browser: Browser | undefined;
      try {
        browser = await chromium.launch({ executablePath: needChromium(this), args: quiet });
        const page = await browser.newPage();
        const errors: string[] = [];
        page.on("dialog", dialog => errors.push(dialog.message()));
        page.on("console", message => message.type() === "error" && errors.push(message.text()));
        await page.goto(served.address);
        assert.equal(new URL(page.url()).search, "", "the secret leaves the address bar");
        assert.deepEqual(await violationsIn(page, "main"), []);
        await page.getByRole("link", { name: "q1", exact: true }).focus();
        await page.keyboard.press("Enter");
        for (const keys of ["1", "0,1", ".5"]) {
          await page.waitForSelector("#c0:focus");
          assert.deepEqual(await violationsIn(page, "main"), []);
          await page.keyboard.type(keys);
          await page.keyboard.press("Tab");
          await page.keyboard.type("2");
          await page.keyboard.press("Tab");
          await page.keyboard.type("one");
          await page.keyboard.press("Enter");
          await page.keyboard.type("two");
          const gone = page.waitForEvent("framenavigated");
          await page.keyboard.press("Control+Enter");
          await gone;
        }
        await page.getByText("3 answers have their marks").waitFor();
        assert.deepEqual(marks.map(({ student, criteria }) => [student, criteria]), [["ana", [1, 2]], ["ben", [0.1, 2]], ["cem", [0.5, 2]]]); // biome-ignore format: a line
        assert.deepEqual(new Set(marks.map(({ comment }) => comment)), new Set(["one\r\ntwo"]));
        assert.deepEqual(errors, []);
      } finally {
        await browser?.close();
      }
    },
  );
});
