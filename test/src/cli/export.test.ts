import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { oneAtATime } from "../../../src/cli/export/one-at-a-time.ts";
import { startPlatform } from "../../class/platform.ts";
import { itSoaks } from "../../soak.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled export", () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled export "));
    fillResults(join(cwd, "grades.sqlite"), classRun());
  });
  after(() => rmSync(cwd, { recursive: true }));

  it("fills Moodle's worksheet into a new file, and says who is left out", async () => {
    const rows = classRun()
      .submissions.slice(0, 8)
      .map(({ student }) => `${student},5.00\n`);
    writeFileSync(join(cwd, "moodle.csv"), `Full name,Grade\n${rows.join("")}`);
    const { code, stdout, stderr } = await unrolled(
      ["export", "grades.sqlite", "--moodle", "moodle.csv", "--to", "filled.csv"],
      { cwd },
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^filled\.csv: \d+ of 30 scores of forms-graded, run 2026-11-29-1\n {2}left out: /);
    assert.match(readFileSync(join(cwd, "filled.csv"), "utf8"), /^Full name,Grade\n/);
    assert.match(stdout, / {2}compared was the column Full name of moodle\.csv\n$/);
  });

  it("writes nothing and fails where nobody stands in the sheet, and says what was compared", async () => {
    writeFileSync(join(cwd, "others.csv"), "Identifier,Full name,Email address,Grade\nParticipant 1,Zoe,z@x.org,\n");
    const args = ["export", "grades.sqlite", "--moodle", "others.csv", "--to", "none.csv"];
    const { code, stderr } = await unrolled(args, { cwd });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /nobody of the run stands in others\.csv, so nothing is written: compared were the columns Email address, Full name of others\.csv with the names of the run, such as ana; .* Give a --roster/,
    );
    assert.ok(!existsSync(join(cwd, "none.csv")));
    writeFileSync(join(cwd, "roster.csv"), "student,name,email\nemil,Emil E,Z@x.org\n");
    const found = await unrolled([...args, "--roster", "roster.csv"], { cwd });
    assert.equal(found.code, 0, found.stderr);
    assert.match(found.stdout, /^none\.csv: 1 of 30 scores/);
  });

  it("writes a results.json for each submission, inside of its folder whatever a student is called", async () => {
    const { code, stdout } = await unrolled(["export", "grades.sqlite", "--gradescope", "--to", "scope"], { cwd });
    assert.equal(code, 0);
    const folders = readdirSync(join(cwd, "scope"));
    assert.ok(folders.length > 20 && folders.includes("ana") === stdout.includes(join("scope", "ana", "results.json")));
    for (const folder of folders) JSON.parse(readFileSync(join(cwd, "scope", folder, "results.json"), "utf8"));
  });

  itSoaks("sends scores to a platform by LTI: shown first, then sent, then nothing new", async () => {
    const platform = await startPlatform();
    try {
      writeFileSync(join(cwd, "platform.json"), JSON.stringify(platform.settings));
      const students = classRun().submissions.map(({ student }) => student);
      writeFileSync(
        join(cwd, "users.csv"),
        `student,sub\n${students.map((name, n) => `"${name.replaceAll('"', '""')}",u-${n}\n`).join("")}`,
      );
      const send = (...more: string[]) =>
        unrolled(["export", "grades.sqlite", "--lti", "platform.json", "--users", "users.csv", ...more], { cwd });
      const shown = await send("--dry-run");
      const [, count] = /forms-graded: (\d+) would be sent, 0 are there already/.exec(shown.stdout) ?? [];
      assert.ok(Number(count) > 10, shown.stdout + shown.stderr);
      assert.equal(platform.scores.length, 0);
      const { code, stdout } = await send();
      assert.equal(code, 0);
      assert.ok(stdout.endsWith(`forms-graded: ${count} of ${count} sent, 0 were there already\n`), stdout);
      assert.equal(platform.scores.length, Number(count));
      assert.match((await send()).stdout, new RegExp(`0 of 0 sent, ${count} were there already`));
      assert.equal(platform.scores.length, Number(count));

      // The assignment had 3 points when its column was made.
      const notes = join(cwd, "platform.forms-graded.sent.json");
      const { scoreMaximum: of } = platform.items[0]!;
      const had3 = () => {
        platform.items[0]!.scoreMaximum = 3;
        writeFileSync(notes, JSON.stringify({ ...JSON.parse(readFileSync(notes, "utf8")), column: 3 }));
      };
      had3();
      assert.match((await send("--dry-run")).stdout, new RegExp(`would get ${of} points, it was given 3\n`));
      platform.faults = { status: 405, times: 1, path: "/item", body: "" };
      assert.match(
        (await send()).stderr,
        new RegExp(
          `column forms-graded keeps 3 points, but the assignment has ${of} now: .* answers 405, but a line item changed is expected\\. Not every platform allows it\\. Give the column ${of} points there, by hand\\n`,
        ),
      );
      assert.match((await send()).stdout, new RegExp(`has ${of} points now, as the assignment; it had 3\n`));
      assert.equal(platform.items[0]!.scoreMaximum, of);
    } finally {
      await platform.close();
    }
  });

  itSoaks("sends each score once also where it is killed between the sending and the note of it", async () => {
    const platform = await startPlatform();
    try {
      writeFileSync(join(cwd, "killed.json"), JSON.stringify(platform.settings));
      // "ana" is the number of two there.
      const students = ["ana", "ben", "chiara", "emil"];
      writeFileSync(join(cwd, "three.csv"), `student,sub\n${students.map(name => `${name},u-${name}\n`).join("")}`);
      const args = ["export", "grades.sqlite", "--lti", "killed.json", "--users", "three.csv"];
      const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));
      const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, NODE_OPTIONS: "" } });
      // The platform has taken it, and nobody hears of that.
      platform.onScore = () => child.kill("SIGKILL");
      const [, signal] = await once(child, "exit");
      assert.deepEqual([signal, platform.scores.length], ["SIGKILL", 1]);
      platform.onScore = () => {};
      const { code, stdout, stderr } = await unrolled(args, { cwd });
      assert.equal(code, 0, stderr);
      const [, all] = /(\d) of \1 sent, 0 were there already/.exec(stdout) ?? [];
      assert.equal(platform.scores.length, Number(all), stdout);
      assert.match(stdout, /left out: ana: .+ has the same number, u-ana: whose is it\?/);
      assert.equal(new Set(platform.scores.map(({ userId }) => userId)).size, Number(all));
    } finally {
      await platform.close();
    }
  });

  it("sends from one list of what was sent in one process at a time; a killed one stands in nobody's way", async () => {
    const list = join(cwd, "clip.sent.json");
    await oneAtATime(list, async () => {
      await assert.rejects(
        oneAtATime(list, async () => assert.fail("two at once")),
        (error: Error) => error.message.includes(`process ${process.pid} is sending these scores: wait`),
      );
    });
    const dead = spawn(process.execPath, ["-e", ""]);
    await once(dead, "exit");
    writeFileSync(`${list}.lock`, String(dead.pid));
    assert.equal(await oneAtATime(list, async () => "sent"), "sent");
    assert.ok(!existsSync(`${list}.lock`));
  });

  it("says what is wrong in a command line", async () => {
    const { stderr, code } = await unrolled(["export", "grades.sqlite", "--to", "x"], { cwd });
    assert.match(
      stderr,
      /expects one of --canvas EXPORT\.csv, --moodle WORKSHEET\.csv, --gradescope and --lti PLATFORM\.json, but got 0/,
    );
    assert.equal(code, 2);
    writeFileSync(join(cwd, "u.csv"), "student,sub\n");
    for (const [args, says] of [
      [
        ["--lti", "no.json", "--users", "u.csv"],
        /--lti expects a file with .* your key .*, but no\.json is not there: write it, or name another file/,
      ],
      [["--canvas", "no.csv", "--to", "x"], /expects a sheet that the LMS has exported, but no\.csv is not there/],
      [
        ["--canvas", "u.csv", "--to", "x", "--roster", "."],
        /--roster expects a table with a column student, but \. is a folder: name a file/,
      ],
    ] as const) {
      const { stderr, code } = await unrolled(["export", "grades.sqlite", ...args], { cwd });
      assert.match(stderr, says);
      assert.equal(code, 2);
    }
  });

  it("says that nothing was sent where nothing was, and names no file of notes that is not there", async () => {
    const platform = await startPlatform();
    try {
      platform.faults = { status: 404, times: 1 };
      writeFileSync(join(cwd, "p404.json"), JSON.stringify(platform.settings));
      writeFileSync(join(cwd, "ben.csv"), "student,sub\nben,u-ben\n");
      const args = ["export", "grades.sqlite", "--lti", "p404.json", "--users", "ben.csv"];
      const { code, stderr } = await unrolled(args, { cwd });
      assert.equal(code, 1);
      assert.match(
        stderr,
        /"lineItemsUrl" .* answers 404 .* Nothing was sent: mend that, and give the same command again/,
      );
      assert.doesNotMatch(stderr, /noted/);
      assert.ok(!existsSync(join(cwd, "p404.forms-graded.sent.json")));
      platform.faults = { status: 503, times: 9, path: "/item/scores", retryAfter: "9999" };
      assert.match((await unrolled(args, { cwd })).stderr, /What was sent is noted in p404\.forms-graded\.sent\.json/);
      assert.ok(existsSync(join(cwd, "p404.forms-graded.sent.json")));
    } finally {
      await platform.close();
    }
  });
});
