// A check that does not wait for what it calls: whatever becomes of the call, the grader goes on.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { CallError } from "../../../../kernel/session.ts";
import * as checking from "../../../../src/checking/trusted.ts";
import type { SubmissionBox } from "../../../../src/grader/judge/box.ts";
import { judgeCheck } from "../../../../src/grader/judge/check.ts";

describe("grader: a check", () => {
  it("that leaves a call alone which fails later harms nobody", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    const failing = {
      call: async () => ({ thrown: new CallError({ ename: "Error", evalue: "no", traceback: [] } as never) }),
    } as Partial<SubmissionBox> as SubmissionBox;
    try {
      const { result } = await judgeCheck({
        check: { submission: "ana", question: "q1", kind: "public", of: 1, seed: "" },
        definition: {
          ...{ id: "own/q1", asks: "?", because: "so.", hints: [] },
          answer: {
            right: () => 1,
            fault: () => undefined,
            format: () => "your function",
            judge: (answer: () => unknown) => {
              answer();
              return 0;
            },
          },
        } as never,
        answer: { kind: "function", name: "f" },
        ...{ isLeftBlank: false, box: failing, limitMs: 1000, checking },
      });
      assert.equal(result.state, "fail");
      for (let i = 0; i < 5; i++) await setImmediate();
      assert.deepEqual(unhandled, []);
    } finally {
      process.off("unhandledRejection", onUnhandled);
    }
  });
});
