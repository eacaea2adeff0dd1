import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { handlers } from "../../kernel/handlers/index.ts";
import { createKernel } from "../../kernel/kernel.ts";
import type { Channel, Content, Message } from "../../kernel/protocol/message.ts";
import { decode, encode } from "../../kernel/wire/frames.ts";
import { createSigner } from "../../kernel/wire/signature.ts";
import { times } from "../soak.ts";
import { anyJson, honest, mutations, random, words } from "./fuzzing.ts";
import { createToySession } from "./toy-session.ts";

/** Another run of the same tests: UNROLLED_FUZZ_SEED=… npm test -- test/kernel/fuzz.test.ts */
const seed = Number(process.env.UNROLLED_FUZZ_SEED ?? 20261122);

const signer = createSigner("hmac-sha256", "secret");

describe(`a fuzz of the kernel's messages (seed ${seed})`, function () {
  this.timeout(times(20_000, 600_000));

  it("finds no frames that are taken for another message, and none that throw", () => {
    const rng = random(seed);
    const frames = encode(honest, signer).map(frame => Buffer.from(frame));
    for (let round = 0; round < times(20_000, 1_000_000); round++) {
      let mutated: Buffer[] = frames;
      for (let left = 1 + rng.below(3); left > 0 && mutated.length > 0; left--)
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

    for (let round = 0; round < times(3_000, 60_000); round++) {
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
