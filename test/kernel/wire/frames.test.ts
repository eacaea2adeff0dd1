import assert from "node:assert/strict";
import type { Message } from "../../../kernel/protocol/message.ts";
import { decode, encode } from "../../../kernel/wire/frames.ts";
import { createSigner } from "../../../kernel/wire/signature.ts";

const signer = createSigner("hmac-sha256", "secret");
const message: Message = {
  identities: [Buffer.from([0, 1, 2])],
  header: {
    msg_id: "1",
    msg_type: "execute_request",
    session: "s",
    username: "u",
    date: "2026-11-22T00:00:00Z",
    version: "5.4",
  },
  parent_header: {},
  metadata: {},
  content: { code: "'😀 ü \u2028'" },
  buffers: [Buffer.from([255, 0, 255]), Buffer.alloc(0)],
};

function problemOf(frames: Uint8Array[], by = signer): string {
  const decoded = decode(frames, by);
  assert.ok(!decoded.ok, "it should have been refused");
  return decoded.problem;
}

/** Correctly signed frames with these parts. */
function signed(...parts: string[]): Uint8Array[] {
  const buffers = parts.map(part => Buffer.from(part));
  return [Buffer.from("<IDS|MSG>"), Buffer.from(signer.sign(buffers)), ...buffers];
}

describe("wire: frames", () => {
  it("carry a message both ways, with identities and buffers", () => {
    assert.deepEqual(decode(encode(message, signer), signer), { ok: true, message });
  });

  it("are signed as RFC 4231 has it", () => {
    // Test case 2 of the RFC, its text cut into parts: the signature covers them as one.
    const parts = ["what do ya want ", "for", " nothing", "?"].map(part => Buffer.from(part));
    assert.equal(
      createSigner("hmac-sha256", "Jefe").sign(parts),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("are refused with a wrong key, a changed part, a cut or an empty signature", () => {
    const frames = encode(message, signer);
    const withFrame = (index: number, frame: Uint8Array) => frames.map((old, i) => (i === index ? frame : old));
    const refused = "its signature is wrong";
    assert.equal(problemOf(frames, createSigner("hmac-sha256", "other")), refused);
    assert.equal(problemOf(withFrame(6, Buffer.from('{"code":"evil"}'))), refused);
    assert.equal(problemOf(withFrame(2, Buffer.from(frames[2]!).subarray(0, 63))), refused);
    assert.equal(problemOf(withFrame(2, Buffer.alloc(0))), refused);
  });

  it("are checked before they are parsed", () => {
    const frames = signed("{", "{}", "{}", "{}");
    frames[1] = Buffer.alloc(64);
    assert.equal(problemOf(frames), "its signature is wrong");
  });

  it("are refused when malformed", () => {
    const header = JSON.stringify(message.header);
    assert.match(problemOf([]), /no delimiter/);
    assert.match(problemOf([Buffer.from("x")]), /no delimiter/);
    assert.match(problemOf([Buffer.from("<IDS|MSG>")]), /has 0 frames after the delimiter/);
    assert.match(problemOf(signed("{}", "{}", "{}")), /has 4 frames after the delimiter/);
    assert.match(problemOf(signed("{", "{}", "{}", "{}")), /JSON/);
    assert.match(problemOf(signed(header, "[]", "{}", "{}")), /no JSON object/);
    assert.match(problemOf(signed(header, "{}", "{}", "null")), /no JSON object/);
    assert.match(problemOf(signed('{"msg_id":"1"}', "{}", "{}", "{}")), /no msg_type/);
  });

  it("need no signature where the connection has no key", () => {
    const unsigned = createSigner("hmac-sha256", "");
    const frames = encode(message, unsigned);
    assert.equal(frames[2]?.length, 0);
    assert.equal(decode(frames, unsigned).ok, true);
  });
});
