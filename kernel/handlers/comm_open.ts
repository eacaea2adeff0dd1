import { readCommOpen } from "../protocol/comm.ts";
import type { Handler } from "./handler.ts";

/** The kernel knows no targets yet; the protocol has it close at once what it cannot serve. */
export const comm_open: Handler<"comm_open"> = (content, { publish }) => {
  const { comm_id } = readCommOpen(content);
  publish("comm_close", { comm_id, data: {} });
  return undefined;
};
