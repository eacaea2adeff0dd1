// Random messages and frames, the same from the same seed.
import type { Message } from "../../kernel/protocol/message.ts";
import type { Json } from "../../kernel/protocol/mime.ts";

/** Mulberry32: small, and the same everywhere. */
export function random(state: number) {
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return { next, below, pick: <Item>(items: readonly Item[]): Item => items[below(items.length)]! };
}

export type Random = ReturnType<typeof random>;

export const honest: Message = {
  identities: [Buffer.from("me")],
  header: { msg_id: "1", msg_type: "execute_request", session: "s", username: "u", date: "", version: "5.5" },
  parent_header: {},
  metadata: {},
  content: { code: "1 + 1" },
  buffers: [Buffer.from([1, 2, 3])],
};

export const mutations: ((frames: Buffer[], rng: Random) => Buffer[])[] = [
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
export function anyJson(rng: Random, depth = 0): Json {
  const { below, pick, next } = rng;
  if (depth < 3 && next() < 0.3) return Array.from({ length: below(4) }, () => anyJson(rng, depth + 1));
  if (depth < 3 && next() < 0.3)
    return Object.fromEntries(Array.from({ length: below(4) }, () => [pick(words), anyJson(rng, depth + 1)]));
  return pick<Json>([null, true, false, 0, -1, 1e308, 2 ** 53, "", "x", "😀", "\u0000", "__proto__", "1 + 1", "tail"]);
}

export const words = [
  ...["code", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "cursor_pos"],
  ...["detail_level", "hist_access_type", "output", "raw", "session", "start", "stop", "n", "pattern", "unique"],
  ...["comm_id", "target_name", "data", "restart", "subshell_id", "__proto__", "constructor", "toString"],
];
