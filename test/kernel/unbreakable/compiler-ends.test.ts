// The compiler's process of a built kernel ends: another one is given what the first one had.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { KernelClient } from "../../../kernel/client.ts";
import { descendantsOf, signal } from "../../../kernel/execution/process-tree.ts";
import { needDist } from "../../needs.ts";
import { result, start } from "./kernel.ts";

describe("the compiler of a built kernel", () => {
  let kernel: KernelClient;
  before(async function () {
    needDist(this);
    kernel = await start({ dist: true });
  });
  after(() => kernel?.shutdown());

  const comment = async () => {
    const { reply } = await kernel.request("inspect_request", { code: "[1].map(String)", cursor_pos: 5 });
    return JSON.stringify(reply.content);
  };

  it("is replaced after its end, also when the library has got its comments", async function () {
    if (process.platform !== "linux") this.skip();
    await kernel.execute("const a: number = 1");
    // The build has the library without comments; who asks for one makes the compiler read them.
    assert.match(await comment(), /Calls a defined callback function/);
    const compilers = descendantsOf(kernel.process.pid!).filter(({ pid }) =>
      readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("tsc"),
    );
    assert.equal(compilers.length, 1);
    signal(compilers, "SIGKILL");
    assert.equal(result(await kernel.execute("a + [1].map(x => x + 40)[0]!")), "42");
    assert.match(await comment(), /Calls a defined callback function/);
  });
});
