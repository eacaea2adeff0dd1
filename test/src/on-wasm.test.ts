// The toolkit's tests once more on the backend that notebooks use: the same fixtures, the same tolerances.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = ["tensor", "serialization", "nn", "optim", "data", "training", "diagnostics", "checking"];

describe("the toolkit on wasm", () => {
  it("passes the tests of every room", async function () {
    this.timeout(120_000);
    const hooks = ["--import", "./test/ts-node.mjs", "--import", "./test/src/on-wasm.ts"];
    const mocha = ["node_modules/mocha/bin/mocha.js", "--no-config", "--timeout", "20000", "--reporter", "dot"];
    const child = spawn(process.execPath, [...hooks, ...mocha, ...rooms.map(room => `test/src/${room}/*.test.ts`)], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    assert.equal(code, 0, output.slice(-8000) + errors);
    assert.match(output, /[1-9]\d{2,} passing/);
  });
});
