// What the kernel broadcasts to every front end, by msg_type.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel
import type { CommClose, CommMsg, CommOpen } from "./comm.ts";
import type { Content } from "./message.ts";
import type { MimeBundle } from "./mime.ts";
import type { ShutdownReply } from "./shutdown.ts";

export interface IOPub {
  status: Status;
  execute_input: ExecuteInput;
  stream: Stream;
  display_data: DisplayData;
  update_display_data: UpdateDisplayData;
  execute_result: ExecuteResult;
  error: IOPubError;
  clear_output: ClearOutput;
  comm_open: CommOpen;
  comm_msg: CommMsg;
  comm_close: CommClose;
  shutdown_reply: ShutdownReply;
  iopub_welcome: IOPubWelcome;
}

export interface Status {
  execution_state: "starting" | "busy" | "idle";
}

/** Tells all front ends what one of them runs. */
export interface ExecuteInput {
  code: string;
  execution_count: number;
}

export interface Stream {
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayData {
  data: MimeBundle;
  metadata: Content;
  /** Not saved in the notebook: the id by which an update finds the display. */
  transient: { display_id?: string };
}

export interface UpdateDisplayData extends DisplayData {
  transient: { display_id: string };
}

export interface ExecuteResult {
  execution_count: number;
  data: MimeBundle;
  metadata: Content;
}

export interface IOPubError {
  ename: string;
  evalue: string;
  traceback: string[];
}

export interface ClearOutput {
  /** Only when there is something new to show. */
  wait: boolean;
}

/** The first message of a subscription: from here on nothing is missed (JEP 65). */
export interface IOPubWelcome {
  subscription: string;
}
