import type { Handler } from "./handler.ts";

/** The running cell ends with an error named "Interrupted"; this reply does not wait for it. */
export const interrupt_request: Handler<"interrupt_request"> = (_content, { interrupt }) => {
  interrupt();
  return { status: "ok" };
};
