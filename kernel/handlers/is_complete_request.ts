import { readIsCompleteRequest } from "../protocol/is_complete.ts";
import type { Handler } from "./handler.ts";

export const is_complete_request: Handler<"is_complete_request"> = async (content, context) => {
  const { code } = readIsCompleteRequest(content);
  const session = await context.session;
  return session.isComplete(code);
};
