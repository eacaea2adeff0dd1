// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
import { integer, text } from "./fields.ts";
import type { Content } from "./message.ts";
import type { MimeBundle } from "./mime.ts";

export interface InspectRequest {
  code: string;
  /** In code points. */
  cursor_pos: number;
}

export function readInspectRequest(content: Content): InspectRequest {
  const code = text(content, "code");
  return { code, cursor_pos: integer(content, "cursor_pos", code.length) };
}

export interface InspectReply {
  status: "ok";
  found: boolean;
  data: MimeBundle;
  metadata: Content;
}
