// The messages between a session's caller and the box in which the session runs.
import type { CommMessage } from "../protocol/comm.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import type { CallOptions, ExecuteOptions, ListenOptions, Session, SessionOptions, TurnOptions } from "../session.ts";

/** The channel's file descriptor in the box. */
export const channelFd = 3;

/** Functions stay where they are; a launcher starts the box itself. */
export type BoxOptions = Omit<SessionOptions, "launch">;

type Plain<Options> = Omit<Options, "onOutput" | "onInput">;

/** What a session is asked, by method. The answers are the session's own. */
export type Asked =
  | { method: "execute"; code: string; options: Plain<ExecuteOptions>; isInputAllowed: boolean }
  | { method: "evaluate"; expression: string; options: TurnOptions }
  | { method: "callEncoded"; name: string; args: string; options: Plain<CallOptions> }
  | { method: "comm"; message: CommMessage; options: Plain<ListenOptions> }
  | { method: "complete"; code: string; offset: number }
  | { method: "inspect"; code: string; offset: number; level: 0 | 1 }
  | { method: "isComplete"; code: string };

export type Answer<Method extends Asked["method"]> = Awaited<ReturnType<Session[Method]>>;

export type ToBox =
  | { op: "start"; options: BoxOptions }
  | { op: "ask"; id: number; asked: Asked }
  | ({ op: "answer"; prompt: number } & ({ value: string } | { reason: string }))
  | { op: "interrupt" }
  | { op: "close" };

/** An error as it crosses the channel. A CallError has the last three. */
export interface PlainError {
  name: string;
  message: string;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export type FromBox =
  | { op: "ready" }
  | { op: "failed"; error: PlainError }
  | { op: "output"; id: number; output: Output }
  | { op: "prompt"; id: number; prompt: number; request: InputRequest }
  | { op: "done"; id: number; answer?: unknown }
  | { op: "threw"; id: number; error: PlainError };
