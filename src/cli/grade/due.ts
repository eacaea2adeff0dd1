// `--due TIME`: when a submission is late, and from when on. A time without a zone is this machine's, and is told so.
import { type LateRule, momentOf, offsetOf } from "../../grader/submissions/index.ts";
import { UsageError } from "../usage.ts";

export interface LateOption extends LateRule {
  due: Date;
  /** Where clocks show the time that was written. */
  zone: string;
  /** Whether it was written with the time. */
  isZoneGiven: boolean;
}

/** @throws UsageError */
export function lateOption(
  due: string | undefined,
  perDay: string | undefined,
  grace: string | undefined,
): LateOption | undefined {
  if (due === undefined) {
    if (perDay === undefined && grace === undefined) return undefined;
    throw new UsageError(
      "unrolled grade expects --due with --late-per-day and --grace, but got none: late after when?",
    );
  }
  return {
    ...readDue(due),
    perDay: share("--late-per-day", perDay ?? "0.1"),
    graceMinutes: minutes(grace ?? "0"),
  };
}

/** As students read it: the moment where it was meant, and by UTC. */
export function dueLine({ due, zone, isZoneGiven, perDay, graceMinutes }: LateOption): string {
  const local = new Date(due.getTime() + offsetOf(zone, due.getTime())!);
  const day = new Intl.DateTimeFormat("en-US", { weekday: "long", timeZone: "UTC" }).format(local);
  const short = (time: Date) =>
    time
      .toISOString()
      .slice(0, time.getUTCSeconds() === 0 ? 16 : 19)
      .replace("T", " ");
  const name = isZoneGiven
    ? zone
    : `${zone}, the time zone of this machine (for another write it behind the time: +01:00)`;
  const inUtc = /^(Z|UTC|GMT)$/i.test(zone) ? "" : ` = ${short(due)} UTC`;
  const free = graceMinutes > 0 ? `; ${graceMinutes} minutes are free` : "";
  return `due: ${day}, ${short(local)} ${name}${inUtc}${free}; each day begun after that takes ${perDay} of the points`;
}

function readDue(written: string): Pick<LateOption, "due" | "zone" | "isZoneGiven"> {
  const expected = (what: string) =>
    new UsageError(
      `unrolled grade --due expects ${what}, such as 2027-01-15T23:59+01:00 or "2027-01-15 23:59 Europe/Berlin", but got ${written}`,
    );
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)? ?(\S*))?$/.exec(written.trim());
  if (!found) throw expected("a day and a time");
  const [, day, time, seconds = ":00", given = ""] = found;
  if (time === undefined) throw expected("a time of the day, too");
  const zone = given === "" ? Intl.DateTimeFormat().resolvedOptions().timeZone : given;
  if (offsetOf(zone, 0) === undefined) throw expected("a time zone that is known");
  const moment = momentOf(`${day}T${time}${seconds}.000`, zone);
  if (moment === undefined) throw expected("a day and a time that there are");
  return { due: new Date(moment), zone, isZoneGiven: given !== "" };
}

function minutes(written: string): number {
  const number = Number(written);
  if (number >= 0 && number < Infinity) return number;
  throw new UsageError(`unrolled grade --grace expects minutes, such as 15, but got ${written}`);
}

function share(option: string, written: string): number {
  const number = Number(written);
  if (number >= 0 && number <= 1) return number;
  throw new UsageError(`unrolled grade ${option} expects a number from 0 to 1, such as 0.1, but got ${written}`);
}
