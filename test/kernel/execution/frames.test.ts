import assert from "node:assert/strict";
import { createDecoder, encodeFrame } from "../../../kernel/execution/frames.ts";

describe("execution: frames", () => {
  const messages = [{ op: "ready" }, { text: "größer 😀" }, [], { long: "x".repeat(70_000) }];
  const stream = Buffer.concat(messages.map(encodeFrame));

  for (const size of [1, 3, 4, 5, 1000, stream.length])
    it(`come out whole when they arrive ${size} bytes at a time`, () => {
      const received: unknown[] = [];
      const decode = createDecoder(message => received.push(message), assert.fail);
      for (let at = 0; at < stream.length; at += size) decode(stream.subarray(at, at + size));
      assert.deepEqual(received, messages);
    });

  it("writes the length in four bytes, big endian, before JSON", () => {
    assert.deepEqual([...encodeFrame([1])], [0, 0, 0, 3, ...Buffer.from("[1]")]);
  });

  for (const garbage of ["hello, world", "\0\0\0\x03xyz", "\0\0\0\x04null", "\0\0\0\0"])
    it(`are refused, once, from ${JSON.stringify(garbage)} on`, () => {
      const received: unknown[] = [];
      let refused = 0;
      const decode = createDecoder(
        message => received.push(message),
        () => {
          refused += 1;
        },
      );
      for (const chunk of [encodeFrame([1]), Buffer.from(garbage), encodeFrame([2])]) decode(chunk);
      assert.deepEqual([received, refused], [[[1]], 1]);
    });
});
