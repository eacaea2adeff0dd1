import { readCommMsg } from "../protocol/comm.ts";
import { handOver } from "./comm.ts";
import type { Handler } from "./handler.ts";

export const comm_close: Handler<"comm_close"> = (content, context) =>
  handOver({ type: "comm_close", ...readCommMsg(content) }, context);
