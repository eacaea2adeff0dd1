// What a running cell says before it is done. Each becomes one IOPub message, but for a page, which goes with the reply.
import type { CommMessage } from "./comm.ts";
import type { Presentation } from "./mime.ts";

export type Output =
  /** `uncaught`: it tells of an error that nothing caught, which ends no cell. */
  | { type: "stream"; name: "stdout" | "stderr"; text: string; uncaught?: true }
  | ({ type: "display"; displayId?: string; update?: boolean } & Presentation)
  | { type: "clear"; wait: boolean }
  /** For the front end's pager. Where no reply can carry it, it is shown as a display. */
  | ({ type: "page" } & Presentation)
  | CommMessage;
