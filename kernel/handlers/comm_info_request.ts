import { readCommInfoRequest } from "../protocol/comm.ts";
import type { Handler } from "./handler.ts";

export const comm_info_request: Handler<"comm_info_request"> = async (content, context) => {
  const wanted = readCommInfoRequest(content).target_name;
  const { comms } = await context.session;
  const found = [...comms].filter(([, target]) => wanted === undefined || target === wanted);
  return { status: "ok", comms: Object.fromEntries(found.map(([id, target_name]) => [id, { target_name }])) };
};
