// An assignment is proven before it is handed out: what does not hold is named, with its place, and nothing is written.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignment } from "../../../assignments/index.ts";
import { formatNotebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { isTampered } from "../../../src/grader/checksum.ts";
import { markingLeft } from "../../../src/grader/release/without-marking.ts";
import { needDist, root } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";

const index = `import { course, graded } from "unrolled/checking";
import { sums } from "./sums/questions.ts";
export const assignment = course({ sums: graded(sums) });`;

/** q1: its source is wrong. q2: its stub earns. q3: a mistake that is listed passes. q4: its only case hides mistakes. */
const questions = `import { exactly, implementation, question } from "unrolled/checking";
const rest = { asks: "Write it.", because: "so.", hints: [] };
const number = { ...rest, answer: exactly(6), fingerprints: [{ answer: 5, hint: "you added." }] };
const sum = (cases: Record<string, { n: number }>) => implementation({
  parameters: ({ normal }) => ({ x: normal("n") }), cases,
  reference: (x: number[]) => { let sum = 0; for (const item of x) sum += item; return sum; },
});
export const sums = () => ({
  q1: question({ ...number, id: "sums/q1" }),
  q2: question({ ...number, id: "sums/q2" }),
  q3: question({ ...rest, id: "sums/q3", answer: sum({ some: { n: 4 }, one: { n: 1 } }) }),
  q4: question({ ...rest, id: "sums/q4", answer: sum({ one: { n: 1 } }) }),
});`;

const mistakes = `export const mistakes = {
  q3: [{ answer: (x: number[]) => x.reduce((a, b) => a + b, 0), hint: null }],
  q4: [{ answer: (x: number[]) => x.length, hint: null }],
};`;

const code = (id: string, source: string) => ({
  cell_type: "code" as const,
  id,
  metadata: {},
  source: source.replaceAll("<<", "// BEGIN SOLUTION").replaceAll(">>", "// END SOLUTION"),
  execution_count: null,
  outputs: [],
});

const source = formatNotebook({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript", language: "typescript" } },
  cells: [
    code("who", 'student("ana")\nconst { q1, q2, q3, q4 } = assignment("sums")'),
    code("q1", "<<\nconst six = 7\n>>\nq1.check(six)"),
    code("q2", "const two = 2 * 3\n<<\nconst three = 3\n>>\nq2.check(two)"),
    code(
      "q3",
      "function sum(x: number[]): number {\n<<\nreturn x.reduce((a, b) => a + b, 0)\n>>\n}\nq3.check(sum)\nq4.check(sum)",
    ),
  ],
});

describe("unrolled release of an assignment", () => {
  let cwd: string;
  beforeEach(function () {
    needDist(this);
    this.timeout(60_000);
    cwd = mkdtempSync(join(tmpdir(), "unrolled release "));
    mkdirSync(join(cwd, "sums"));
    const files = {
      "index.ts": index,
      "sums/questions.ts": questions,
      "sums/mistakes.ts": mistakes,
      "sums/source.ipynb": source,
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(join(cwd, path), text);
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  itSoaks(
    "is refused where its source is wrong, its stub earns, a listed mistake passes, or mutants live",
    async function () {
      this.timeout(60_000);
      const { code, stdout } = await unrolled(["release", "sums", "--to", "out"], { cwd });
      assert.equal(code, 1);
      assert.match(stdout, /^sums is not released: 4 things do not hold\n/);
      const [, ...faults] = stdout.split(/\n {2}(?! )/);
      const found = [
        /^sums: question sums\/q3: .*is expected to be wrong, but got .*correct/s,
        /^sums: question sums\/q4: \d+ of \d+ mutants are caught by its check \(\d+ %\).*\n\s+not caught: .*\n\s+at least 95 % are expected/s,
        /^source\.ipynb, cell 2, q1: its solution gets 0 of 1 points, “✗ not yet: 7 is not the answer.*full marks are expected\n {4}→ mend the solution/s,
        /^source\.ipynb, cell 3, q2: the copy that nobody has touched gets 1 of 1 points, “✓ correct.*nothing is expected\n {4}→ put all/s,
      ];
      assert.equal(faults.length, found.length, stdout);
      for (const [i, pattern] of found.entries()) assert.match(faults[i]!, pattern);
      assert.ok(!existsSync(join(cwd, "out")));
    },
  );

  itSoaks("gives each student a copy whose locked cells are as nbgrader checksums them", async function () {
    this.timeout(120_000);
    await unrolled(["new", "leaky", "--in", "our course"], { cwd });
    writeFileSync(join(cwd, "roster.csv"), "id;last_name;first_name\nada;Lovelace;Ada\nø-1;Ørsted;Hans\n");
    const args = ["release", join("our course", "leaky"), "--to", "out", "--students", "roster.csv"];
    const { code, stdout, stderr } = await unrolled(args, { cwd });
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /Hand out the notebook with package\.json and course\/ of .*STUDENT/);
    const own = join(cwd, "our course", "leaky", "questions.ts");
    const samples = [...readFileSync(own, "utf8").matchAll(/answer:\s+"([^"]+)",\s+marks/g)].map(([, text]) => text!);
    assert.equal(samples.length, 3);
    for (const student of ["ada", "ø-1"]) {
      const given = readdirSync(join(cwd, "out", student), { recursive: true })
        .map(String)
        .sort();
      assert.deepEqual(
        given.filter(path => !path.startsWith(".")),
        ["course", "course/index.ts", "course/leaky", "course/leaky/questions.ts", "leaky.ipynb", "package.json"],
      );
      const questions3 = readFileSync(join(cwd, "out", student, "course/leaky/questions.ts"), "utf8");
      assert.deepEqual(markingLeft(questions3, samples), []);
      assert.doesNotMatch(questions3, /rubric|samples/);
      const text = readFileSync(join(cwd, "out", student, "leaky.ipynb"), "utf8");
      const notebook = parseNotebook(text, "leaky.ipynb");
      assert.match(text, new RegExp(`const me = \\\\"${student}\\\\"`));
      assert.doesNotMatch(text, /BEGIN SOLUTION|\bana\b/);
      assert.ok(notebook.cells.every(cell => !isTampered(cell)));
      const handed = await unrolled(["validate", join("out", student, "leaky.ipynb")], { cwd });
      assert.match(handed.stdout, new RegExp(`leaky \\(graded\\), student: ${student}\n  q1  ○ not attempted`));
      assert.match(handed.stdout, /3 things are missing/, "three answers, and nothing else");
    }
    const loose = readFileSync(own, "utf8").replace("samples: [", "samples,\n unused: [").replace("const q3 = ", `const samples = ${JSON.stringify(samples.map((answer, n) => ({ answer, marks: 2 - n })))} as never;\n const q3 = `); // biome-ignore format: a line
    writeFileSync(own, loose.replace(/unused: \[[\s\S]*?\n {6}\],\n/, ""));
    const refused = await unrolled(args, { cwd });
    assert.match(
      refused.stdout,
      /course\/leaky\/questions\.ts: it is expected to hold nothing of the sample answers, .* but has “If it keeps nearly all/,
    );
    assert.equal(refused.code, 1);
  });

  itSoaks("is refused by what grading it gives: an exam's answers, and what hidden checks find", async function () {
    this.timeout(60_000);
    writeFileSync(join(cwd, "index.ts"), index.replaceAll("graded", "exam"));
    writeFileSync(
      join(cwd, "sums", "mistakes.ts"),
      "export const mistakes = { q4: [{ answer: (x: number[]) => x.length, hint: null }] };",
    );
    writeFileSync(
      join(cwd, "sums", "hidden.ts"),
      `import { implementation } from "unrolled/checking";
export const hidden = { q3: implementation({ parameters: ({ normal }) => ({ x: normal("n") }), cases: { none: { n: 0 }, two: { n: 2 } },
  reference: (x: number[]) => { let sum = 0; for (const item of x) sum += item; return sum; } }) };`,
    );
    writeFileSync(
      join(cwd, "sums", "source.ipynb"),
      source.replace("return x.reduce((a, b) => a + b, 0)", "return x.reduce((a, b) => a + b)"),
    );
    writeFileSync(
      join(cwd, "sums", "source.ipynb"),
      readFileSync(join(cwd, "sums", "source.ipynb"), "utf8").replace(
        "const two = 2 * 3",
        "const { hidden } = await import('./hidden.ts' as string) as any\\nconst two = 2 * 3",
      ),
    );
    const { code, stdout } = await unrolled(["release", "sums", "--to", "out"], { cwd });
    assert.equal(code, 1);
    assert.match(stdout, /source\.ipynb, cell 3: .* leads to \.\/hidden\.ts, which no student has/);
    assert.match(stdout, /source\.ipynb, q1: graded, its solution gets 0 of 1 points from its public check \(fail\)/);
    assert.match(stdout, /source\.ipynb, q3: graded, its solution gets .* of 0\.5 points from its hidden check/);
    assert.match(stdout, /source\.ipynb, cell 3, q2: the copy that nobody has touched gets “● recorded/);
  });

  itSoaks("takes the sets of this project", async function () {
    this.timeout(900_000);
    const sets = assignment.names
      .map(name => join(root, "assignments", name))
      .filter(folder => existsSync(join(folder, "source.ipynb")));
    assert.ok(sets.length >= 9, sets.join(", "));
    const { code, stdout, stderr } = await unrolled(["release", ...sets, "--to", "out"], { cwd });
    assert.equal(code, 0, stdout + stderr);
    assert.equal(stdout.match(/: new$/gm)?.length, sets.length);
  });

  it("says where it looked for a course, and what a roster lacks", async () => {
    cpSync(join(cwd, "sums"), join(cwd, "alone", "sums"), { recursive: true });
    const alone = await unrolled(["release", join("alone", "sums"), "--to", "out"], { cwd });
    assert.match(alone.stderr, /expects the course of sums in .*alone, with an index\.ts that exports `assignment`/);
    writeFileSync(join(cwd, "roster.csv"), "id\nada\n../bob\n");
    const odd = await unrolled(["release", "sums", "--to", "out", "--students", "roster.csv"], { cwd });
    assert.match(odd.stderr, /each student gets a folder, but "\.\.\/bob" is no folder's name/);
    assert.deepEqual([alone.code, odd.code], [2, 2]);
  });
});
