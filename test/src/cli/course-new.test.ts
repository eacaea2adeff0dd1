// `unrolled course new`: an empty folder becomes a course that installs, holds, and is handed out.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { course } from "../../../src/cli/course-new.ts";
import { readRoster } from "../../../src/grader/exchange/roster.ts";
import { needDist, root } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { tinyDisk } from "../../tiny-disk.ts";
import { unrolled } from "./cli.ts";

describe("unrolled course new", function () {
  this.timeout(60_000);
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled course new "));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const make = (...args: string[]) => unrolled(["course", "new", ...args], { cwd });
  const read = (...path: string[]) => readFileSync(join(cwd, ...path), "utf8");

  it("writes a course with a first assignment on what its name says, and the next three commands", async () => {
    const { code, stdout, stderr } = await make("our course");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(
      stdout,
      /cd "our course" && npm install\n {2}npx unrolled start \.\n {2}npx unrolled release leaking --to/,
    );
    assert.deepEqual(readdirSync(join(cwd, "our course"), { recursive: true }).map(String).sort(), [
      ...[".gitignore", "README.md", "index.ts", "leaking"],
      ...["hidden.ts", "mistakes.ts", "questions.ts", "source.ipynb"].map(name => join("leaking", name)),
      ...["package.json", "roster.csv"],
    ]); // biome-ignore format: a list
    const { dependencies, unrolled: setting, type } = JSON.parse(read("our course", "package.json"));
    assert.deepEqual([setting, type], [{ course: "." }, "module"]);
    assert.equal(resolve(cwd, "our course", dependencies.unrolled.replace(/^file:/, "")), resolve(root));
    assert.match(read("our course", "leaking", "source.ipynb"), /# Leaking/);
    assert.match(read("our course", "README.md"), /npx unrolled release leaking --to handout/);
    const roster = `${read("our course", "roster.csv")}ana,Meyer,Anna,anna@example.org\n`;
    assert.deepEqual(readRoster(roster, "roster.csv"), [{ student: "ana", names: ["Anna Meyer", "anna@example.org"] }]);
  });

  it("refuses what would overwrite a file, a wrong name and a full disk, and then writes nothing", async function () {
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine", "README.md"), "my own");
    writeFileSync(join(cwd, "file"), "");
    symlinkSync("nowhere", join(cwd, "mine", "link"));
    using disk = tinyDisk(this, { kilobytes: 16 });
    for (const [args, says] of [
      [[], /^unrolled course new expects one folder, .*but got none$/],
      [
        [join(cwd, "mine")],
        /^unrolled course new .*mine: .*mine.README\.md is there already, and nothing is written: name a new folder/,
      ],
      [[join(cwd, "file")], /^unrolled course new cannot write into .*file: .*(ENOTDIR|EEXIST)/],
      [
        [join(cwd, "new"), "--first", "Gates"],
        /^unrolled course new --first: an assignment's name is expected in small letters/,
      ],
      [[join(disk.folder, "course")], /cannot write into .*course: ENOSPC/],
    ] as const)
      await assert.rejects(course(["new", ...args]), { name: "UsageError", message: says });
    assert.deepEqual([readdirSync(join(cwd, "mine")), read("mine", "README.md")], [["README.md", "link"], "my own"]);
    assert.deepEqual([existsSync(join(cwd, "new")), readdirSync(disk.folder)], [false, []]);
    await assert.rejects(course([]), /^UsageError: unrolled course expects "new", .*but got nothing$/);
  });

  itSoaks("installs by npm, and its first assignment is released to a student, who validates it", async function () {
    needDist(this);
    this.timeout(300_000);
    assert.equal((await make("rnn")).code, 0);
    const folder = join(cwd, "rnn");
    const npm = (...args: string[]) => execFileSync("npm", args, { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } }); // biome-ignore format: a line
    npm("install", "--offline", "--no-audit", "--no-fund", "--install-links=false");
    assert.match(npm("exec", "--", "unrolled", "version"), /^unrolled \d/);
    assert.match(npm("exec", "--", "unrolled", "release", "leaking", "--to", "handout"), /leaking\.ipynb: new/);
    const { stdout } = await unrolled(["validate", join("handout", "leaking.ipynb"), "--student", "ana"], {
      cwd: folder,
    });
    assert.match(stdout, /leaking \(graded\), student: ana\n {2}q1 {2}○ not attempted/);
  });
});
