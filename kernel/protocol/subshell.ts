// Subshells: further queues of shell messages beside the main one, so that a widget answers while a cell runs (JEP 91).
// A message names its subshell in its header. https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html
import { text } from "./fields.ts";
import type { Content } from "./message.ts";

export interface CreateSubshellReply {
  status: "ok";
  subshell_id: string;
}

export function readDeleteSubshellRequest(content: Content): { subshell_id: string } {
  return { subshell_id: text(content, "subshell_id") };
}

export interface DeleteSubshellReply {
  status: "ok";
}

export interface ListSubshellReply {
  status: "ok";
  subshell_id: string[];
}
