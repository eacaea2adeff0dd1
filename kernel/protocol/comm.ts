// Comms: channels between an object of the kernel and one of the front end, which widgets are made of. Both sides open,
// send and close; nobody replies.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
import { record, text } from "./fields.ts";
import type { Content } from "./message.ts";

export interface CommOpen {
  comm_id: string;
  /** Who is meant on the other side: "jupyter.widget" for widgets. */
  target_name: string;
  data: Content;
}

export interface CommMsg {
  comm_id: string;
  data: Content;
}

export interface CommClose {
  comm_id: string;
  data: Content;
}

/** One of the three, with what travels beside its content. */
export type CommMessage = (
  | ({ type: "comm_open" } & CommOpen)
  | ({ type: "comm_msg" } & CommMsg)
  | ({ type: "comm_close" } & CommClose)
) & {
  metadata: Content;
  /** Binary attachments, in base64. */
  buffers: string[];
};

export function readCommOpen(content: Content): CommOpen {
  return { ...readCommMsg(content), target_name: text(content, "target_name") };
}

/** Also what comm_close holds. */
export function readCommMsg(content: Content): CommMsg {
  return { comm_id: text(content, "comm_id"), data: record(content, "data", {}) };
}

export interface CommInfoRequest {
  /** Only comms of this target. */
  target_name?: string;
}

export function readCommInfoRequest(content: Content): CommInfoRequest {
  const target_name = text(content, "target_name", "");
  return target_name === "" ? {} : { target_name };
}

export interface CommInfoReply {
  status: "ok";
  comms: { [comm_id: string]: { target_name: string } };
}
