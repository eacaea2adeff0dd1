import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { handlers } from "../../kernel/handlers/index.ts";
import { createKernel } from "../../kernel/kernel.ts";
import type { Channel, Content, Message } from "../../kernel/protocol/message.ts";
import type { Json } from "../../kernel/protocol/mime.ts";
import { decode, encode } from "../../kernel/wire/frames.ts";
import { createSigner } from "../../kernel/wire/signature.ts";
import { createToySession } from "./toy-session.ts";

/** Another run of the same tests: UNROLLED_FUZZ_SEED=… npm test -- test/kernel/fuzz.test.ts */
const seed = Number(process.env.UNROLLED_FUZZ_SEED ?? 20261122);

/** Mulberry32: small, and the same everywhere. */
function random(state: number) {
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, pick: <Item>(items: readonly Item[]): Item => items[below(items.length)]! };
}

type Random = ReturnType<typeof random>;

const signer = createSigner("hmac-sha256", "secret");

const honest: Message = {
  identities: [Buffer.from("me")],
  header: { msg_id: "1", msg_type: "execute_request", session: "s", username: "u", date: "", version: "5.5" },
  parent_header: {},
  metadata: {},
  content: { code: "1 + 1" },
  buffers: [Buffer.from([1, 2, 3])],
};

const mutations: ((frames: Buffer[], rng: Random) => Buffer[])[] = [
  (frames, { below }) => frames.toSpliced(below(frames.length), 1),
  (frames, { below, pick }) => frames.toSpliced(below(frames.length), 0, pick(frames)),
  (frames, { below }) =>
    frames.map((frame, i) => (i === below(frames.length) ? frame.subarray(below(frame.length)) : frame)),
  (frames, { below }) =>
    frames.toSpliced(below(frames.length), 1, Buffer.from(Array.from({ length: below(40) }, () => below(256)))),
  (frames, { below }) => {
    const at = below(frames.length);
    const flipped = Buffer.from(frames[at]!);
    if (flipped.length > 0) flipped[below(flipped.length)]! ^= 1 << below(8);
    return frames.with(at, flipped);
  },
  (frames, { below }) => frames.slice(0, below(frames.length)),
  frames => frames.toReversed(),
];

/** Any JSON at all, most of it not what a field expects. */
function anyJson(rng: Random, depth = 0): Json {
  const { below, pick, next } = rng;
  if (depth < 3 && next() < 0.3) return Array.from({ length: below(4) }, () => anyJson(rng, depth + 1));
  if (depth < 3 && next() < 0.3)
    return Object.fromEntries(Array.from({ length: below(4) }, () => [pick(words), anyJson(rng, depth + 1)]));
  return pick<Json>([null, true, false, 0, -1, 1e308, 2 ** 53, "", "x", "😀", "\u0000", "__proto__", "1 + 1", "tail"]);
}

const words = [
  ...["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "cursor_pos"],
  ...["detail_level", "hist_access_type", "output", "raw", "session", "start", "stop", "n", "pattern", "unique"],
  ...["comm_id", "target_name", "data", "restart", "subshell_id", "__proto__", "constructor", "toString"],
];

describe(`a fuzz of the kernel's messages (seed ${seed})`, () => {
  it("finds no frames that are taken for another message, and none that throw", () => {
    const rng = random(seed);
    const frames = encode(honest, signer).map(frame => Buffer.from(frame));
    for (let round = 0; round < 20_000; round++) {
      let mutated: Buffer[] = frames;
      for (let times = 1 + rng.below(3); times > 0 && mutated.length > 0; times--)
        mutated = rng.pick(mutations)(mutated, rng);
      const decoded = decode(mutated, signer);
      // The signature covers the four parts; identities before it and buffers behind it are free.
      if (decoded.ok) {
        const { identities: _, buffers: __, ...parts } = decoded.message;
        const { identities: ___, buffers: ____, ...sent } = honest;
        assert.deepEqual(parts, sent);
      } else assert.ok(decoded.problem.length > 0);
    }
  });

  it("finds no content that throws, goes unanswered, or stops what follows", async () => {
    const rng = random(seed + 1);
    const sent: { channel: Channel; message: Message<object> }[] = [];
    const keep = (channel: Channel, message: Message<object>) => {
      JSON.stringify(message);
      sent.push({ channel, message });
    };
    const session = Promise.resolve(createToySession());
    const kernel = createKernel({ session, send: keep, sendFirst: keep, log: () => {} });
    const types = Object.keys(handlers).filter(type => type !== "shutdown_request");
    const send = (msg_id: string, msg_type: string, content: Content) =>
      kernel.receive("shell", {
        ...honest,
        header: { ...honest.header, msg_id, msg_type },
        content,
        metadata: { deletedCells: anyJson(rng) },
      });
    const states = (id: string) =>
      sent
        .filter(({ message }) => message.parent_header.msg_id === id)
        .filter(({ message }) => message.header.msg_type === "status")
        .map(({ message }) => (message.content as Content).execution_state);

    for (let round = 0; round < 3_000; round++) {
      const type = rng.next() < 0.05 ? "unheard_of_request" : rng.pick(types);
      const content = Object.fromEntries(words.filter(() => rng.next() < 0.3).map(word => [word, anyJson(rng)]));
      sent.length = 0;
      send(`fuzz-${round}`, type, content);
      send(`after-${round}`, "kernel_info_request", {});
      const asked = type === "unheard_of_request" ? [] : [`fuzz-${round}`];
      for (const id of [...asked, `after-${round}`]) {
        const deadline = performance.now() + 10_000;
        while (!states(id).includes("idle")) {
          assert.ok(performance.now() < deadline, `${type} ${JSON.stringify(content)} was never done`);
          await nextTurn();
        }
        assert.equal(states(id)[0], "busy");
        const replies = sent.filter(
          ({ channel, message }) => channel !== "iopub" && message.parent_header.msg_id === id,
        );
        const isRequest = id.startsWith("after") || type.endsWith("_request");
        assert.equal(replies.length, isRequest ? 1 : 0, `${type} ${JSON.stringify(content)}`);
      }
    }
  });
});
