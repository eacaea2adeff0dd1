import { readCompleteRequest } from "../protocol/complete.ts";
import { toCodePoints, toUtf16 } from "../protocol/offsets.ts";
import type { Handler } from "./handler.ts";

export const complete_request: Handler<"complete_request"> = async (content, context) => {
  const { code, cursor_pos } = readCompleteRequest(content);
  const session = await context.session;
  const { items, start, end } = await session.complete(code, toUtf16(code, cursor_pos));
  const cursor_start = toCodePoints(code, start);
  const cursor_end = toCodePoints(code, end);
  return {
    status: "ok",
    matches: items.map(item => item.text),
    cursor_start,
    cursor_end,
    metadata: {
      _jupyter_types_experimental: items.map(({ text, type = "" }) => ({
        text,
        type,
        start: cursor_start,
        end: cursor_end,
      })),
    },
  };
};
