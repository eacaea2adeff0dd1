// Transport encryption (JEP 145) over real sockets: what somebody without the keys gets from the kernel is nothing.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { curveKeyPair, Dealer, Subscriber } from "zeromq";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import { endpoint, type Port } from "../../kernel/wire/connection.ts";

const main = fileURLToPath(new URL("toy-main.ts", import.meta.url));
const argv = [process.execPath, main, "{connection_file}"];
/** How long whoever should hear nothing listens, and how long whoever should hear something waits, in milliseconds. */
const [longEnough, patience] = [400, 10_000];

type Keys = { curveServerKey: string; curvePublicKey: string; curveSecretKey: string };

function subscribe(kernel: KernelClient, receiveTimeout: number, keys?: Keys): Subscriber {
  const subscriber = new Subscriber({ linger: 0, reconnectInterval: 5, receiveTimeout, ...keys });
  subscriber.connect(endpoint(kernel.connection, "iopub_port"));
  subscriber.subscribe("");
  return subscriber;
}

/** Holds that somebody hears a cell's output on iopub: they are welcomed first, and miss nothing from then on. */
async function assertHears(kernel: KernelClient, keys?: Keys): Promise<void> {
  const subscriber = subscribe(kernel, patience, keys);
  await subscriber.receive();
  await kernel.execute("console.log('secret'); 42");
  // Where messages go out in plain text, a subscriber finds it in one of them.
  while (!(await subscriber.receive()).join().includes("secret"));
  subscriber.close();
}

/** Holds that somebody hears nothing on iopub, not even a welcome, while a cell prints. */
async function assertHearsNothing(kernel: KernelClient, keys?: Keys): Promise<void> {
  const subscriber = subscribe(kernel, longEnough, keys);
  const heard = assert.rejects(subscriber.receive(), "it heard a message");
  await kernel.execute("console.log('secret'); 42");
  await heard;
  await assert.rejects(subscriber.receive(), "it heard a message");
  subscriber.close();
}

describe("wire: transport encryption", () => {
  for (const encrypted of [true, false])
    describe(encrypted ? "where the connection file has keys" : "where it has none", () => {
      let kernel: KernelClient;
      before(async () => {
        kernel = await startKernel({ argv, encrypted });
      });
      after(() => kernel.shutdown());

      it("serves its client on every channel", async () => {
        assert.equal((await kernel.execute("6 * 7")).reply.content.status, "ok");
        assert.equal((await kernel.request("kernel_info_request", {}, "control")).reply.content.status, "ok");
      });

      it(`lets an unkeyed subscriber read ${encrypted ? "nothing" : "all"}`, () =>
        encrypted ? assertHearsNothing(kernel) : assertHears(kernel));

      if (!encrypted) return;

      it("lets whoever guesses a key read nothing, and whoever knows it all", async () => {
        const own = curveKeyPair();
        const mine = { curvePublicKey: own.publicKey, curveSecretKey: own.secretKey };
        await assertHearsNothing(kernel, { ...mine, curveServerKey: own.publicKey });
        await assertHears(kernel, { ...mine, curveServerKey: kernel.connection.curve!.publicKey });
      });

      it("answers no unkeyed request on any other channel, the heartbeat's included", async () => {
        for (const port of ["shell_port", "control_port", "stdin_port", "hb_port"] satisfies Port[]) {
          const stranger = new Dealer({ linger: 0, sendTimeout: longEnough, receiveTimeout: longEnough });
          stranger.connect(endpoint(kernel.connection, port));
          await stranger.send(["", "ping"]).catch(() => {});
          await assert.rejects(stranger.receive(), `${port} answered`);
          stranger.close();
        }
        assert.doesNotMatch(kernel.log(), /refused a message/, "nothing even arrives");
      });
    });
});
