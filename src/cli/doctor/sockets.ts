// Sockets: front ends talk to the kernel by ZeroMQ, whose binary was built elsewhere, over this machine's loopback.
import type { Check } from "./check.ts";
import { repair } from "./repair.ts";

export const sockets: Check = {
  id: "sockets",
  title: "Sockets",
  next: `${repair}. ZeroMQ comes with it, built for Linux, macOS and Windows; "unrolled run" works without`,
  async find() {
    const { Reply, Request, version } = await import("zeromq");
    const [server, client] = [new Reply({ linger: 0 }), new Request({ linger: 0, receiveTimeout: 2000 })];
    try {
      await server.bind("tcp://127.0.0.1:*");
      client.connect(server.lastEndpoint!);
      await client.send("ping");
      await server.send(await server.receive());
      await client.receive();
      return { status: "ok", found: `ZeroMQ ${version}, over loopback` };
    } finally {
      server.close();
      client.close();
    }
  },
};
