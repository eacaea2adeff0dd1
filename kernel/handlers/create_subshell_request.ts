import type { Handler } from "./handler.ts";

export const create_subshell_request: Handler<"create_subshell_request"> = (_content, { subshells }) => ({
  status: "ok",
  subshell_id: subshells.create(),
});
