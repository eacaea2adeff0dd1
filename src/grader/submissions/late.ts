// When something was handed in, and what that costs.

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
  return { hours: Math.round((late / hourMs) * 10) / 10, factor: Math.round(factor * 1e6) / 1e6 };
}

/** nbgrader's timestamp.txt: "2027-01-15 22:58:23.948203 UTC", a name of a zone such as "Europe/Berlin" too. */
export function readTimestamp(text: string): string | undefined {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\s*(\S*)/.exec(text.trim());
  if (!found) return undefined;
  const [, day, time, fraction = "0", zone = ""] = found;
  const local = Date.parse(`${day}T${time}.${fraction.padEnd(3, "0")}Z`);
  const offset = offsetOf(zone, local);
  return Number.isNaN(local) || offset === undefined ? undefined : new Date(local - offset).toISOString();
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetOf(zone: string, local: number): number | undefined {
  if (/^(|Z|UTC|GMT)$/i.test(zone)) return 0;
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign) return (sign === "-" ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    const name = format.formatToParts(local).find(({ type }) => type === "timeZoneName")?.value ?? "";
    return name === "GMT" ? 0 : offsetOf(name.replace("GMT", ""), local);
  } catch {
    return undefined;
  }
}
