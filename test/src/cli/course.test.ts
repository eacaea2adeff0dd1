// A course of somebody's own in the place of ours: a folder anywhere, by --course or by a line in a package.json.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { startKernel } from "../../../kernel/client.ts";
import type { EngineKind } from "../../../kernel/language/engine.ts";
import { formatNotebook } from "../../../kernel/notebook/index.ts";
import { type CellOutcome, startSession } from "../../../kernel/session.ts";
import { preloadOf } from "../../../src/cli/preload.ts";
import { needDist } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";
import { Programs } from "./programs.ts";

const index = `
import { course } from "unrolled/checking";
import { circuits } from "./circuits/questions";
export const assignment = course({ circuits });`;

/** The same, of a folder beside. */
const elsewhere = index.replace("./circuits", "../our course/circuits");

/** Imported without its extension, as the compiler allows it; with all that types cannot simply be erased from. */
const questions = `
import { exactly, Question, question } from "unrolled/checking";
enum Mode { open = 3, hidden }
namespace Words { export const because = "input, forget, output."; }
class Bank { constructor(readonly questions: { q1: Question<number> }) {} }
const q1: Question<number> = question({
  id: "circuits/q1", asks: "How many gates has an LSTM?", answer: exactly(Mode.open), because: Words.because,
  hints: ["Not the candidate."], fingerprints: [{ answer: 4, hint: "the candidate is no gate." }],
});
export const { questions: circuits } = new Bank({ q1 });`;

/** The same without types. */
const plainQuestions = `
import { exactly, question } from "unrolled/checking";
export const circuits = { q1: question({
  id: "circuits/q1", asks: "How many gates has an LSTM?", answer: exactly(3), because: "input, forget, output.",
  hints: ["Not the candidate."], fingerprints: [{ answer: 4, hint: "the candidate is no gate." }],
}) };`;

/** Functions, one with a listed mistake that gets another hint, one whose only case hides mistakes. */
const functions = `
import { course, implementation, question } from "unrolled/checking";
const rest = { asks: "Write it.", because: "so.", hints: [] };
const sums = () => ({
  q1: question({ ...rest, id: "sums/q1", answer: implementation({
    parameters: ({ normal }) => ({ x: normal("n") }), cases: { some: { n: 4 }, one: { n: 1 } },
    reference: (x: number[]) => { let sum = 0; for (const item of x) sum += item; return sum; },
  }), fingerprints: [{ answer: x => x.length, hint: "that is how many." }, { answer: x => x[0]!, hint: "one too few." }] }),
  q2: question({ ...rest, id: "sums/q2", answer: implementation({
    parameters: ({ normal }) => ({ x: normal("n") }), cases: { one: { n: 1 } },
    reference: (x: number[]) => { let sum = 0; for (const item of x) sum += item; return sum; },
  }), fingerprints: [{ answer: x => x.length, hint: "that is how many." }] }),
});
export const assignment = course({ sums });`;
const mistakes = `export const mistakes = { q1: [{ answer: (x: number[]) => x.length, hint: "one too few" }] };`;

const kernelspec = { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" };

describe("a course of one's own", function () {
  this.timeout(60_000);
  let top: string;
  let course: string;
  before(function () {
    needDist(this);
    top = realpathSync(mkdtempSync(join(tmpdir(), "unrolled Kurs ")));
    course = join(top, "our course");
    write("our course/index.ts", index);
    write("our course/circuits/questions.ts", questions);
  });
  after(() => top && rmSync(top, { recursive: true }));

  function write(path: string, text: string): string {
    const file = join(top, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }
  const notebook = (path: string, ...sources: string[]) =>
    write(
      path,
      formatNotebook({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: { kernelspec },
        cells: sources.map((source, i) => {
          return { cell_type: "code", id: `c${i}`, metadata: {}, source, execution_count: null, outputs: [] };
        }),
      }),
    );
  const run = (...args: string[]) => unrolled(["run", ...args], { cwd: top });
  const text = (outcome: CellOutcome) =>
    outcome.status === "ok" ? String(outcome.result?.data["text/plain"]) : `${outcome.ename}: ${outcome.evalue}`;

  for (const engine of ["native", "tslab"] as EngineKind[])
    describe(`in cells checked by the ${engine} engine`, () => {
      let session: Awaited<ReturnType<typeof startSession>>;
      before(async () => {
        const entry = pathToFileURL(join(course, "index.ts")).href;
        session = await startSession({ ...preloadOf(entry), engine, cwd: top });
      });
      after(() => session?.close());
      const shows = async (code: string) => text(await session.execute(code));

      it("its questions check, and the names of questions are in scope", async () => {
        assert.equal(
          await shows('const { q1 } = assignment("circuits"); q1.check(4)'),
          "✗ not yet: 4: the candidate is no gate.",
        );
        assert.equal(await shows("q1.check(3)"), "✓ correct: input, forget, output.");
        assert.match(await shows("q1.check(____)"), /^○ not attempted/);
        assert.match(await shows('q1.check("3")'), /^TS2345: Here a number is wanted, and not a text/);
        const own =
          'import { exactly, question } from "unrolled/checking"; question({ id: "x", asks: "", answer: exactly(6), because: "so.", hints: [] }).check(6)';
        assert.equal(await shows(own), "✓ correct: so.");
      });

      it("the names of assignments are its own, checked and completed", async () => {
        assert.match(
          await shows('assignment("counting")'),
          /^TS2345: "counting" is not known here. Known are "circuits"/,
        );
        // That course/ lies elsewhere is said once, and nothing of the types of another assignment.
        assert.match(
          await shows('const { b1,\n b2 } = assignment("clipping")'),
          /^TS2345: "clipping" is not known here\. Known are "circuits"\. If the notebook came with a folder course\/ and a package\.json, they belong beside it: put them there from where you got it, and restart the kernel\.$/,
        );
        const code = 'assignment("")';
        const { items } = await session.complete(code, code.indexOf('"') + 1);
        assert.deepEqual(
          items.map(({ text }) => text.replaceAll('"', "")),
          ["circuits"],
        );
      });

      it("cells import the package that is preloaded, though no node_modules is near", async () => {
        const code = 'import { sequential as made } from "unrolled"; import { Question } from "unrolled/checking"; ';
        assert.equal(await shows(`${code}made === sequential && q1 instanceof Question`), "true");
      });
    });

  itSoaks("takes our place in `unrolled run --course`, given relative or absolute", async () => {
    const path = notebook("run.ipynb", 'assignment("circuits").q1.check(3)');
    for (const folder of ["our course", course, join(course, "index.ts")]) {
      const { code, stdout, stderr } = await run(path, "--course", folder);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /✓ correct: input, forget, output\./);
    }
    assert.match((await run(path)).stdout, /"circuits" is not known here. Known are .*"counting"/);
  });

  itSoaks("takes our place by a package.json of the notebook's folder or above, but --course is stronger", async () => {
    const path = notebook("term/week 1/run.ipynb", 'assignment("circuits").q1.check(3)');
    write("term/week 1/package.json", '{ "name": "week-1" }');
    write("term/package.json", '{ "unrolled": { "course": "../our course" } }');
    const { code, stdout, stderr } = await run(path);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /✓ correct/);
    write("other/index.ts", elsewhere.replace("course({ circuits })", "course({ other: circuits })"));
    assert.match((await run(path, "--course", "other")).stdout, /"circuits" is not known here. Known are "other"/);
  });

  it("may be JavaScript, with its names and types", async () => {
    write("js/index.js", index.replace("questions", "questions.js"));
    write("js/circuits/questions.js", plainQuestions);
    const path = notebook("js.ipynb", 'assignment("circuits").q1.check(4)', 'assignment("countin")');
    const { stdout } = await run(path, "--course", "js");
    assert.match(stdout, /✗ not yet: 4: the candidate\s[\s\S]*"countin" is not known here. Known are "circuits"/);
  });

  itSoaks("is told from none, before the first cell: who, what was expected, what is there, what to do", async () => {
    const path = notebook("wrong.ipynb", "1");
    const folder = (name: string, text: string) => write(`${name}/index.ts`, text);
    mkdirSync(join(top, "empty"));
    folder(
      "untyped",
      'import { course } from "unrolled/checking";\nexport const assignment = course({ circuits: { q1: 3 } });',
    );
    folder("throws", `${elsewhere}\nthrow new RangeError("mine");`);
    folder(
      "throws in an enum",
      `${elsewhere}\nenum Mode {\n  open,\n}\n\nif (Mode.open === 0) throw new RangeError("mine");`,
    );
    folder("unclosed", `${elsewhere}\nenum Mode {`);
    folder("nameless", "export const questions = 3;");
    folder("both", `${elsewhere}\nexport const sequential = 3;`);
    folder("needs", 'import { half } from "not-there";\nexport const assignment = half;');
    const wrong: [course: string, message: RegExp][] = [
      [
        "nowhere",
        /^unrolled run --course names nowhere: expected a folder with index\.ts or index\.js, but .*nowhere is not there\. Name/,
      ],
      ["empty", /--course names empty: expected a folder with index\.ts or index\.js, but .*empty has neither\. Name/],
      [
        "untyped",
        /cannot start: cannot preload .*index\.ts: it has errors\n.*untyped\/index\.ts:2:\d+ - error TS2322: .*'number'/,
      ],
      ["throws", /cannot preload .*throws\/index\.ts: RangeError: mine, thrown at .*throws\/index\.ts:5:7/],
      ["throws in an enum", /cannot preload .*index\.ts: RangeError: mine, thrown at .*enum\/index\.ts:9:28/],
      ["unclosed", /cannot preload .*: it has errors\n.*unclosed\/index\.ts:5:12 - error TS\d+: /],
      [
        "nameless",
        /cannot preload .*nameless\/index\.ts: expected it to export 'assignment', but it does not\. Export it there/,
      ],
      ["both", /cannot preload .*: .*already exported a member named 'sequential'/],
      ["needs", /cannot preload .*needs\/index\.ts: it has errors\n[\s\S]*Cannot find module 'not-there'/],
    ];
    for (const [name, message] of wrong) {
      const { code, stdout, stderr } = await run(path, "--course", name);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, ""], name);
    }
  });

  it("a wrong line in a package.json is told with its file", async () => {
    const path = notebook("line/wrong.ipynb", "1");
    const lines: [text: string, message: RegExp][] = [
      [
        '{ "unrolled": { "course": 3 } }',
        /"unrolled\.course" in .*package\.json expects the folder of a course, but got 3/,
      ],
      ['{ "unrolled": { "course": "gone" } }', /"unrolled\.course" in .*package\.json names gone: expected a folder/],
      [
        '{ "unrolled": { "Course": "x" } }',
        /"unrolled" in .*package\.json knows "course", but got "Course"\. Write "course"/,
      ],
      ['{ "unrolled": { "courses": "x" } }', /knows "course", but got "courses"\. Write "course"/],
      ['{ "unrolled": "x" }', /"unrolled" in .*package\.json expects \{ "course": … \}, but got "x"/],
      ['{ "Unrolled": { "course": "x" } }', /package\.json knows "unrolled", but got "Unrolled"\. Write "unrolled"/],
      ['{ "unrolled":', /expected JSON in .*package\.json, but got /],
    ];
    for (const [text, message] of lines) {
      write("line/package.json", text);
      const { code, stderr } = await run(path);
      assert.match(stderr, message);
      assert.equal(code, 2);
    }
  });

  describe("by a kernelspec", () => {
    let programs: Programs;
    before(() => {
      programs = new Programs();
    });
    after(() => programs?.remove());

    async function install(...args: string[]): Promise<string[]> {
      const { code, stderr } = await unrolled(["kernel", "install", "--prefix", top, ...args], {
        cwd: top,
        env: programs.env,
      });
      assert.equal(code, 0, stderr);
      return JSON.parse(readFileSync(join(top, "share/jupyter/kernels/unrolled/kernel.json"), "utf8")).argv;
    }
    async function ask(argv: string[], cwd: string, code: string): Promise<string> {
      const kernel = await startKernel({ argv, cwd });
      try {
        const { reply, iopub } = await kernel.execute(code);
        const result = iopub.find(({ header }) => header.msg_type === "execute_result");
        const content = result?.content as { data: { [type: string]: string } } | undefined;
        return content?.data["text/plain"] ?? String(reply.content.evalue);
      } finally {
        await kernel.shutdown();
      }
    }
    const code = 'assignment("circuits").q1.check(3)';

    itSoaks("of `kernel install --course`, and of a line in a package.json beside the notebook", async () => {
      const named = await install("--course", "our course");
      assert.ok(named.includes(join(course, "index.ts")));
      assert.match(await ask(named, top, code), /^✓ correct/);

      const open = await install();
      for (const name of ["unrolled", "unrolled/assignments"]) assert.equal(open[open.indexOf(name) - 1], "--preload");
      assert.match(await ask(open, top, code), /"circuits" is not known here. Known are .*"counting"/);
      write("lessons/package.json", '{ "unrolled": { "course": "../our course" } }');
      mkdirSync(join(top, "lessons/week 1"), { recursive: true });
      assert.match(await ask(open, join(top, "lessons/week 1"), code), /^✓ correct/);
    });

    it("says in the cell why a course cannot be had", async () => {
      write("broken/package.json", '{ "unrolled": { "course": "gone" } }');
      assert.match(
        await ask(await install(), join(top, "broken"), "1"),
        /cannot preload .*gone: expected a folder with index\.ts/,
      );
    });

    it("`kernel uninstall` and a folder that is none are refused", async () => {
      const uninstall = await unrolled(["kernel", "uninstall", "--course", course], { env: programs.env });
      assert.match(uninstall.stderr, /knows no --course/);
      const none = await unrolled(["kernel", "install", "--prefix", top, "--course", "gone"], {
        cwd: top,
        env: programs.env,
      });
      assert.match(none.stderr, /kernel install --course names gone: expected a folder/);
    });
  });

  itSoaks("`unrolled doctor` looks at it", async () => {
    write("throws/index.ts", `${elsewhere}\nthrow new RangeError("mine");`);
    const programs = new Programs();
    const { env } = programs;
    try {
      const doctor = async (...args: string[]) => {
        const { stdout } = await unrolled(["doctor", "--json", ...args], { cwd: top, env });
        const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; found: string }[] };
        return checks.find(({ id }) => id === "course")!;
      };
      const good = await doctor("--course", "our course");
      assert.equal(good.status, "ok", good.found);
      const broken = await doctor("--course", "throws");
      assert.equal(broken.status, "fault");
      assert.match(broken.found, /RangeError: mine/);
      write("untyped/index.ts", "export const assignment: number = '';");
      assert.match((await doctor("--course", "untyped")).found, /it has errors\n.*index\.ts:1:14 - error TS2322/);
      write("telling/index.ts", elsewhere.replace("course({ circuits })", "course({ circuits, twice: circuits })"));
      const telling = await doctor("--course", "telling");
      assert.equal(telling.status, "fault");
      assert.match(telling.found, /question circuits\/q1: circuits\.q1 and twice\.q1 have this same id/);
      write("functions/index.ts", functions);
      write("functions/sums/mistakes.ts", mistakes);
      const { found } = await doctor("--course", "functions");
      assert.match(found, /question sums\/q1: mistake 1 of mistakes\.ts \(“one too few”\) is expected to get the hint/);
      assert.match(found, /question sums\/q2: \d+ of \d+ mutants are caught by its check \(\d+ %\)/);
      assert.match(found, /not caught: line 1: `sum \+= item` became `sum = item`/);
    } finally {
      programs.remove();
    }
  });
});
