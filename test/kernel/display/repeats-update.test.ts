import assert from "node:assert/strict";
import { repeatsUpdate } from "../../../kernel/display/repeats-update.ts";
import type { Output } from "../../../kernel/protocol/output.ts";

describe("display: shown again under its id", () => {
  const show = (displayId: string): Output => ({ type: "display", displayId, data: {}, metadata: {} });

  it("is an update within its cell, until the cell is cleared", () => {
    const updates: unknown[] = [];
    const listen = repeatsUpdate(output =>
      updates.push(output.type === "display" ? output.update === true : output.type),
    );
    for (const output of [show("a"), show("b"), show("a"), { type: "clear", wait: false } as const, show("a")])
      listen(output);
    assert.deepEqual(updates, [false, false, true, "clear", false]);
  });
});
