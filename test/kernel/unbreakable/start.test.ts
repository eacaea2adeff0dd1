// A kernel started again and again never loses the first thing that a cell says.
import assert from "node:assert/strict";
import type { KernelClient } from "../../../kernel/client.ts";
import { needDist } from "../../needs.ts";
import { itSoaks, times } from "../../soak.ts";
import { printed, result, start } from "./kernel.ts";

const starts = times(5, 100);

describe("start: the first output", function () {
  this.timeout(180_000);
  before(function () {
    needDist(this);
  });

  async function firstCell(kernel: KernelClient, n: number): Promise<void> {
    const first = await kernel.execute(`console.log("start ${n}"); ${n} * 2`);
    assert.deepEqual([printed(first), result(first)], [`start ${n}\n`, String(n * 2)]);
    const types = first.iopub.map(({ header, content }) => content.execution_state ?? header.msg_type);
    assert.deepEqual(types, ["busy", "execute_input", "stream", "execute_result", "idle"]);
    await kernel.shutdown();
  }

  itSoaks(`is there after each of ${starts} starts`, async () => {
    let last = Promise.resolve();
    for (let n = 0; n < starts; n++) {
      // One starts while the one before it runs its cell and ends. Not two at once: they would be given the same free ports.
      const kernel = await start({ dist: true });
      await last;
      last = firstCell(kernel, n);
    }
    await last;
  });
});
