// The envelope that every Jupyter message has, whatever it carries.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#general-message-format
import type { Json } from "./mime.ts";

/** The version of the messaging protocol that this kernel speaks. */
export const protocolVersion = "5.5";

export type Channel = "shell" | "control" | "stdin" | "iopub";

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
  /** Of a shell message: the subshell that should take it; none for the main shell (JEP 91). */
  subshell_id?: string | null;
}

export type Content = { [key: string]: Json };

export interface Message<Body extends object = Content> {
  /** Routing prefix: who sent a request and gets its reply; on IOPub the topic. */
  identities: Uint8Array[];
  header: Header;
  /** The request that this message answers or belongs to; empty for none. */
  parent_header: Header | Record<string, never>;
  metadata: Content;
  content: Body;
  /** Binary attachments (widgets). */
  buffers: Uint8Array[];
}
