// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
import { flag, text, texts } from "./fields.ts";
import type { Content } from "./message.ts";
import type { MimeBundle } from "./mime.ts";
import type { AbortedReply, ErrorReply } from "./reply.ts";

export interface ExecuteRequest {
  code: string;
  /** Run as quietly as possible: nothing on IOPub but the status, no count, no history. */
  silent: boolean;
  store_history: boolean;
  /** Expressions to evaluate after the code, by name. */
  user_expressions: { [name: string]: string };
  /** Whether an error aborts the requests queued behind this one. */
  stop_on_error: boolean;
  /** Whether whoever asks can be asked: an input_request would find somebody. */
  allow_stdin: boolean;
}

export function readExecuteRequest(content: Content): ExecuteRequest {
  const silent = flag(content, "silent", false);
  return {
    code: text(content, "code"),
    silent,
    store_history: !silent && flag(content, "store_history", true),
    user_expressions: texts(content, "user_expressions", {}),
    stop_on_error: flag(content, "stop_on_error", true),
    allow_stdin: flag(content, "allow_stdin", true),
  };
}

export type ExecuteReply =
  | {
      status: "ok";
      execution_count: number;
      user_expressions: { [name: string]: UserExpression };
      /** Deprecated by the protocol, which has no other place for a page. */
      payload: Page[];
    }
  | (ErrorReply & { execution_count: number })
  | AbortedReply;

/** For the front end's pager. */
export interface Page {
  source: "page";
  data: MimeBundle;
  /** The line to begin at. */
  start: number;
}

export type UserExpression = { status: "ok"; data: MimeBundle; metadata: Content } | ErrorReply;
