import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unrolled } from "./cli.ts";

const source = (code: string) =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { unrolled: { unit: 5, minutes: 35 } },
    cells: [
      { cell_type: "markdown", id: "t", metadata: {}, source: "Words.\n\n# 5 · Clip it\n" },
      {
        cell_type: "code",
        id: "q1",
        metadata: {},
        source: code,
        execution_count: 1,
        outputs: ["a/q1", "a/q1", "a/q2"].map(question => ({
          output_type: "display_data",
          data: { "application/vnd.unrolled.outcome+json": { question, status: "correct" } },
          metadata: {},
        })),
      },
    ],
  });
const marked = "// BEGIN SOLUTION\nconst a = 42\n// END SOLUTION";

describe("unrolled release", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled release "));
    mkdirSync(join(cwd, "clipping"));
    writeFileSync(join(cwd, "05-clip.ipynb"), source(marked));
    writeFileSync(join(cwd, "clipping", "source.ipynb"), source(marked));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const release = (...args: string[]) => unrolled(["release", ...args], { cwd });

  it("writes the copies, a set's under its folder's name, and says what they are", async () => {
    const { code, stdout, stderr } = await release(
      "05-clip.ipynb",
      "clipping/source.ipynb",
      "--to",
      "out",
      "--json",
      "--plain",
    );
    assert.deepEqual([code, stderr], [0, ""]);
    const [lesson, set] = JSON.parse(stdout);
    const { bytes, ...told } = lesson;
    assert.deepEqual(told, {
      title: "5 · Clip it",
      unit: 5,
      minutes: 35,
      questions: 2,
      name: "05-clip.ipynb",
      state: "new",
    });
    const text = readFileSync(join(cwd, "out", "05-clip.ipynb"), "utf8");
    assert.equal(bytes, Buffer.byteLength(text));
    assert.match(text, /const a = ____/);
    assert.doesNotMatch(text, /42|outcome/);
    assert.equal(set.name, "clipping.ipynb");

    const again = await release("05-clip.ipynb", "--to", "out");
    assert.equal(again.stdout, `${join("out", "05-clip.ipynb")}: as before\n`);
  });

  it("writes none where one is wrong", async () => {
    writeFileSync(join(cwd, "05-clip.ipynb"), source("// BEGIN SOLUTION\nconst a = 42"));
    const { code, stdout, stderr } = await release("clipping/source.ipynb", "05-clip.ipynb", "--to", "out", "--plain");
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^05-clip\.ipynb, cell q1, line 1: .* has no \/\/ END SOLUTION after it\n$/);
    assert.ok(!readdirSync(cwd).includes("out"));
  });

  it("says what is wrong in a command line", async () => {
    assert.match((await release("--to", "out")).stderr, /expects sources, but got none/);
    assert.match((await release("05-clip.ipynb")).stderr, /expects --to FOLDER/);
    const twice = await release("05-clip.ipynb", "./05-clip.ipynb", "--to", "out");
    assert.match(twice.stderr, /two of the sources would be 05-clip\.ipynb: name them apart/);
    const closed = await release("05-clip.ipynb", "--to", "05-clip.ipynb");
    assert.match(closed.stderr, /^unrolled release cannot write into 05-clip\.ipynb: .*EEXIST/);
    assert.equal(closed.code, 2);
  });

  it("refuses a folder that lies in the sources or holds them, and writes nothing", async () => {
    symlinkSync("clipping", join(cwd, "link"));
    const lies = /^unrolled release expects --to FOLDER outside of the sources, but .* lies in clipping, whose files/;
    const holds =
      /^unrolled release expects --to FOLDER, a folder for students, but .* holds the sources of .* with their solutions/;
    for (const [source, to, says] of [
      ["clipping", "clipping", lies],
      ["clipping", "clipping/out/deep", lies],
      ["clipping", "link/out", lies],
      ["clipping", ".", holds],
      ["clipping", "..", holds],
      ["05-clip.ipynb", ".", holds],
    ] as const) {
      const { code, stdout, stderr } = await release(source, "--to", to, "--plain");
      assert.match(stderr, says, `${source} ${to}`);
      assert.deepEqual([code, stdout], [2, ""]);
    }
    assert.deepEqual(readdirSync(cwd).sort(), ["05-clip.ipynb", "clipping", "link"]);
    assert.deepEqual(readdirSync(join(cwd, "clipping")), ["source.ipynb"]);
    // What only begins alike is another folder.
    assert.equal((await release("clipping", "--to", "clipping-out", "--plain")).code, 0);
  });

  it("asks before the proof whether the folder can be made, and ends where the system makes none", async function () {
    if (process.platform !== "linux") this.skip();
    const { code, stdout, stderr } = await release("clipping", "--to", "/proc/x/y");
    assert.equal(
      stderr,
      "unrolled release cannot write into /proc/x/y: no folder can be made in /proc. Name another folder, or let this user write there\n",
    );
    assert.deepEqual([code, stdout], [2, ""]);
  });
});
