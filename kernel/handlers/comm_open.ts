import { readCommOpen } from "../protocol/comm.ts";
import { handOver } from "./comm.ts";
import type { Handler } from "./handler.ts";

/** Where no cell has registered the target, the comm is closed at once. */
export const comm_open: Handler<"comm_open"> = (content, context) =>
  handOver({ type: "comm_open", ...readCommOpen(content) }, context);
