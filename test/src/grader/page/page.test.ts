// Our pages in a real browser: nothing runs, nothing is fetched, axe-core finds nothing; light, dark and on paper.
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { feedbackPage } from "../../../../src/grader/feedback/index.ts";
import { guidePage } from "../../../../src/grader/manual/index.ts";
import { Html, page as pageText } from "../../../../src/grader/page/index.ts";
import { changesPage, reportPage } from "../../../../src/grader/report/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { violationsIn } from "../../../browser/axe.ts";
import { needChromium } from "../../../needs.ts";
import { itSoaks } from "../../../soak.ts";
import { asked, classMarks, classNotebooks, classRun, hostile } from "../made-up-class.ts";

describe("the grader's pages in a browser", () => {
  let browser: Browser;
  let page: Page;
  let requests: string[];
  before(async function () {
    this.timeout(60_000);
    browser = await chromium.launch({ executablePath: needChromium(this), args: ["--no-sandbox"] });
    page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.route("**/*", route => {
      requests.push(route.request().url());
      return route.abort();
    });
  });
  after(() => browser?.close());
  beforeEach(() => {
    requests = [];
  });

  /** In a window of its own: what ran before is gone. */
  const show = async (text: string) => {
    await page.goto("about:blank");
    await page.setContent(text);
  };
  const attacked = () => page.evaluate("globalThis.attacked") as Promise<number | undefined>;

  const run = classRun();
  const feedback = (index: number) =>
    feedbackPage({
      run,
      score: scoreOf(run.submissions[index]!, classMarks()),
      asked,
      notebook: undefined,
      released: undefined,
    });

  it("runs nothing even where markup got into it: the page's policy is a second lock", async () => {
    // But for what leads the whole page elsewhere, which no policy stops.
    const text = hostile.join("").replace(/<meta[^>]*>|<\/main>/g, "");
    const markup = `${text}<img src="https://example.org/x.png"><style>body { color: rgb(1, 2, 3) }</style><p style="color: rgb(4, 5, 6)">x</p>`;
    await show(markup);
    assert.equal(await attacked(), 1, "without the policy it runs");
    assert.notEqual(requests.length, 0, "without the policy it fetches");
    requests = [];
    await show(pageText({ title: "t", body: new Html(markup) }));
    assert.equal(await attacked(), undefined);
    assert.deepEqual(requests, []);
    const color = await page.evaluate("getComputedStyle(document.querySelector('p[style]')).color");
    assert.equal(color, "rgb(31, 35, 40)", "and no style but its own");
  });

  // A page with every state and flags; a refused one.
  for (const index of [8, 13, 21])
    (index === 8 ? it : itSoaks)(
      `feedback ${index}: inert, without a request, clean for axe-core in light and dark`,
      async () => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          await show(feedback(index));
          assert.equal(await attacked(), undefined);
          assert.deepEqual(await violationsIn(page, "html"), []);
        }
        assert.deepEqual(requests, []);
        const [ground, text] = (await page.evaluate(
          "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]",
        )) as [string, string];
        assert.deepEqual([ground, text], ["rgb(20, 24, 29)", "rgb(230, 233, 237)"], "dark");
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        assert.equal(await page.evaluate("getComputedStyle(document.body).color"), "rgb(31, 35, 40)", "black on paper");
        await page.emulateMedia({ media: "screen", colorScheme: "light" });
      },
    );

  itSoaks("what a regrade changed, and a marker's guide: clean for axe-core in light and dark", async () => {
    const later = { ...run, submissions: run.submissions.map(one => ({ ...one, hash: `${one.hash}0` })) };
    const samples = [{ answer: hostile.join("\n"), marks: 1 }];
    const guide = guidePage(
      "forms-graded",
      asked.filter(({ rubric }) => rubric.length > 0).map(one => ({ ...one, samples, isDrawn: true })),
    );
    for (const text of [changesPage(run, later, []), guide])
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await show(text);
        assert.equal(await attacked(), undefined);
        assert.deepEqual(await violationsIn(page, "html"), []);
      }
    assert.deepEqual(requests, []);
    await page.emulateMedia({ colorScheme: "light" });
  });

  itSoaks("the report: inert, without a request, clean for axe-core in light and dark, every part open", async () => {
    const scores = run.submissions.map(result => scoreOf(result, classMarks()));
    const text = reportPage({ run, scores, questions: ["q1", "q2"], ...classNotebooks() });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await show(text.replaceAll("<details>", "<details open>"));
      assert.equal(await attacked(), undefined);
      assert.deepEqual(await violationsIn(page, "html"), []);
      const pictures = await page.evaluate("[...document.images].map(image => image.naturalWidth > 0)");
      assert.deepEqual(pictures, [true, true, true]);
    }
    await page.setViewportSize({ width: 700, height: 900 });
    const cut = await page.evaluate(
      "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > one.clientWidth).map(one => one.ariaLabel)",
    );
    await page.setViewportSize({ width: 1000, height: 900 });
    assert.deepEqual(cut, [], "no table is cut off");
    assert.deepEqual(requests, []);
    await page.emulateMedia({ colorScheme: "light" });
  });

  it("feedback fits a narrow screen", async () => {
    await page.setViewportSize({ width: 320, height: 600 });
    await show(feedback(8));
    const widest = await page.evaluate("document.documentElement.scrollWidth");
    await page.setViewportSize({ width: 1000, height: 900 });
    assert.equal(widest, 320);
  });
});
