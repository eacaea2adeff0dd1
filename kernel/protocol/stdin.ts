// Questions that a running cell asks the person at the front end: the kernel requests, the front end replies.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel
import { text } from "./fields.ts";
import type { Content } from "./message.ts";

export interface InputRequest {
  prompt: string;
  /** The answer is not shown while it is typed. */
  password: boolean;
}

export interface InputReply {
  value: string;
}

export function readInputReply(content: Content): InputReply {
  return { value: text(content, "value") };
}
