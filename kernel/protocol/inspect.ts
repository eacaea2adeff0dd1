// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
import { FieldError, integer, text } from "./fields.ts";
import type { Content } from "./message.ts";
import type { MimeBundle } from "./mime.ts";

export interface InspectRequest {
  code: string;
  /** In code points. */
  cursor_pos: number;
  /** 1, what `??` asks for in IPython, is what takes more room. */
  detail_level: 0 | 1;
}

export function readInspectRequest(content: Content): InspectRequest {
  const code = text(content, "code");
  const detail_level = integer(content, "detail_level", 0);
  if (detail_level !== 0 && detail_level !== 1)
    throw new FieldError(`the request's detail_level should be 0 or 1, but is ${detail_level}`);
  return { code, cursor_pos: integer(content, "cursor_pos", code.length), detail_level };
}

export interface InspectReply {
  status: "ok";
  found: boolean;
  data: MimeBundle;
  metadata: Content;
}
