// `unrolled hand-in`: a notebook comes to where it is to be, with a receipt, and what is missing is said.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { formatNotebook } from "../../../kernel/notebook/index.ts";
import { handout } from "../../../src/grader/release/handout.ts";
import { needDist } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";

const source = formatNotebook({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" } },
  cells: [
    {
      id: "who",
      cell_type: "code",
      metadata: {},
      source: 'student("ana")\nconst { q1 } = assignment("gates-graded")',
      execution_count: null,
      outputs: [],
    },
  ],
});
const released = handout(source, "source.ipynb", { assignment: "gates-graded", version: "1", questions: [] });
/** As a student hands it in. */
const text = formatNotebook(released).replace(/student\(.*?\)/, String.raw`student(\"ana\")`);

describe("unrolled hand-in", function () {
  this.timeout(60_000);
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled hand-in "));
    writeFileSync(join(cwd, "gates.ipynb"), text);
  });
  afterEach(() => rmSync(cwd, { recursive: true }));
  const handIn = (...args: string[]) =>
    unrolled(["hand-in", ...args], { cwd, env: { UNROLLED_EXCHANGE: undefined, JUPYTERHUB_USER: undefined } });
  const receipt = () => {
    const [name] = readdirSync(cwd).filter(name => name.includes("receipt"));
    return JSON.parse(readFileSync(join(cwd, name!), "utf8"));
  };

  it("writes the file to upload, called as the assignment and the student are", async () => {
    const { code, stdout, stderr } = await handIn("gates.ipynb", "--unchecked");
    assert.deepEqual([code, stderr], [0, ""]);
    const file = join("hand-in", "gates-graded_ana.ipynb");
    assert.match(stdout, /^Upload this file: hand-in.gates-graded_ana\.ipynb\nYour receipt, sha256 [0-9a-f]{16}…: /);
    assert.equal(readFileSync(join(cwd, file), "utf8"), text);
    const { sha256, bytes, student } = receipt();
    assert.deepEqual(
      [sha256, bytes, student],
      [createHash("sha256").update(text).digest("hex"), Buffer.byteLength(text), "ana"],
    );
  });

  it("calls the file as the notebook calls its student, also through a name, and tells a script", async () => {
    const named = text.replace(String.raw`student(\"ana\")`, String.raw`const me = \"bea\"; \nstudent(me)`);
    writeFileSync(join(cwd, "gates-graded.ipynb"), named.replace("const me", "const nobody = 1\\nconst me"));
    const { code, stdout, stderr } = await handIn("gates-graded.ipynb", "--json");
    assert.deepEqual([code, stderr], [0, ""]);
    const { student, account, file, isInbox, receipt } = JSON.parse(stdout);
    assert.deepEqual(
      [student, account, file, isInbox],
      ["bea", userInfo().username, join("hand-in", "gates-graded_bea.ipynb"), false],
    );
    assert.equal(JSON.parse(readFileSync(join(cwd, receipt), "utf8")).student, "bea");
  });

  it("makes nothing where an exchange has no inbox, and says whom to ask", async () => {
    mkdirSync(join(cwd, "empty"));
    const there = readdirSync(cwd);
    const says = (inbox: string, by: string) =>
      `unrolled hand-in expects the folder ${inbox}, by ${by}, but no inbox is there: nothing is handed in. Ask who teaches whether the exchange is mounted and this is its address. A file to upload, which is not handed in yet: --file hand-in\n`;
    for (const [to, inbox] of [
      ["typo/rnn", "typo/rnn/inbound"],
      ["empty", "empty/inbound"],
      ["empty/inbound", "empty/inbound"],
      ["gates.ipynb", "gates.ipynb/inbound"],
    ] as const) {
      const { code, stdout, stderr } = await handIn("gates.ipynb", "--unchecked", "--to", to);
      assert.deepEqual([code, stdout, stderr], [2, "", says(inbox, "--to")]);
    }
    const env = { UNROLLED_EXCHANGE: join(cwd, "typo"), JUPYTERHUB_USER: "ana" };
    const { code, stdout, stderr } = await unrolled(["hand-in", "gates.ipynb", "--unchecked"], { cwd, env });
    assert.deepEqual([code, stdout, stderr], [2, "", says(join(cwd, "typo", "inbound"), "$UNROLLED_EXCHANGE")]);
    assert.deepEqual(readdirSync(cwd), there);
    assert.deepEqual(readdirSync(join(cwd, "empty")), []);

    mkdirSync(join(cwd, "empty", "inbound"));
    for (const to of ["empty", "empty/inbound/"])
      assert.match((await handIn("gates.ipynb", "--unchecked", "--to", to)).stdout, /^gates-graded is handed in by/);
    assert.equal(readdirSync(join(cwd, "empty", "inbound")).length, 2);
    assert.match(
      (await unrolled(["hand-in", "gates.ipynb", "--unchecked", "--file", "up"], { cwd, env })).stdout,
      /^Upload this file: up.gates-graded_ana\.ipynb/,
    );
  });

  it("refuses the copy that an update has kept, which lies beside the notebook", async function () {
    needDist(this);
    for (const name of ["gates-before-update", "gates-before-update-2"]) {
      writeFileSync(join(cwd, `${name}.ipynb`), text);
      const { code, stdout, stderr } = await handIn(`${name}.ipynb`, "--unchecked");
      assert.match(
        stderr,
        /as it was before an update .*: nothing is handed in\. Take gates\.ipynb, or give this file another name/,
      );
      assert.deepEqual([code, stdout], [2, ""]);
    }
    assert.ok(!readdirSync(cwd).includes("hand-in"));
  });

  it("refuses the notebook of another assignment, and writes nothing", async function () {
    needDist(this);
    writeFileSync(join(cwd, "forms-graded.ipynb"), text);
    const { code, stdout, stderr } = await handIn("forms-graded.ipynb");
    assert.equal(
      stderr,
      "unrolled hand-in: forms-graded.ipynb is the notebook of the assignment gates-graded, but is called like forms-graded: nothing is handed in. Take the notebook of forms-graded, or call this file gates-graded.ipynb\n",
    );
    assert.deepEqual([code, stdout, readdirSync(cwd).length], [2, "", 2]);
  });

  itSoaks("hands into a course's inbox, then says what is missing, and warns of one that is open", async function () {
    needDist(this);
    mkdirSync(join(cwd, "course", "inbound"), { recursive: true });
    chmodSync(join(cwd, "course", "inbound"), 0o777);
    const { code, stdout, stderr } = await handIn("gates.ipynb", "--to", "course");
    assert.equal(code, 0, stdout + stderr);
    assert.match(
      stderr,
      /the notebook says ana, but the inbox takes it for .*'s, whose account this is: if you are not .*, ask who teaches/,
    );
    assert.match(stderr, /course.inbound is open to others: its owner closes it by "chmod 3733/);
    const { username } = userInfo();
    assert.match(stdout, new RegExp(`^gates-graded is handed in by ${username} at .*\\n`));
    assert.match(stdout, /never checked|not attempted/);
    assert.match(stdout, /It is handed in all the same/);
    assert.match(readdirSync(join(cwd, "course", "inbound"))[0]!, new RegExp(`^${username}\\+gates-graded\\+`));
  });

  it("has handed in also where the questions beside it are lost, and says so", async function () {
    needDist(this);
    mkdirSync(join(cwd, "course"));
    writeFileSync(join(cwd, "package.json"), '{ "type": "module", "unrolled": { "course": "course" } }');
    writeFileSync(join(cwd, "course", "index.ts"), 'export { assignment } from "./gone/questions.ts"\n');
    const { code, stdout, stderr } = await handIn("gates.ipynb");
    assert.match(stdout, /^Upload this file: .*\nYour receipt, .*\nThe file is made all the same: .*\n$/);
    assert.match(
      stderr,
      /^what is missing cannot be said: the session cannot start: .* course\/ and package\.json are as they were handed out\n$/,
    );
    assert.equal(code, 0);
  });

  itSoaks("refuses what was not handed out, and says what to do", async () => {
    writeFileSync(join(cwd, "own.ipynb"), source);
    writeFileSync(join(cwd, "file"), "");
    for (const [args, says] of [
      [[], /expects one notebook, but got none/],
      [["gone.ipynb"], /there is no such file/],
      [["own.ipynb"], /own\.ipynb names no assignment: hand in the one that you got/],
      [["gates.ipynb", "--file", "file"], /no file is written: /],
    ] as const) {
      const { code, stdout, stderr } = await handIn(...args);
      assert.match(stderr, says);
      assert.deepEqual([code, stdout], [2, ""]);
    }
    assert.ok(!readdirSync(cwd).some(name => name.includes("receipt")));
  });
});
