import { readShutdownRequest } from "../protocol/shutdown.ts";
import type { Handler } from "./handler.ts";

/** Broadcast to all front ends, besides the reply to one. */
export const shutdown_request: Handler<"shutdown_request"> = (content, { publish, shutdown }) => {
  const { restart } = readShutdownRequest(content);
  publish("shutdown_reply", { status: "ok", restart });
  shutdown({ restart });
  return { status: "ok", restart };
};
