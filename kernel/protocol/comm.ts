// Comms: channels between an object of the kernel and one of the front end, which widgets are made of.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
import { text } from "./fields.ts";
import type { Content } from "./message.ts";

export interface CommInfoReply {
  status: "ok";
  comms: { [comm_id: string]: { target_name: string } };
}

export interface CommOpen {
  comm_id: string;
  target_name: string;
}

export function readCommOpen(content: Content): CommOpen {
  return { comm_id: text(content, "comm_id"), target_name: text(content, "target_name") };
}

export interface CommClose {
  comm_id: string;
  data: Content;
}
