// Every request that the kernel answers, with the content of its reply; `undefined` for messages that get none.
import type { CommInfoReply } from "./comm.ts";
import type { CompleteReply } from "./complete.ts";
import type { ExecuteReply } from "./execute.ts";
import type { HistoryReply } from "./history.ts";
import type { InspectReply } from "./inspect.ts";
import type { InterruptReply } from "./interrupt.ts";
import type { IsCompleteReply } from "./is_complete.ts";
import type { KernelInfoReply } from "./kernel_info.ts";
import type { ShutdownReply } from "./shutdown.ts";
import type { CreateSubshellReply, DeleteSubshellReply, ListSubshellReply } from "./subshell.ts";

export interface Requests {
  kernel_info_request: KernelInfoReply;
  execute_request: ExecuteReply;
  complete_request: CompleteReply;
  inspect_request: InspectReply;
  is_complete_request: IsCompleteReply;
  history_request: HistoryReply;
  comm_info_request: CommInfoReply;
  comm_open: undefined;
  comm_msg: undefined;
  comm_close: undefined;
  interrupt_request: InterruptReply;
  shutdown_request: ShutdownReply;
  create_subshell_request: CreateSubshellReply;
  delete_subshell_request: DeleteSubshellReply;
  list_subshell_request: ListSubshellReply;
}

export type RequestType = keyof Requests;
