// What a running cell says before it is done. Each becomes one IOPub message, but for a page, which goes with the reply.
import type { CommMessage } from "./comm.ts";
import type { Presentation } from "./mime.ts";

export type Output =
  /** `uncaught`: it tells of this error. */
  | { type: "stream"; name: "stdout" | "stderr"; text: string; uncaught?: UncaughtError }
  | ({ type: "display"; displayId?: string; update?: boolean } & Presentation)
  | { type: "clear"; wait: boolean }
  /** For the front end's pager. Where no reply can carry it, it is shown as a display. */
  | ({ type: "page" } & Presentation)
  | CommMessage;

/** An error that nothing caught. It ends no cell. */
export interface UncaughtError {
  ename: string;
  evalue: string;
  /** Lines in the cells' own lines and columns, ready to print. */
  traceback: string[];
  /** Whether it was a promise's: then it may be that an await is missing. */
  inPromise: boolean;
  /** Where in a cell it was thrown, or where the cell let go of the promise; counted from 1. */
  place?: { cell: number; line: number; column: number };
}

/** As browsers say it: nothing else tells that what stands there was thrown. */
export function uncaughtText({ inPromise, traceback }: UncaughtError): string {
  return `Uncaught ${inPromise ? "(in promise) " : ""}${traceback.join("\n")}\n`;
}
