// https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
import { text } from "./fields.ts";
import type { Content } from "./message.ts";

export function readIsCompleteRequest(content: Content): { code: string } {
  return { code: text(content, "code") };
}

export type IsCompleteReply =
  | { status: "complete" | "invalid" | "unknown" }
  /** `indent` is what the next line should start with. */
  | { status: "incomplete"; indent: string };
