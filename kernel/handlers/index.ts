// The table: each request's handler under the request's own name, as the Jupyter messaging document lists them.
import type { RequestType } from "../protocol/requests.ts";
import { comm_close } from "./comm_close.ts";
import { comm_info_request } from "./comm_info_request.ts";
import { comm_msg } from "./comm_msg.ts";
import { comm_open } from "./comm_open.ts";
import { complete_request } from "./complete_request.ts";
import { create_subshell_request } from "./create_subshell_request.ts";
import { delete_subshell_request } from "./delete_subshell_request.ts";
import { execute_request } from "./execute_request.ts";
import type { Handler } from "./handler.ts";
import { history_request } from "./history_request.ts";
import { inspect_request } from "./inspect_request.ts";
import { interrupt_request } from "./interrupt_request.ts";
import { is_complete_request } from "./is_complete_request.ts";
import { kernel_info_request } from "./kernel_info_request.ts";
import { list_subshell_request } from "./list_subshell_request.ts";
import { shutdown_request } from "./shutdown_request.ts";

export const handlers: { [Type in RequestType]: Handler<Type> } = {
  execute_request,
  inspect_request,
  complete_request,
  history_request,
  is_complete_request,
  comm_info_request,
  comm_open,
  comm_msg,
  comm_close,
  kernel_info_request,
  shutdown_request,
  interrupt_request,
  create_subshell_request,
  delete_subshell_request,
  list_subshell_request,
};

/** Those that may change what the next one finds: each subshell answers them in turn, all others when they arrive. */
export const inTurn: ReadonlySet<RequestType> = new Set(["execute_request", "comm_open", "comm_msg", "comm_close"]);

export function isRequestType(type: string): type is RequestType {
  return Object.hasOwn(handlers, type);
}
