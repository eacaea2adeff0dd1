// Hand-ins into the inbox of an exchange, as many at once as come, and what a grader reads of them.
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { forOthersNote } from "../../../../src/cli/grade/for-others.ts";
import { fetchFeedback, giveBack } from "../../../../src/grader/hand-in/give-back.ts";
import { asFile, intoInbox, NotHandedIn } from "../../../../src/grader/hand-in/place.ts";
import { writeReceipt } from "../../../../src/grader/hand-in/receipt.ts";
import type { Entry } from "../../../../src/grader/submissions/entry.ts";
import { handedIn } from "../../../../src/grader/submissions/exchange.ts";
import { collectSubmissions } from "../../../../src/grader/submissions/index.ts";
import { itSoaks } from "../../../soak.ts";

const notebook = (text: string) =>
  Buffer.from(
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [{ cell_type: "markdown", id: "a", metadata: {}, source: text }],
    }),
  );

describe("handing in", () => {
  let top: string;
  let inbox: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "unrolled hand-in "));
    inbox = join(top, "inbound");
    mkdirSync(inbox);
    chmodSync(inbox, 0o3733);
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it("keeps every time, of which a grader takes the last, by the system's clock", async () => {
    const whose = { assignment: "clip", student: "ana" };
    const first = intoInbox(inbox, notebook("first"), whose);
    const second = intoInbox(inbox, notebook("second"), whose);
    intoInbox(inbox, notebook("other"), { ...whose, assignment: "gates" });
    assert.equal(readdirSync(inbox).length, 3);
    // A student may set the times of their files, and call a folder as they like.
    const past = new Date("2020-01-01");
    for (const file of ["clip.ipynb", "timestamp.txt"]) utimesSync(join(second.name, file), past, past);
    writeFileSync(join(second.name, "timestamp.txt"), "2020-01-01 00:00:00 UTC");
    const [one, ...more] = await collectSubmissions(top, { assignment: "clip" });
    assert.equal(more.length, 0);
    assert.equal(one!.student, "ana");
    assert.match((await one!.entry!.read()).toString(), /second/);
    assert.ok(Math.abs(Date.parse(one!.received!) - Date.now()) < 60_000);
    assert.ok(one!.remarks.includes("2 were handed in: this is the last"));
    assert.ok(first.time <= second.time);
  });

  it("of many within a millisecond takes the last", async () => {
    const whose = { assignment: "clip", student: "ana" };
    const names = Array.from({ length: 60 }, (_, n) => intoInbox(inbox, notebook(`number ${n}`), whose).name);
    assert.deepEqual(names.toSorted(), names);
    const [one] = await collectSubmissions(inbox, { assignment: "clip" });
    assert.match((await one!.entry!.read()).toString(), /number 59/);
    // As a file system tells it whose clock has a time for all of them.
    const made = names.map(name => basename(name)).toReversed();
    const entries = made.map(name => ({
      path: `${name}/clip.ipynb`,
      kind: "file" as const,
      stat: () => ({ owner: 0, changed: new Date(0) }),
      read: async () => Buffer.from(name),
    }));
    const [handed] = handedIn(entries, "clip", () => undefined);
    assert.equal((await handed!.files[0]!.read()).toString(), made[0]);
  });

  it("is readable for the inbox's group and for nobody else", function () {
    if (process.platform === "win32") this.skip();
    const { name } = intoInbox(inbox, notebook("mine"), { assignment: "clip", student: "ana" });
    assert.equal(statSync(name).mode & 0o777, 0o770);
    assert.equal(statSync(join(name, "clip.ipynb")).mode & 0o777, 0o640);
  });

  it("counts for nobody where somebody else made it", () => {
    const entry = (path: string, kind: Entry["kind"], owner: number, minute: number): Entry => ({
      path,
      kind,
      stat: () => ({ owner, changed: new Date(Date.UTC(2027, 0, 1, 12, minute)) }),
      read: async () => Buffer.from(path),
    });
    const folder = (student: string, minute: number) => `${student}+clip+2027-01-01 12:0${minute}:00.000000 UTC+abc`;
    const entries = [
      ["ana", 1001, 1],
      ["ben", 1001, 2],
      ["ben", 1002, 0],
    ].flatMap(([student, owner, minute]) => {
      const path = folder(student as string, minute as number);
      return [
        entry(path, "folder", owner as number, minute as number),
        entry(`${path}/clip.ipynb`, "file", owner as number, minute as number),
      ];
    });
    const users: { [name: string]: number } = { ana: 1001, ben: 1002 };
    const [ana, ben] = handedIn(entries, "clip", name => users[name]);
    assert.deepEqual(ana!.remarks, []);
    assert.deepEqual(ben!.files.map(({ path }) => path), [`${folder("ben", 0)}/clip.ipynb`]); // biome-ignore format: a line
    assert.match(ben!.remarks![0]!, /\+clip\+.* does not count: user number 1001 made it, who is not ben/);
    const [unknown] = handedIn(entries, "clip", () => undefined);
    assert.match(unknown!.remarks!.at(-1)!, /ana is no user of the machine that graded: only the name/);
  });

  it("leaves nobody ungraded in silence where one user handed in for several people", async () => {
    const saying = (name: string, text = "") =>
      Buffer.from(
        JSON.stringify({
          ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
          cells: [
            {
              cell_type: "code",
              id: "who",
              metadata: {},
              execution_count: null,
              outputs: [],
              source: `student("${name}")`,
            },
            { cell_type: "markdown", id: "a", metadata: {}, source: text },
          ],
        }),
      );
    const whose = { assignment: "clip", student: "root" };
    for (const [name, text] of [["ana", "old"], ["ana", "new"], ["ben"], ["Eva Roth"], ["____"], ["eva"]] as const)
      intoInbox(inbox, saying(name, text), whose);
    const roster = [{ student: "eva", names: ["Eva Roth"] }];
    const [last, ...others] = await collectSubmissions(top, { assignment: "clip", roster });
    assert.deepEqual([last!.student, last!.fault, last!.says], ["root", undefined, undefined]);
    assert.match((await last!.entry!.read()).toString(), /eva/);
    const refused = others.filter(({ says }) => says !== undefined);
    assert.deepEqual(refused.map(({ says, student, name }) => [says, student, name]), [["ben", "root", "ben?"], ["ana", "root", "ana?"]]); // biome-ignore format: a line
    assert.match(
      refused[1]!.fault!,
      /says that it is ana's, but the user root handed it in, and later another one that says eva: only the last of a user counts/,
    );
    assert.match(readFileSync(join(inbox, refused[1]!.file), "utf8"), /new/);
    assert.match(
      forOthersNote([last!, ...others], "clip")!,
      /^NOT GRADED: 2 hand-ins are by a user .*: root for ben, ana\. .* copy the notebook of each to DIR\/NAME\/clip\.ipynb/,
    );
    assert.equal(forOthersNote([last!], "clip"), undefined);
  });

  it("writes one file to upload, and a receipt each time", () => {
    const whose = { assignment: "clip", student: "Ana/Ö" };
    const { name } = asFile(join(top, "up"), notebook("x"), whose);
    assert.equal(name, join(top, "up", "clip_Ana-Ö.ipynb"));
    assert.deepEqual(readFileSync(asFile(join(top, "up"), notebook("y"), whose).name), notebook("y"));
    const receipt = { ...whose, file: "x", sha256: "", bytes: 1, time: "2027-01-01T12:00:00.123Z" };
    const [one, two] = [writeReceipt(top, receipt), writeReceipt(top, receipt)] as const;
    assert.equal(one, join(top, "clip-receipt-2027-01-01-120000.json"));
    assert.equal(two, join(top, "clip-receipt-2027-01-01-120000-2.json"));
    assert.deepEqual(JSON.parse(readFileSync(two, "utf8")), receipt);
  });

  it("takes feedback back into the folder of each hand-in, from where the student fetches it", async () => {
    const whose = { assignment: "clip", student: "ana" };
    const { name, time } = intoInbox(inbox, notebook("mine"), whose);
    writeReceipt(top, { ...whose, file: name, sha256: "", bytes: 1, time: time.toISOString() });
    const own = join(top, "clip.ipynb");
    assert.deepEqual(fetchFeedback(own, "clip"), { files: [], notes: [] });
    const [before] = await collectSubmissions(top, { assignment: "clip" });
    for (const page of ["first", "second"])
      assert.equal(giveBack(inbox, before!.file, "clip", { page, notebook: "{}" }), undefined);
    const files = ["html", "ipynb"].map(ending => join(top, `clip-feedback.${ending}`));
    assert.deepEqual(fetchFeedback(own, "clip"), { files, notes: [] });
    assert.equal(readFileSync(join(top, "clip-feedback.html"), "utf8"), "second");
    const [after] = await collectSubmissions(inbox, { assignment: "clip" });
    assert.deepEqual([after!.hash, after!.received, after!.file], [before!.hash, before!.received, before!.file]);
    // A link in the place of the folder, or of the page, leads nowhere.
    const elsewhere = join(top, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "precious"), "precious");
    rmSync(join(name, "clip-feedback.html"));
    symlinkSync(join(elsewhere, "precious"), join(name, "clip-feedback.html"));
    assert.equal(giveBack(inbox, before!.file, "clip", { page: "third" }), undefined);
    assert.equal(readFileSync(join(elsewhere, "precious"), "utf8"), "precious");
    rmSync(name, { recursive: true });
    symlinkSync(elsewhere, name);
    assert.match(giveBack(inbox, before!.file, "clip", { page: "fourth" })!, /nothing was handed in there/);
    assert.deepEqual(readdirSync(elsewhere), ["precious"]);
  });

  it("says that nothing was handed in, and leaves nothing half done, where the place is closed or full", () => {
    assert.throws(
      () => intoInbox(join(top, "none"), notebook("x"), { assignment: "clip", student: "ana" }),
      NotHandedIn,
    );
    writeFileSync(join(top, "file"), "");
    assert.throws(() => asFile(join(top, "file"), notebook("x"), { assignment: "clip", student: "ana" }), NotHandedIn);
    assert.deepEqual(readdirSync(inbox), []);
  });

  describe("by users of one machine", function () {
    this.timeout(120_000);
    const graders = 53_000;
    before(function () {
      if (process.platform !== "linux" || process.getuid!() !== 0 || spawnSync("setpriv", ["--version"]).status !== 0)
        this.skip();
    });

    const module = new URL("../../../../src/grader/hand-in/place.ts", import.meta.url).href;
    const as = (uid: number, program: string): ChildProcess =>
      spawn(
        "setpriv",
        [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", process.execPath, "--input-type=module", "-e", program],
        { stdio: ["ignore", "pipe", "pipe"] },
      );
    const printed = async (child: ChildProcess) => {
      let text = "";
      child.stdout!.on("data", part => (text += part));
      child.stderr!.on("data", part => (text += part));
      await once(child, "close");
      return text;
    };
    const handInAs = (uid: number, student: string, times: number) =>
      as(
        uid,
        `const { intoInbox } = await import(${JSON.stringify(module)});
        for (let n = 0; n < ${times}; n++) intoInbox(${JSON.stringify(inbox)}, Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { is: "${student} " + n }, cells: [] })), { assignment: "clip", student: "${student}" });
        console.log("done");`,
      );

    it("is closed to the others: they list, read, change, move and delete nothing of it", async function () {
      chownSync(inbox, 0, graders);
      chmodSync(inbox, 0o3733);
      chmodSync(top, 0o755);
      const said = await printed(handInAs(53_001, "ana", 1));
      if (/EACCES|Cannot find/.test(said)) this.skip(); // the project lies where other users may not read
      assert.equal(said, "done\n");
      const [name] = readdirSync(inbox);
      const folder = join(inbox, name!);
      assert.equal(statSync(folder).gid, graders);
      const tried = await printed(
        as(
          53_002,
          `import { readdirSync, readFileSync, writeFileSync, renameSync, rmSync } from "node:fs";
        const folder = ${JSON.stringify(folder)}, file = folder + "/clip.ipynb";
        const tries = { list: () => readdirSync(${JSON.stringify(inbox)}), enter: () => readdirSync(folder), read: () => readFileSync(file), change: () => writeFileSync(file, ""),
          add: () => writeFileSync(folder + "/more", ""), move: () => renameSync(folder, folder + "x"), take: () => rmSync(folder, { recursive: true }) };
        for (const [name, attempt] of Object.entries(tries)) { let ended = "got through"; try { attempt() } catch { ended = "no" } console.log(name, ended) }`,
        ),
      );
      assert.equal(tried, "list no\nenter no\nread no\nchange no\nadd no\nmove no\ntake no\n");
      assert.match(readFileSync(join(folder, "clip.ipynb"), "utf8"), /ana 0/);
    });

    itSoaks("loses none of a thousand that come at once, also where one who hands in is killed", async function () {
      chownSync(inbox, 0, graders);
      chmodSync(inbox, 0o3733);
      chmodSync(top, 0o755);
      const students = Array.from({ length: 10 }, (_, n) => ({ uid: 53_100 + n, student: `s${n}` }));
      const all = students.map(({ uid, student }) => printed(handInAs(uid, student, 100)));
      const killed = handInAs(53_200, "killed", 1e9);
      const said = await Promise.all(all);
      killed.kill("SIGKILL");
      if (/EACCES|Cannot find/.test(said.join())) this.skip();
      assert.ok(
        said.every(text => text === "done\n"),
        said.join(),
      );
      const whole = readdirSync(inbox).filter(name => !name.startsWith("."));
      for (const { student } of students)
        assert.equal(whole.filter(name => name.startsWith(`${student}+`)).length, 100);
      for (const name of whole)
        assert.ok(readFileSync(join(inbox, name, "clip.ipynb")).length > 0, "nothing half done counts");
      const collected = await collectSubmissions(inbox, { assignment: "clip" });
      assert.equal(collected.filter(({ student }) => student !== "killed").length, 10);
      for (const { student, entry } of collected)
        if (student !== "killed") assert.match((await entry!.read()).toString(), new RegExp(`${student} 99`));
    });
  });
});
