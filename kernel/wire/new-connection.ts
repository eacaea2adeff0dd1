// A connection for a kernel that is about to start: free ports on loopback and a fresh key.
import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import { curveKeyPair } from "zeromq";
import type { Connection } from "./connection.ts";

export interface NewConnectionOptions {
  /** With fresh keys for transport encryption. */
  encrypted?: boolean;
}

/** Nothing can reserve a port for the kernel: should one be taken by the time it starts, it says so. */
export async function newConnection({ encrypted = false }: NewConnectionOptions = {}): Promise<Connection> {
  const servers = Array.from({ length: 5 }, () => createServer().listen(0, "127.0.0.1"));
  const ports = await Promise.all(
    servers.map(server => new Promise<number>(resolve => server.once("listening", () => resolve(portOf(server))))),
  );
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports as [number, number, number, number, number];
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    key: randomUUID(),
    signature_scheme: "hmac-sha256",
    ...(encrypted && { curve: curveKeyPair() }),
    ...{ shell_port, iopub_port, stdin_port, control_port, hb_port },
  };
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the system gave no port");
  return address.port;
}
