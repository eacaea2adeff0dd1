// When something was handed in, and what that costs.
import { momentOf } from "./time-zone.ts";

/** When it was due, and what part of the points goes for each day that was begun after that. */
export interface LateRule {
  due: Date;
  /** 0.1: a tenth for each day. */
  perDay: number;
  /** So long after it was due it is not late. */
  graceMinutes: number;
}

export interface Lateness {
  hours: number;
  /** What part of its points a submission keeps. */
  factor: number;
}

const hourMs = 3_600_000;

/** Undefined where it is not late, or nobody knows when it came. */
export function latenessOf(received: string | undefined, rule: LateRule | undefined): Lateness | undefined {
  if (received === undefined || rule === undefined) return undefined;
  const late = Date.parse(received) - rule.due.getTime();
  if (!(late > rule.graceMinutes * 60_000)) return undefined;
  const factor = Math.max(0, 1 - rule.perDay * Math.ceil(late / (24 * hourMs)));
  return { hours: Math.round((late / hourMs) * 1e5) / 1e5, factor: Math.round(factor * 1e6) / 1e6 };
}

/**
 * What is odd about a time that a student's machine has written. A time in the future does not count: the clock was wrong. One of long
 * before may be right, and a person looks at it.
 */
export function clockOf(
  said: string,
  rule: LateRule | undefined,
  now = Date.now(),
): { isWrong: boolean; remark: string } | undefined {
  const time = Date.parse(said);
  if (time > now + 24 * hourMs)
    return {
      isWrong: true,
      remark: `timestamp.txt says ${said}, which is still to come: the clock of that machine was wrong, and when it was handed in is not known`,
    };
  if (rule && time < rule.due.getTime() - 365 * 24 * hourMs)
    return {
      isWrong: false,
      remark: `timestamp.txt says ${said}, more than a year before it was due: was the clock of that machine right?`,
    };
  return undefined;
}

/** nbgrader's timestamp.txt: "2027-01-15 22:58:23.948203 UTC", a name of a zone such as "Europe/Berlin" too. */
export function readTimestamp(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\s*(\S*)/.exec(text.trim());
  if (!found) return undefined;
  const [, day, time, fraction = "0", zone = ""] = found;
  const moment = momentOf(`${day}T${time}.${fraction.padEnd(3, "0")}`, zone);
  return moment === undefined ? undefined : new Date(moment).toISOString();
}
