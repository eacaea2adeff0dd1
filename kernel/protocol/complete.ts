// https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
import { integer, text } from "./fields.ts";
import type { Content } from "./message.ts";

export interface CompleteRequest {
  code: string;
  /** In code points. */
  cursor_pos: number;
}

export function readCompleteRequest(content: Content): CompleteRequest {
  const code = text(content, "code");
  return { code, cursor_pos: integer(content, "cursor_pos", code.length) };
}

export interface CompleteReply {
  status: "ok";
  matches: string[];
  /** What the matches replace, in code points. */
  cursor_start: number;
  cursor_end: number;
  metadata: { _jupyter_types_experimental: TypedMatch[] };
}

/** A match with its kind, which front ends show as an icon; not in the document, but all of them read it. */
export interface TypedMatch {
  text: string;
  type: string;
  start: number;
  end: number;
}
