// axe-core in a page: the rules of WCAG 2.2 (A, AA) and its own best practices that a program can test.
// https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** Whole pages and their landmarks: an output is part of a page that is not ours. */
const ofPages = ["region", "page-has-heading-one", "landmark-one-main"];

/**
 * What others draw, and have not mended: the handle of ipywidgets' slider has no name (noUiSlider would take one by its option
 * handleAttributes).
 */
const ofOthers = [".noUi-handle"];

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}

/** What breaks a rule in what a selector finds: "color-contrast: …: <p>…". None where all is well. */
export async function violationsIn(page: Page, selector: string): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(readFileSync(path, "utf8"));
  const { violations, passes } = await page.evaluate<{ violations: Violation[]; passes: unknown[] }>(`axe.run(
    { include: [${JSON.stringify(selector)}], exclude: ${JSON.stringify(ofOthers)} },
    { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: ${JSON.stringify(Object.fromEntries(ofPages.map(id => [id, { enabled: false }])))} })`);
  if (passes.length === 0) throw new Error(`axe-core found nothing to look at in ${selector}`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} (${failureSummary.replace(/\s+/g, " ")})`),
  );
}
