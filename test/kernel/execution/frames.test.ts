import assert from "node:assert/strict";
import { createDecoder, encodeFrame } from "../../../kernel/execution/frames.ts";

describe("frames", () => {
  const messages = [{ op: "ready" }, { text: "größer 😀" }, [], "", { long: "x".repeat(70_000) }];
  const stream = Buffer.concat(messages.map(encodeFrame));

  for (const size of [1, 3, 4, 5, 1000, stream.length])
    it(`come out whole when they arrive ${size} bytes at a time`, () => {
      const received: unknown[] = [];
      const decode = createDecoder(message => received.push(message));
      for (let at = 0; at < stream.length; at += size) decode(stream.subarray(at, at + size));
      assert.deepEqual(received, messages);
    });

  it("writes the length in four bytes, big endian, before JSON", () => {
    assert.deepEqual([...encodeFrame([1])], [0, 0, 0, 3, ...Buffer.from("[1]")]);
  });
});
