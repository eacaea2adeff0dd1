// A port for a server that a test starts, and that another program then looks for.
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

const given = new Set<number>();

/**
 * Nobody has it now, and nobody gets it by chance before its server is up: it lies below the ports that a system gives to whoever asks
 * for any (32768 and more on Linux, 49152 and more elsewhere).
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch {
    return false; // somebody's
  }
  server.close();
  await once(server, "close");
  return true;
}
