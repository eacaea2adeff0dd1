// What the rows of a database of results hold.
import { createHash } from "node:crypto";
import type { HandedIn, Waiting } from "../store.ts";
import type { CheckResult, SubmissionResult } from "../types.ts";
import type { Queries, Row } from "./connection.ts";

/** What is kept of a submission beside its file. */
export type Handed = Waiting & { names: readonly string[]; remarks: readonly string[]; fault?: string };

/** Takes a submission, whoever had it. Undefined where it is graded. */
export const claimIn = async (queries: Queries, run: string, id: string): Promise<Row | undefined> =>
  (
    await queries.rows(
      "UPDATE unrolled.submission SET attempt = attempt + 1 WHERE run = $1 AND id = $2 AND ending IS NULL RETURNING attempt, handed, bytes",
      [run, id],
    )
  )[0];

export const idOf = (text: string): string => createHash("sha256").update(text).digest("hex");

export const parsed = <Value>(json: Row[string] | undefined): Value => JSON.parse(String(json)) as Value;

export const toWaiting = ({ submission, student, name, file, hash, received, late }: Handed): Waiting => ({
  ...{ submission, student, file, hash },
  ...(name !== undefined && { name }),
  ...(received !== undefined && { received }),
  ...(late !== undefined && { late }),
});

export const toResult = ({ handed, ending }: Row, checks: readonly Row[]): SubmissionResult => ({
  ...toWaiting(parsed(handed)),
  ...parsed<Pick<SubmissionResult, "state" | "flags">>(ending),
  checks: checks.map(({ result }) => parsed<CheckResult>(result)),
});

/** The file is read once more: what is stored is what its hash says, or nothing. */
export async function handedOf(one: HandedIn): Promise<{ handed: Handed; bytes?: Buffer }> {
  const { names = [], remarks = [], fault, entry } = one;
  const handed: Handed = { ...toWaiting(one as Handed), names, remarks, ...(fault !== undefined && { fault }) };
  if (!entry || fault !== undefined) return { handed };
  const bytes = await entry.read().catch(() => undefined);
  const hash = bytes && createHash("sha256").update(bytes).digest("hex");
  if (!bytes || hash !== one.hash)
    return {
      handed: { ...handed, fault: "the file was changed or taken away while it was collected: begin a new run" },
    };
  return { handed, bytes };
}
