// What is handed over, in every layout and every bad state: each file gets a clear outcome, and none stops the others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unknownTimes } from "../../../../src/cli/grade/lateness.ts";
import { collectSubmissions, SubmissionsError } from "../../../../src/grader/submissions/index.ts";
import { type Member, makeZip } from "./make-zip.ts";

const cell = (id: string, source = "1") => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});
const text = (cells: object[] = [cell("a")], more: object = {}) =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells, ...more });

describe("grader: submissions", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-submissions-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (files: { [path: string]: string | Buffer }) => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  const collect = async (place = folder, options = {}) =>
    (await collectSubmissions(place, { assignment: "set1", ...options })).map(({ student, file, fault }) => [
      student,
      file,
      ...(fault === undefined ? [] : [fault]),
    ]);
  const zipped = (members: Member[]) => {
    write({ "all.zip": makeZip(members) });
    return join(folder, "all.zip");
  };

  it("takes a folder per student", async () => {
    write({
      "ana/set1.ipynb": text(),
      "ben/work.ipynb": text(),
      "ben/.ipynb_checkpoints/work.ipynb": "x",
      "__MACOSX/ben": "",
    });
    assert.deepEqual(await collect(), [
      ["ana", "ana/set1.ipynb"],
      ["ben", "ben/work.ipynb"],
    ]);
  });

  it("takes flat files, by their own names and by Canvas's and Moodle's", async () => {
    write({
      "ana.ipynb": text(),
      "set1_ben.ipynb": text(),
      "cem_set1.ipynb": text(),
      "lovelaceada_4711_123456_set1-1.ipynb": text(),
      "hoppergrace_LATE_4712_123457_set1.ipynb": text(),
      "Emmy Noether_98765_assignsubmission_file_set1.ipynb": text(),
      "readme.txt": "",
    });
    assert.deepEqual(
      (await collect()).map(([student]) => student),
      ["Emmy Noether", "ana", "cem", "hoppergrace", "lovelaceada", "ben"],
    );
  });

  it("takes Moodle's folders, and nbgrader's with its times", async () => {
    write({ "Emmy Noether_98765_assignsubmission_file/set1.ipynb": text() });
    assert.deepEqual(await collect(), [["Emmy Noether", "Emmy Noether_98765_assignsubmission_file/set1.ipynb"]]);
    write({
      "nb/submitted/ana/set1/set1.ipynb": text(),
      "nb/submitted/ana/set1/timestamp.txt": "2026-01-16 13:30:00.5 Europe/Berlin\n",
      "nb/submitted/ana/set2/set2.ipynb": text(),
      "nb/submitted/ben/set2/set2.ipynb": text(),
      "nb/autograded/ana/set1/set1.ipynb": "{}",
    });
    const late = { due: new Date("2026-01-15T12:00:00Z"), perDay: 0.25, graceMinutes: 0 };
    const [ana, ...others] = await collectSubmissions(join(folder, "nb"), { assignment: "set1", late });
    // 13:30 in Berlin is 12:30 UTC: 24.5 hours late, so two days were begun.
    assert.deepEqual(
      [ana!.student, ana!.received, ana!.late],
      ["ana", "2026-01-16T12:30:00.500Z", { hours: 24.50014, factor: 0.5 }],
    );
    assert.deepEqual(
      others.map(({ student, file, fault }) => [student, file, fault]),
      [["ben", "ben/set2/set2.ipynb", undefined]],
    );
  });

  it("believes no clock that is years off: a time to come is none, one of years before is told", async () => {
    for (const [name, year] of [["ana", 2099], ["ben", 2019], ["cem", 2026]] as const)
      write({
        [`submitted/${name}/set1/set1.ipynb`]: text(),
        [`submitted/${name}/set1/timestamp.txt`]: `${year}-01-16 11:00:00 UTC`,
      }); // biome-ignore format: as a table
    const late = { due: new Date("2026-01-15T12:00:00Z"), perDay: 0.25, graceMinutes: 0 };
    const found = await collectSubmissions(folder, { assignment: "set1", late });
    assert.deepEqual(
      found.map(({ student, received, late, remarks }) => [student, received, late?.factor, ...remarks]),
      [
        ["ana", undefined, undefined, "timestamp.txt says 2099-01-16T11:00:00.000Z, which is still to come: the clock of that machine was wrong, and when it was handed in is not known"],
        ["ben", "2019-01-16T11:00:00.000Z", undefined, "timestamp.txt says 2019-01-16T11:00:00.000Z, more than a year before it was due: was the clock of that machine right?"],
        ["cem", "2026-01-16T11:00:00.000Z", 0.75],
      ],
    ); // biome-ignore format: as a table
    assert.match(
      unknownTimes(found, late)!,
      /--due takes nothing from 1 of 3 submissions\. Of ana timestamp\.txt says a time that is still to come: that clock was wrong\.$/,
    );
  });

  it("takes a zip of any of these, with a folder around all or without", async () => {
    const members = [
      { name: "export/ana/set1.ipynb", text: text() },
      { name: "export/ben/set1.ipynb", text: text() },
    ];
    assert.deepEqual(await collect(zipped(members)), [
      ["ana", "ana/set1.ipynb"],
      ["ben", "ben/set1.ipynb"],
    ]);
    const flat = [{ name: "lovelaceada_4711_123456_set1-1.ipynb", text: text() }];
    assert.deepEqual(await collect(zipped(flat)), [["lovelaceada", "lovelaceada_4711_123456_set1-1.ipynb"]]);
    assert.deepEqual(await collect(zipped([{ name: "ana/set1.ipynb", text: text() }])), [["ana", "ana/set1.ipynb"]]);
  });

  it("takes a zip that Python's zipfile has made", async () => {
    const program = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("Aña/set1.ipynb", sys.argv[2])
    z.writestr("ben/", "")`;
    const place = join(folder, "python.zip");
    execFileSync("python3", ["-c", program, place, text()]);
    assert.deepEqual(await collect(place), [
      ["Aña", "Aña/set1.ipynb"],
      ["ben", "", "nothing was handed in: the folder is empty"],
    ]);
  });

  it("refuses names that lead out of a zip, links in it, and files that are larger than it says", async () => {
    const found = await collect(
      zipped([
        { name: "../../evil/set1.ipynb", text: text() },
        { name: "ana\\..\\x.ipynb", text: text() },
        { name: "/etc/set1.ipynb", text: text() },
        { name: "ben/set1.ipynb", text: "/etc/passwd", mode: 0o120777 },
        { name: "cem/set1.ipynb", text: text([cell("a", "x".repeat(5000))]), claims: 100 },
        { name: "dot/set1.ipynb", text: text() },
      ]),
    );
    const faults = Object.fromEntries(found.map(([, file, fault]) => [file, fault]));
    assert.match(faults["…/…/evil/set1.ipynb"]!, /leads out of the zip/);
    assert.match(faults["ana/…/x.ipynb"]!, /leads out of the zip/);
    assert.match(faults["etc/set1.ipynb"]!, /leads out of the zip/);
    assert.match(faults["ben/set1.ipynb"]!, /a link or a device/);
    assert.match(faults["cem/set1.ipynb"]!, /cannot be read: too many bytes/);
    assert.equal(faults["dot/set1.ipynb"], undefined);
    assert.equal(found.length, 6);
  });

  it("says of each bad file what is wrong, and goes on", async () => {
    let deep = "[]";
    for (let i = 0; i < 3000; i++) deep = `[${deep}]`;
    write({
      "01/set1.ipynb": "this is no JSON",
      "02/set1.ipynb": "",
      "03/set1.ipynb": Buffer.from(text([cell("a", "Größe")]), "latin1"),
      "04/set1.ipynb": text([], { nbformat: 3 }),
      "05/set1.ipynb": text([], { nbformat: 5 }),
      "06/set1.ipynb": text([], { cells: {} }),
      "07/set1.ipynb": "[1, 2]",
      "08/set1.ipynb": text([cell("a")], { metadata: { deep: JSON.parse(deep) } }),
      "09/notes.txt": "I could not do it",
      "11/one.ipynb": text(),
      "11/two.ipynb": text(),
      "12/set1.ipynb": text(),
      "12/set1-notes.ipynb": text(),
      "16/set1.ipynb": text(),
      "16/set1 (1).ipynb": text(),
      "17/set1-Copy1.ipynb": text(),
      "17/set1.ipynb": text(),
      "13/set1.ipynb": "",
      "15/set1.ipynb": text(Array.from({ length: 2001 }, (_, i) => cell(`c${i}`))),
    });
    mkdirSync(join(folder, "10"));
    truncateSync(join(folder, "13/set1.ipynb"), 200 * 2 ** 20);
    mkdirSync(join(folder, "14"));
    symlinkSync("/etc/passwd", join(folder, "14/set1.ipynb"));
    execFileSync("mkfifo", [join(folder, "14/pipe")]);
    const found = await collectSubmissions(folder, { assignment: "set1" });
    const faults = Object.fromEntries(found.map(({ student, fault }) => [student, fault]));
    const expected: { [student: string]: RegExp | undefined } = {
      "01": /not JSON \(line 1, column 1/,
      "02": /the file is empty/,
      "03": /not UTF-8 \(Latin-1, perhaps\)/,
      "04": /old notebook format 3/,
      "05": /format 5, but only format 4 is known/,
      "06": /no list of "cells"/,
      "07": /its JSON is not an object/,
      "08": undefined,
      "09": /no notebook \(\.ipynb\) was handed in, but notes\.txt/,
      "10": /nothing was handed in: the folder is empty/,
      "11": /2 notebooks, and it is not clear which one counts: one\.ipynb, two\.ipynb/,
      "12": undefined,
      "13": /it has 200 MB, and at most 32 MB are read: clear its outputs/,
      "14": /symbolic link, which is not followed/,
      "15": /2001 cells/,
      "16": /2 notebooks, and it is not clear which one counts: set1 \(1\)\.ipynb, set1\.ipynb\. A browser .* later copy so/,
      "17": /not clear which one counts: set1-Copy1\.ipynb, set1\.ipynb/,
    };
    for (const [student, fault] of Object.entries(expected))
      if (fault) assert.match(String(faults[student]), fault, student);
      else assert.equal(faults[student], undefined, student);
    assert.equal(found.length, Object.keys(expected).length);
    assert.match(
      found.find(({ student }) => student === "12")!.remarks[0]!,
      /of 2 notebooks the one called set1\.ipynb is graded/,
    );
  });

  it("grades the last of two submissions of one student where times are known, else none", async () => {
    write({
      "submitted/ana/set1/set1.ipynb": text(),
      "submitted/ana/set1/timestamp.txt": "2026-01-15 10:00:00 UTC",
      "submitted/Ana /set1/set1.ipynb": text(),
      "submitted/Ana /set1/timestamp.txt": "2026-01-15 11:00:00 UTC",
      "submitted/ben/set1/set1.ipynb": text(),
      "submitted/BEN/set1/set1.ipynb": text(),
    });
    const found = await collect();
    assert.deepEqual(
      found.filter(([, , fault]) => fault === undefined),
      [["Ana ", "Ana /set1/set1.ipynb"]],
    );
    assert.match(
      found.find(([student]) => student === "ana")![2]!,
      /2 files \(also Ana \/set1\/set1\.ipynb\): a later one counts/,
    );
    assert.match(found.find(([student]) => student === "ben")![2]!, /it is not known which one counts/);
    assert.equal(new Set(found.map(([, file]) => file)).size, 4);
  });

  it("knows students by the roster, and who is missing", async () => {
    const roster = [
      { student: "al1815", names: ["Ada Lovelace", "ada@example.org"] },
      { student: "gh1906", names: ["Grace Hopper"] },
      { student: "en1882", names: ["Emmy Noether"] },
    ];
    write({
      "lovelaceada_4711_123456_set1-1.ipynb": text(),
      "Grace Hopper_12_assignsubmission_file_set1.ipynb": text(),
      "eve.ipynb": text(),
    });
    const found = await collectSubmissions(folder, { assignment: "set1", roster });
    assert.deepEqual(
      found.map(({ name }) => name),
      ["Grace Hopper", undefined, "Ada Lovelace", "Emmy Noether"],
    );
    assert.deepEqual(
      found.map(({ student, fault, remarks }) => [student, fault, ...remarks]),
      [
        ["gh1906", undefined],
        ["eve", undefined, "eve is not on the roster"],
        ["al1815", undefined],
        ["en1882", "nothing was handed in"],
      ],
    );
  });

  it("tells two of one name apart by their ids and numbers, and guesses nothing", async () => {
    const files = (...names: string[]) => write(Object.fromEntries(names.map(name => [name, text()])));
    files("Anna Meyer_7_assignsubmission_file_set1.ipynb", "Anna Meyer_8_assignsubmission_file_set1.ipynb");
    const seen = async (roster?: { student: string; names: string[] }[]) =>
      (await collectSubmissions(folder, { assignment: "set1", roster })).map(({ student, fault, remarks }) => [
        student,
        fault,
        ...remarks,
      ]);
    assert.deepEqual(await seen(), [["Anna Meyer (7)", undefined], ["Anna Meyer (8)", undefined]]); // biome-ignore format: a line
    const [am1, am2] = [{ student: "am1", names: ["Anna Meyer"] }, { student: "am2", names: ["Anna Meyer"] }]; // biome-ignore format: a line
    const unclear =
      "is a name of am1 and of am2 on the roster: whose it is, is not known. Call its file or folder by the id";
    assert.deepEqual(await seen([am1, am2]), [
      ["Anna Meyer (7)", undefined, `Anna Meyer (7) ${unclear}`],
      ["Anna Meyer (8)", undefined, `Anna Meyer (8) ${unclear}`],
      ["am1", "nothing was handed in under this id; that of Anna Meyer (7) may be theirs"],
      ["am2", "nothing was handed in under this id; that of Anna Meyer (7) may be theirs"],
    ]);
    // A roster that Canvas or Moodle exports has its numbers.
    const numbered = [am1, am2].map(({ student, names }, n) => ({ student, names: [...names, String(n + 7)] }));
    assert.deepEqual(await seen(numbered), [["am1", undefined], ["am2", undefined]]); // biome-ignore format: a line
    // The id of one is the name of nobody else.
    files("am2.ipynb");
    assert.deepEqual((await seen([am1, { student: "am2", names: ["am1"] }])).at(2), ["am2", undefined]);
  });

  it("refuses a place that is no folder and no zip", async () => {
    await assert.rejects(collect(join(folder, "nowhere")), SubmissionsError);
    write({ "x.zip": "this is no zip" });
    await assert.rejects(
      collect(join(folder, "x.zip")),
      /expected to be a folder or a zip of submissions, but it cannot be read/,
    );
  });
});
