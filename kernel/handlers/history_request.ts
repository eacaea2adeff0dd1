import { readHistoryRequest } from "../protocol/history.ts";
import type { Handler } from "./handler.ts";

export const history_request: Handler<"history_request"> = (content, { history }) => ({
  status: "ok",
  history: history.find(readHistoryRequest(content)),
});
