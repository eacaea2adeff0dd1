// The examples of the documentation, run as cells: they compile, they run, and give what their comment says.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Session, startSession } from "../../kernel/session.ts";
import words from "../../src/words.json" with { type: "json" };
import { blocksOf, examplesUnder } from "./examples.ts";
import { common, forAuthors, given } from "./given.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("examples of the documentation: the README's", () => {
  const run = inSession();
  it("run one after another", async () => {
    const blocks = blocksOf(root, "README.md");
    assert.ok(blocks.length > 0);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: kinds of answers", () => {
  const run = inSession();
  it("run one after another", async () => {
    const blocks = blocksOf(root, "assignments/kinds.md");
    assert.ok(blocks.length > 0);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: the README's of diagnostics", () => {
  const run = inSession();
  it("run one after another", async function () {
    this.timeout(60_000);
    const blocks = blocksOf(root, "src/diagnostics/README.md");
    assert.ok(blocks.length > 5);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: the README's of plots", () => {
  const run = inSession();
  const blocks = blocksOf(root, "src/plot/README.md");
  it("run one after another", async () => {
    assert.ok(blocks.length > 3);
    for (const { code } of blocks) await run(code);
  });
  it("have each kind of plot", () => {
    const all = blocks.map(({ code }) => code).join("\n");
    for (const kind of ["line", "scatter", "bar", "heatMap", "contour", "strip", "grid"])
      assert.match(all, new RegExp(`^(display\\()?${kind}\\(`, "m"));
  });
  it("and so do those in the advice on matplotlib's and seaborn's names", async () => {
    await run(`const [ys, xs, low, high, a, b, amounts] = Array.from({ length: 7 }, () => [1, 2, 3])
      const { counts, edges } = histogram([1, 2, 3])
      const names = ["p", "q", "r"], tokens = ["the", "cat", "sat"], points = [[1, 2], [3, 4]] as [number, number][]
      const figures = [line(a), line(b)]`);
    const advice = Object.entries(words.names).filter(([name]) => /^(plt|sns)\./.test(name));
    const plots = advice.flatMap(([name, text]) => {
      const rows = name.startsWith("sns.")
        ? "[{ step: 1, loss: 2, size: 3, model: 'm' }]"
        : "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]";
      const isMatrix = /heatMap|contour|strip/.test(text);
      const given = isMatrix ? "[[1, 2, 3], [4, 5, 6], [7, 8, 9]]" : rows;
      return plotsIn(text).map(code => `{ const rows = ${given}; ${code} }`);
    });
    assert.ok(plots.length > 35, `${plots.length}`);
    await run(plots.join("\n"));
  });
});

/** The calls of plots in a sentence. */
const plotsIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:line|scatter|bar|heatMap|contour|strip|grid)\(/g)].flatMap(({ index }) => {
    let depth = 0;
    for (let end = index; end < text.length; end++) {
      if (text[end] === "(") depth++;
      if (text[end] === ")" && --depth === 0) return [text.slice(index, end + 1)];
    }
    return [];
  });

describe("examples of the documentation: the README's of nn", () => {
  const run = inSession();
  it("run one after another", async () => {
    const blocks = blocksOf(root, "src/nn/README.md");
    assert.ok(blocks.length >= 1);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: the README's of interop", () => {
  const run = inSession();
  it("run one after another", async () => {
    const blocks = blocksOf(root, "src/interop/README.md");
    assert.ok(blocks.length >= 1);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: the README's of data", () => {
  const run = inSession();
  it("run one after another", async function () {
    this.timeout(60_000);
    const blocks = blocksOf(root, "src/data/README.md");
    assert.ok(blocks.length >= 3);
    for (const { code } of blocks) await run(code);
    // The README promises these.
    assert.equal(await run("people.numbers('age')"), "[ 36, NaN ]");
    assert.match((await run("decode(reviews.x[0]!).split(' ').length > 5"))!, /true/);
  });
});

describe("examples of the documentation: the README's of training", () => {
  const run = inSession();
  it("run one after another", async function () {
    this.timeout(60_000);
    const blocks = blocksOf(root, "src/training/README.md");
    assert.ok(blocks.length >= 2);
    for (const { code } of blocks) await run(code);
  });
});

describe("examples of the documentation: those of doc comments", () => {
  const run = inSession();
  const examples = examplesUnder(root, "src");
  it("are found", () => assert.ok(examples.length > 30, `${examples.length}`));
  it("are given names by files that have examples", () => {
    const files = new Set(examples.map(({ place }) => fileOf(place)));
    assert.deepEqual(
      Object.keys(given).filter(file => !files.has(file)),
      [],
    );
  });
  for (const example of examples)
    it(`of ${example.place} runs`, async () => {
      // In a function, so that no example sees the names of another.
      const alone = (code: string) => run(`await (async () => {\n${given[fileOf(example.place)] ?? ""}\n${code}\n})()`);
      await run(example.place.startsWith("src/checking/") ? forAuthors : common);
      await alone(`{\n${example.code}\n}`);
      if (example.gives === undefined) return;
      const equal = `JSON.stringify(${JSON.stringify(example.gives)}) === JSON.stringify(${withoutComment(example.code)})`;
      assert.equal(await alone(`return ${equal}`), "true", "gives what its comment says");
    });
});

/** For the suite around it: runs code as a cell of a session of its own, and gives its result as text. */
function inSession(): (code: string) => Promise<string | undefined> {
  let session: Session;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-examples-"));
    session = await startSession({ preload: ["unrolled", "unrolled/assignments"], cwd: folder });
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return async code => {
    const outcome = await session.execute(code);
    if (outcome.status === "error") assert.fail(outcome.traceback.join("\n"));
    return outcome.result?.data["text/plain"] as string | undefined;
  };
}

const fileOf = (place: string): string => place.replace(/:\d+$/, "");

const withoutComment = (code: string): string => code.replace(/ \/\/ .*$/, "");
