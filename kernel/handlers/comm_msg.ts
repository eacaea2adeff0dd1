import { readCommMsg } from "../protocol/comm.ts";
import { handOver } from "./comm.ts";
import type { Handler } from "./handler.ts";

export const comm_msg: Handler<"comm_msg"> = (content, context) =>
  handOver({ type: "comm_msg", ...readCommMsg(content) }, context);
