// What a handler is: the content of a request in, the content of its reply out, and what it may use on the way.
import type { IOPub } from "../protocol/iopub.ts";
import type { Content, Message } from "../protocol/message.ts";
import type { ErrorReply } from "../protocol/reply.ts";
import type { Requests, RequestType } from "../protocol/requests.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import type { Session } from "../session.ts";
import type { History } from "./history.ts";

/** A handler that throws answers with an "error" reply; one for a message without a reply returns undefined. */
export type Handler<Type extends RequestType> = (
  content: Content,
  context: Context,
) => Reply<Type> | Promise<Reply<Type>>;

export type Reply<Type extends RequestType> =
  | Requests[Type]
  | (Requests[Type] extends undefined ? undefined : ErrorReply);

/** What travels beside a message's content. */
export type Extras = Partial<Pick<Message, "metadata" | "buffers">>;

export interface Subshells {
  /** Returns the new subshell's id. */
  create(): string;
  /** Throws where there is none of this id. */
  delete(id: string): void;
  list(): string[];
}

/** A cell was stopped while it waited for a session that was still starting. */
export class StoppedBeforeStart extends Error {
  static {
    StoppedBeforeStart.prototype.name = "Interrupted";
  }
  constructor() {
    super("the cell was stopped before it began");
  }
}

export interface Context {
  /** The whole request, where its content is not enough. */
  message: Message;
  /**
   * Still starting, perhaps: only what needs the language waits for it. Rejects with StoppedBeforeStart where the request
   * is an execution and is interrupted meanwhile.
   */
  session: Promise<Session>;
  history: History;
  /** The subshell that the request came to; undefined for the main shell. */
  subshell: string | undefined;
  subshells: Subshells;
  /** Broadcasts a message that belongs to this request, also when the request is long done. */
  publish<Type extends keyof IOPub>(type: Type, content: IOPub[Type], extras?: Extras): void;
  /** Asks the sender of this request; rejects when the request is done before there is an answer. */
  ask(request: InputRequest): Promise<string>;
  /** Marks the executions that wait behind this one as aborted, including those that have arrived but are still unread. */
  abortQueue(): Promise<void>;
  interrupt(): void;
  /** Ends the kernel once this request is answered. */
  shutdown(options: { restart: boolean }): void;
}
