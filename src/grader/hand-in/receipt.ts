// What a student keeps of a hand-in: a file for each time, by which feedback is found.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { discard } from "../whole-file.ts";
import type { Whose } from "./place.ts";

/** What a student keeps. */
export interface Receipt extends Whose {
  /** Of the system or the hub, where it is called otherwise than the student. */
  readonly account?: string;
  /** Who the notebook says it is, where that is another one than the student. */
  readonly named?: string;
  /** Where it lies. */
  readonly file: string;
  /** Of the notebook's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** By the clock of that place. */
  readonly time: string;
}

/** A file for each time: earlier receipts stay. @returns its name, or why there is none */
export function writeReceipt(folder: string, receipt: Receipt): string {
  const moment = receipt.time.replace(/\..*/, "").replaceAll(":", "").replace("T", "-");
  for (let n = 1; ; n++) {
    const file = join(folder, `${receipt.assignment}-receipt-${moment}${n === 1 ? "" : `-${n}`}.json`);
    try {
      writeFileSync(file, `${JSON.stringify(receipt, null, 2)}\n`, { flag: "wx" });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      discard(file); // half a receipt is none
      return `not written (${(error as Error).message}): note the number above`;
    }
  }
}

/** A receipt as it lies beside a notebook. */
export interface Kept {
  readonly name: string;
  /** Undefined where the file is damaged. */
  readonly receipt: Pick<Receipt, "file"> | undefined;
}

/** The receipts of an assignment in a folder, the newest first. */
export const receiptsIn = (folder: string, assignment: string): Kept[] =>
  readdirSync(folder)
    .filter(name => name.startsWith(`${assignment}-receipt-`) && name.endsWith(".json"))
    .sort(byTime)
    .map(name => ({ name, receipt: read(join(folder, name)) }));

/** By the moment in the name, then by the number after it: "-10" comes after "-9". */
const byTime = (a: string, b: string): number => b.localeCompare(a, "en", { numeric: true });

function read(path: string): Pick<Receipt, "file"> | undefined {
  try {
    const found = JSON.parse(readFileSync(path, "utf8")) as Receipt | null;
    return typeof found?.file === "string" ? found : undefined;
  } catch {
    return undefined;
  }
}
