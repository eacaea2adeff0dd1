// https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
import { FieldError, flag, integer, text } from "./fields.ts";
import type { Content } from "./message.ts";

export type HistoryRequest = { output: boolean } & (
  | { hist_access_type: "tail"; n: number }
  /** `session` 0 is the current one; `stop` is exclusive. */
  | { hist_access_type: "range"; session: number; start: number; stop: number }
  /** `pattern` is a glob over the whole cell; `n` keeps the last matches. */
  | { hist_access_type: "search"; pattern: string; n: number; unique: boolean }
);

export function readHistoryRequest(content: Content): HistoryRequest {
  const output = flag(content, "output", false);
  const hist_access_type = text(content, "hist_access_type");
  switch (hist_access_type) {
    case "tail":
      return { output, hist_access_type, n: integer(content, "n", 10) };
    case "range":
      return {
        output,
        hist_access_type,
        session: integer(content, "session", 0),
        start: integer(content, "start", 0),
        stop: integer(content, "stop", Number.MAX_SAFE_INTEGER),
      };
    case "search":
      return {
        output,
        hist_access_type,
        pattern: text(content, "pattern", "*"),
        n: integer(content, "n", Number.MAX_SAFE_INTEGER),
        unique: flag(content, "unique", false),
      };
    default:
      throw new FieldError(
        `the request's hist_access_type should be "tail", "range" or "search", but is "${hist_access_type}"`,
      );
  }
}

/** Session, line, and the source, alone or with what it resulted in. */
export type HistoryEntry = [number, number, string | [string, string | null]];

export interface HistoryReply {
  status: "ok";
  history: HistoryEntry[];
}
