// A full disk, a read-only or closed folder, a damaged receipt: who, what was expected, what is there, what to do; nothing half written.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchFeedback } from "../../../../src/grader/hand-in/give-back.ts";
import { asFile, intoInbox } from "../../../../src/grader/hand-in/place.ts";
import { writeReceipt } from "../../../../src/grader/hand-in/receipt.ts";
import { tinyDisk } from "../../../tiny-disk.ts";

const whose = { assignment: "clip", student: "ana" };
const bytes = Buffer.alloc(200_000, "x");
const receipt = (file: string, time: string) => ({ ...whose, file, sha256: "00", bytes: 1, time });

describe("hand-in in bad places", () => {
  let top: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "unrolled bad places "));
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it("a full disk keeps what was there, and nothing half written", function () {
    using disk = tinyDisk(this);
    const inbox = join(disk.folder, "inbound");
    mkdirSync(inbox);
    const full = /the disk is full \(ENOSPC\): free some space, and try again/;
    assert.throws(() => intoInbox(inbox, bytes, whose), { name: "NotHandedIn", message: full });
    assert.deepEqual(readdirSync(inbox), []);
    const up = join(disk.folder, "up");
    const { name } = asFile(up, Buffer.from("small"), whose);
    assert.throws(() => asFile(up, bytes, whose), { name: "NotHandedIn", message: full });
    assert.deepEqual([readFileSync(name, "utf8"), readdirSync(up).length], ["small", 1]);

    const handedIn = join(top, "ana+clip+2027");
    mkdirSync(handedIn);
    writeFileSync(join(handedIn, "clip-feedback.html"), bytes);
    writeReceipt(disk.folder, receipt(handedIn, "2027-01-01T12:00:00.000Z"));
    const there = readdirSync(disk.folder);
    assert.throws(() => fetchFeedback(join(disk.folder, "clip.ipynb"), "clip"), {
      name: "NotHandedIn",
      message: /the feedback is there, but .*clip-feedback\.html is not written: the disk is full/,
    });
    assert.deepEqual(readdirSync(disk.folder), there);

    disk.fill();
    assert.match(
      writeReceipt(disk.folder, receipt("x".repeat(9000), "2027-01-02T12:00:00.000Z")),
      /^not written \(ENOSPC.*\): note the number above$/,
    );
    assert.ok(!readdirSync(disk.folder).some(name => name.includes("2027-01-02")));
  });

  it("a read-only disk is told as such", function () {
    using disk = tinyDisk(this);
    mkdirSync(join(disk.folder, "inbound"));
    disk.close();
    assert.throws(() => intoInbox(join(disk.folder, "inbound"), bytes, whose), /nothing is handed in: nobody can write there, it is read-only .*: ask who teaches/); // biome-ignore format: a line
    assert.throws(() => asFile(join(disk.folder, "hand-in"), bytes, whose), /it is read-only .*: name another folder by --file FOLDER/); // biome-ignore format: a line
    assert.match(writeReceipt(disk.folder, receipt("x", "2027-01-01T12:00:00.000Z")), /^not written \(EROFS/);
  });

  it("a damaged receipt is named, and the one before it leads to the feedback", () => {
    const handedIn = join(top, "ana+clip+2027");
    mkdirSync(handedIn);
    writeFileSync(join(handedIn, "clip-feedback.html"), "well done");
    writeReceipt(top, receipt(handedIn, "2027-01-01T12:00:00.000Z"));
    const damages = ["", "{", "null", "[]", '{ "file": 3 }', "\u0000\u0001"];
    for (const [n, text] of damages.entries())
      writeFileSync(join(top, `clip-receipt-2027-01-0${n + 2}-120000.json`), text);
    writeReceipt(top, receipt(join(top, "gone"), "2027-02-01T12:00:00.000Z"));
    const { files, notes } = fetchFeedback(join(top, "clip.ipynb"), "clip");
    assert.deepEqual(files, [join(top, "clip-feedback.html")]);
    assert.equal(readFileSync(files[0]!, "utf8"), "well done");
    assert.equal(notes.length, damages.length + 1);
    assert.match(notes[0]!, /clip-receipt-2027-02-01-120000\.json: what was handed in is not there any more: ask who/);
    for (const note of notes.slice(1))
      assert.match(note, /clip-receipt-2027-01-0\d-120000\.json is damaged: a receipt says/);
  });

  it("a closed folder of a hand-in is told from one without feedback", function () {
    if (process.getuid?.() !== 0 || spawnSync("setpriv", ["--version"]).status !== 0) this.skip();
    const handedIn = join(top, "ana+clip+2027");
    mkdirSync(handedIn, { mode: 0o700 });
    writeReceipt(top, receipt(handedIn, "2027-01-01T12:00:00.000Z"));
    chmodSync(top, 0o777);
    const module = new URL("../../../../src/grader/hand-in/give-back.ts", import.meta.url).href;
    const program = `const { fetchFeedback } = await import(${JSON.stringify(module)}); console.log(JSON.stringify(fetchFeedback(${JSON.stringify(join(top, "clip.ipynb"))}, "clip")))`;
    const args = ["--reuid=53001", "--regid=53001", "--clear-groups", process.execPath, "--input-type=module", "-e"];
    const { stdout, stderr } = spawnSync("setpriv", [...args, program], { encoding: "utf8" });
    if (/EACCES|Cannot find/.test(stderr)) this.skip(); // the project lies where other users may not read
    const { files, notes } = JSON.parse(stdout);
    assert.deepEqual(files, []);
    assert.match(notes[0], /what was handed in cannot be looked into \(EACCES.*\): ask who teaches/);
  });
});
