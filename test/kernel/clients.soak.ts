// Jupyter's own clients against the kernel's sources: jupyter_client (encryption, starts, stdin). nbclient: clients.test.ts.
import assert from "node:assert/strict";
import { jupyterClients } from "./clients.ts";

describe("Jupyter's own clients", function () {
  this.timeout(120_000);
  const scenario = jupyterClients();

  it("encrypted, talk as ever, while others on the machine read nothing", async () => {
    const seen = await scenario("encrypted");
    assert.deepEqual(seen.first, { status: "ok", texts: ["42"], evalue: null });
    assert.deepEqual([seen.keys, seen.unkeyed, seen["wrongly keyed"], seen.alive], [true, 0, 0, true]);
    assert.ok(seen.keyed > 10, `a keyed subscriber heard ${seen.keyed} messages`);
    assert.deepEqual(seen["after restart"].texts, ["2"]);
  });

  it("unencrypted, where nobody asked for encryption, are heard by anybody", async () => {
    const seen = await scenario("plain");
    assert.deepEqual([seen.first.texts, seen.keys, seen.alive], [["42"], false, true]);
    assert.ok(seen.unkeyed > 10, `an unkeyed subscriber heard ${seen.unkeyed} messages`);
  });

  it("lose nothing of what the first cell says, in ten starts", async () => {
    const seen = await scenario("starts");
    assert.deepEqual(
      seen,
      Array.from({ length: 10 }, (_, n) => [`start ${n}\n`, String(n * 2)]),
    );
  });

  it("are asked on stdin, and only where they allow it", async () => {
    const { asked, allowed, refused } = await scenario("stdin");
    assert.deepEqual(asked, [
      ["Name? ", false],
      ["Sure? [y/n] ", false],
      ["Token? ", true],
    ]);
    assert.deepEqual(allowed.texts, ["[ 'Ada', true, 'secret' ]"]);
    assert.equal(refused.status, "error");
    assert.match(refused.evalue, /nobody can answer/);
  });
});
