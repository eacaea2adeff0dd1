import assert from "node:assert/strict";
import { createOutbox } from "../../../kernel/wire/outbox.ts";

describe("wire: the outbox", () => {
  it("sends in order, one at a time, and survives a peer that is gone", async () => {
    const sent: string[] = [];
    let busy = false;
    const outbox = createOutbox({
      async send([frame]) {
        assert.ok(!busy, "two sends at once");
        busy = true;
        await new Promise(resolve => setTimeout(resolve, 1));
        busy = false;
        if (frame![0] === 2) throw new Error("host unreachable");
        sent.push(String(frame![0]));
      },
    });
    for (const n of [1, 2, 3]) outbox.post([Buffer.from([n])]);
    await outbox.flushed();
    outbox.post([Buffer.from([4])]);
    await outbox.flushed();
    assert.deepEqual(sent, ["1", "3", "4"]);
  });

  it("sends nothing else once something urgent was posted, whenever that is", async () => {
    // A subscriber's welcome is posted when its notice arrives: in any of the turns between two sends.
    for (let turns = 0; turns < 12; turns++) {
      const sent: number[] = [];
      const outbox = createOutbox({
        async send([frame]) {
          sent.push(frame![0]!);
        },
      });
      for (const n of [1, 2, 3, 4]) outbox.post([Buffer.from([n])]);
      for (let turn = 0; turn < turns; turn++) await undefined;
      const before = sent.length;
      outbox.postFirst([Buffer.from([9])]);
      await outbox.flushed();
      assert.equal(sent.indexOf(9), before, `after ${turns} turns: ${sent}`);
    }
  });

  it("tries again for a while, where it is told to, and keeps the order", async () => {
    const sent: number[] = [];
    let refusals = 0;
    const late = {
      async send([frame]: Uint8Array[]) {
        if (refusals++ < 3) throw new Error("host unreachable");
        sent.push(frame![0]!);
      },
    };
    const outbox = createOutbox(late, { patience: 1000 });
    for (const n of [1, 2]) outbox.post([Buffer.from([n])]);
    await outbox.flushed();
    assert.deepEqual(sent, [1, 2]);
  });

  it("sends what is urgent before what waits, also when that is on its way already", async () => {
    const sent: number[] = [];
    const outbox = createOutbox({
      async send([frame]) {
        sent.push(frame![0]!);
        if (sent.length === 2) outbox.postFirst([Buffer.from([9])]);
      },
    });
    for (const n of [1, 2, 3]) outbox.post([Buffer.from([n])]);
    await outbox.flushed();
    outbox.postFirst([Buffer.from([8])]);
    await outbox.flushed();
    assert.deepEqual(sent, [1, 2, 9, 3, 8]);
  });
});
