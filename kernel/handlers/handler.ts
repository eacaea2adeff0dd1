// What a handler is: the content of a request in, the content of its reply out, and what it may use on the way.
import type { IOPub } from "../protocol/iopub.ts";
import type { Content } from "../protocol/message.ts";
import type { ErrorReply } from "../protocol/reply.ts";
import type { Requests, RequestType } from "../protocol/requests.ts";
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

export interface Context {
  /** Still starting, perhaps: only what needs the language waits for it. */
  session: Promise<Session>;
  history: History;
  /** Broadcasts a message that belongs to this request, also when the request is long done. */
  publish<Type extends keyof IOPub>(type: Type, content: IOPub[Type]): void;
  /** Marks the executions that wait behind this one as aborted, including those that have arrived but are still unread. */
  abortQueue(): Promise<void>;
  interrupt(): void;
  /** Ends the kernel once this request is answered. */
  shutdown(options: { restart: boolean }): void;
}
