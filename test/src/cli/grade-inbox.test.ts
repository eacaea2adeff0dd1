// An inbox that others have power over, and links where a hand-in is expected: told, followed by nobody.
import assert from "node:assert/strict";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboxNotes } from "../../../src/cli/grade/inbox.ts";
import { collectSubmissions } from "../../../src/grader/submissions/index.ts";

const named = (student: string) => `${student}+clip+2026-01-01 12:00:00.000000 UTC+abc`;

describe("unrolled grade: an inbox", () => {
  let top: string;
  let inbox: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "unrolled inbox "));
    inbox = join(top, "inbound");
    mkdirSync(join(inbox, named("ana")), { recursive: true });
    chmodSync(inbox, 0o3733);
    writeFileSync(
      join(inbox, named("ana"), "clip.ipynb"),
      JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] }),
    );
  });
  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it("of one's own that is closed says nothing; one that others may change says so", () => {
    assert.deepEqual(inboxNotes(top), []);
    chmodSync(inbox, 0o777);
    assert.match(
      inboxNotes(inbox).join(),
      /in .*inbound others may take away and replace what was handed in: close it/,
    );
    assert.deepEqual(inboxNotes(join(top, "nowhere")), []);
  });

  it("that is a link, or another user's, says so", function () {
    if (process.platform === "win32") this.skip();
    symlinkSync(inbox, join(top, "link"));
    assert.match(inboxNotes(join(top, "link")).join(), /link is a link: what is graded lies in .*inbound/);
    if (process.getuid?.() !== 0) this.skip();
    chownSync(inbox, 53001, 53001);
    assert.match(
      inboxNotes(top).join(),
      /inbound belongs to user number 53001, and not to you: its owner may take away/,
    );
  });

  it("has links in the place of hand-ins: told as such, never followed, and the others are graded", async function () {
    if (process.platform === "win32") this.skip();
    const elsewhere = join(top, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "clip.ipynb"), "somebody else's work");
    symlinkSync(elsewhere, join(inbox, named("eve")));
    mkdirSync(join(inbox, named("ben")));
    symlinkSync(join(elsewhere, "clip.ipynb"), join(inbox, named("ben"), "clip.ipynb"));
    const found = await collectSubmissions(top, { assignment: "clip" });
    const faults = Object.fromEntries(found.map(({ student, fault }) => [student, fault]));
    assert.equal(faults.ana, undefined);
    assert.match(faults.ben!, /symbolic link, which is not followed/);
    assert.match(faults.eve!, /no notebook .*, but eve\+clip\+.* \(it is a symbolic link, which is not followed/);
  });
});
