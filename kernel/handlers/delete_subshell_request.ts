import { readDeleteSubshellRequest } from "../protocol/subshell.ts";
import type { Handler } from "./handler.ts";

/** What is in the subshell by now is still answered. */
export const delete_subshell_request: Handler<"delete_subshell_request"> = (content, { subshells }) => {
  subshells.delete(readDeleteSubshellRequest(content).subshell_id);
  return { status: "ok" };
};
