import type { Handler } from "./handler.ts";

export const list_subshell_request: Handler<"list_subshell_request"> = (_content, { subshells }) => ({
  status: "ok",
  subshell_id: subshells.list(),
});
