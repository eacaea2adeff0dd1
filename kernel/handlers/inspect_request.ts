import { readInspectRequest } from "../protocol/inspect.ts";
import { toUtf16 } from "../protocol/offsets.ts";
import type { Handler } from "./handler.ts";

export const inspect_request: Handler<"inspect_request"> = async (content, context) => {
  const { code, cursor_pos, detail_level } = readInspectRequest(content);
  const session = await context.session;
  const data = await session.inspect(code, toUtf16(code, cursor_pos), detail_level);
  return { status: "ok", found: data !== undefined, data: data ?? {}, metadata: {} };
};
