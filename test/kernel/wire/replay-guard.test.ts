import assert from "node:assert/strict";
import { createReplayGuard } from "../../../kernel/wire/replay-guard.ts";

describe("the replay guard", () => {
  const bytes = (text: string) => Buffer.from(text);

  it("takes each signature once", () => {
    const guard = createReplayGuard();
    assert.deepEqual(
      ["a", "b", "a", "b", "c"].map(text => guard.isNew(bytes(text))),
      [true, true, false, false, true],
    );
  });

  it("takes messages that are not signed as often as they come", () => {
    const guard = createReplayGuard();
    assert.deepEqual(
      [1, 2, 3].map(() => guard.isNew(bytes(""))),
      [true, true, true],
    );
  });

  it("forgets the oldest beyond its number, and no other", () => {
    const guard = createReplayGuard(3);
    for (const text of ["1", "2", "3", "4"]) guard.isNew(bytes(text));
    assert.deepEqual(
      ["2", "3", "4"].map(text => guard.isNew(bytes(text))),
      [false, false, false],
    );
    assert.equal(guard.isNew(bytes("1")), true);
  });
});
