// A real kernel, with TypeScript, under random messages on all its channels: it answers to the end.
// UNROLLED_FUZZ_MINUTES says for how long, UNROLLED_FUZZ_SEED which messages.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer } from "zeromq";
import { handlers } from "../../kernel/handlers/index.ts";
import type { Content } from "../../kernel/protocol/message.ts";
import { endpoint } from "../../kernel/wire/connection.ts";
import { encode } from "../../kernel/wire/frames.ts";
import { createSigner } from "../../kernel/wire/signature.ts";
import { anyJson, honest, mutations, random, words } from "./fuzzing.ts";
import { result, start } from "./unbreakable/kernel.ts";

const minutes = Number(process.env.UNROLLED_FUZZ_MINUTES ?? 2);
const seed = Number(process.env.UNROLLED_FUZZ_SEED ?? Date.now() % 1e9);

/** Cells and pieces of cells, so that not all that is executed fails at once. */
const codes = [
  ...[
    "1 + 1",
    "let a = 1",
    "a",
    "throw 1",
    "await 1",
    "const = 3",
    "for (;;) {}",
    "await new Promise(() => {})",
    "'\\ud83d'",
  ],
  ...[
    "console.log('x'.repeat(1e5))",
    "process.exit(1)",
    "display.html('<b>')",
    "prompt('?')",
    "/* ",
    "`${",
    "type A = A[]",
  ],
  ...[
    "comms.open('t')",
    "setTimeout(() => { throw 1 }, 5)",
    "Promise.reject(1)",
    "import x from 'y'",
    "1e400",
    "\u0000",
  ],
  ...[
    "(globalThis as any).Promise = null",
    "\ud83d",
    "(".repeat(3000),
    "const x: string = 1",
    "clearTimeout(0 as any); help()",
  ],
];

describe(`a fuzz of a real kernel (${minutes} minutes, seed ${seed})`, function () {
  this.timeout(minutes * 60_000 + 60_000);

  it("finds no message after which it does not answer", async () => {
    const rng = random(seed);
    const kernel = await start({ dist: true });
    const { connection } = kernel;
    const signer = createSigner(connection.signature_scheme, connection.key);
    const channels = (["shell", "control", "stdin"] as const).map(name => {
      const socket = new Dealer({ linger: 0, sendHighWaterMark: 0, receiveHighWaterMark: 0 });
      socket.connect(endpoint(connection, `${name}_port`));
      return socket;
    });
    const types = [...Object.keys(handlers).filter(type => type !== "shutdown_request"), "input_reply", "unheard_of"];
    let sent = 0;

    const send = async () => {
      const type = rng.next() < 0.4 ? "execute_request" : rng.pick(types);
      const content: Content = Object.fromEntries(
        words.filter(() => rng.next() < 0.3).map(word => [word, anyJson(rng)]),
      );
      if (rng.next() < 0.8) content.code = rng.next() < 0.8 ? rng.pick(codes) : rng.pick(codes) + rng.pick(codes);
      if (rng.next() < 0.8) content.cursor_pos = rng.below(30);
      if (rng.next() < 0.8) Object.assign(content, { silent: false, store_history: true, user_expressions: {} });
      const header = { ...honest.header, msg_id: randomUUID(), msg_type: type };
      let frames: Buffer[] = encode({ ...honest, identities: [], header, content }, signer).map(frame =>
        Buffer.from(frame),
      );
      if (rng.next() < 0.2) frames = rng.pick(mutations)(frames, rng);
      if (frames.length > 0) await rng.pick(channels).send(frames);
      sent += 1;
    };

    try {
      const end = performance.now() + minutes * 60_000;
      while (performance.now() < end) {
        for (let i = 0; i < 20; i++) await send();
        const answered = await Promise.race([kernel.request("kernel_info_request", {}), delay(20_000)]);
        assert.ok(answered, `no answer after ${sent} messages`);
        // What runs is stopped, and the queue behind it goes.
        for (let isIdle = false; !isIdle; ) {
          await kernel.interrupt();
          isIdle = (await Promise.race([kernel.execute("1 + 1"), delay(3000)])) !== undefined;
          assert.ok(performance.now() < end + 30_000, `not idle again after ${sent} messages`);
        }
      }
      await kernel.execute("0");
      assert.equal(result(await kernel.execute("20 + 22")), "42", kernel.log().slice(-2000));
      console.log(`      ${sent} messages`);
    } finally {
      for (const socket of channels) socket.close();
      await kernel.shutdown();
    }
  });
});
