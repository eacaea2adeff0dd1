// A stopwatch counts sleep and work, and not the wait for a core that others use.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { onLinux } from "./processes.ts";
import { itSoaks } from "./soak.ts";
import { stopwatch } from "./stopwatch.ts";

const work = (ms: number) => {
  const used = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(used);
    if (user + system >= ms * 1000) return;
  }
};

describe("a stopwatch", function () {
  this.timeout(30_000);

  it("counts sleep", async () => {
    // What other tests have started may wait for a core meanwhile, and that is taken off. Not each time.
    const slept: number[] = [];
    for (let n = 0; n < 5 && !slept.some(ms => ms > 50); n++) {
      const elapsed = stopwatch();
      await sleep(100);
      slept.push(elapsed());
    }
    assert.ok(
      slept.some(ms => ms > 50),
      `${slept}`,
    );
  });

  itSoaks("counts work, as much on a busy machine as on an idle one", async function () {
    if (!onLinux) this.skip();
    // Not children of ours: what these wait for is not ours.
    const burners = Array.from({ length: 2 * availableParallelism() }, () =>
      Number(execFileSync("sh", ["-c", `"$0" -e "for (;;);" >/dev/null 2>&1 & echo $!`, process.execPath])),
    );
    try {
      const [elapsed, began] = [stopwatch(), performance.now()];
      work(300);
      const [counted, wall] = [elapsed(), performance.now() - began];
      assert.ok(counted > 200 && counted < 400, `${counted} of ${wall} ms`);
    } finally {
      for (const pid of burners) process.kill(pid, "SIGKILL");
    }
  });
});
