// What a running cell says before it is done. Each becomes one IOPub message, except that a page goes with the reply.
import type { CommMessage } from "./comm.ts";
import type { Presentation } from "./mime.ts";

export type Output =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  | ({ type: "display"; displayId?: string; update?: boolean } & Presentation)
  | { type: "clear"; wait: boolean }
  | ({ type: "page" } & Presentation)
  | CommMessage;
