// Transport encryption (JEP 145) over real sockets: what somebody without the keys gets from the kernel is nothing.
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { curveKeyPair, Dealer, Subscriber } from "zeromq";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import { endpoint, type Port } from "../../kernel/wire/connection.ts";

const main = fileURLToPath(new URL("toy-main.ts", import.meta.url));
const argv = [process.execPath, main, "{connection_file}"];
const longEnough = 400;

type Keys = { curveServerKey: string; curvePublicKey: string; curveSecretKey: string };

/** How many messages somebody hears on iopub while a cell prints. */
async function heard(kernel: KernelClient, keys?: Keys): Promise<number> {
  const subscriber = new Subscriber({ linger: 0, reconnectInterval: 5, receiveTimeout: longEnough, ...keys });
  subscriber.connect(endpoint(kernel.connection, "iopub_port"));
  subscriber.subscribe("");
  await delay(50);
  await kernel.execute("console.log('secret'); 42");
  let messages = 0;
  try {
    for await (const _ of subscriber) messages++;
  } catch {
    // the timeout: nothing more comes
  }
  subscriber.close();
  return messages;
}

describe("transport encryption", () => {
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

      it(`lets an unkeyed subscriber read ${encrypted ? "nothing" : "all"}`, async () => {
        const messages = await heard(kernel);
        assert.ok(encrypted ? messages === 0 : messages > 3, `it heard ${messages} messages`);
      });

      if (!encrypted) return;

      it("lets whoever guesses a key read nothing, and whoever knows it all", async () => {
        const own = curveKeyPair();
        const mine = { curvePublicKey: own.publicKey, curveSecretKey: own.secretKey };
        assert.equal(await heard(kernel, { ...mine, curveServerKey: own.publicKey }), 0);
        assert.ok((await heard(kernel, { ...mine, curveServerKey: kernel.connection.curve!.publicKey })) > 3);
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
