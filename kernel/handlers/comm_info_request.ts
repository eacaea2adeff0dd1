import type { Handler } from "./handler.ts";

/** No cell can open a comm yet, so none is open. */
export const comm_info_request: Handler<"comm_info_request"> = () => ({ status: "ok", comms: {} });
