// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
import { flag } from "./fields.ts";
import type { Content } from "./message.ts";

/** `restart` says that whoever asked will start the kernel again, on the same ports. */
export function readShutdownRequest(content: Content): { restart: boolean } {
  return { restart: flag(content, "restart", false) };
}

export interface ShutdownReply {
  status: "ok";
  restart: boolean;
}
