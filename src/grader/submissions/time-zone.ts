// A time of day somewhere is a moment. Zones and their summer times are those that Node's ICU knows.

const hourMs = 3_600_000;

/**
 * The moment at which clocks of a zone show a time, in milliseconds since 1970; undefined where there is no such day or time, or no
 * such zone. A time that clocks show twice is the first; one that they skip is as much later.
 * @param local what they show, written as of UTC: "2027-01-15T23:59:00.000"
 * @param zone "UTC", "+01:00", "Europe/Berlin"
 */
export function momentOf(local: string, zone: string): number | undefined {
  const shown = Date.parse(`${local}Z`);
  // "2027-02-30" is taken for a day in March.
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(local.slice(0, 10))) return undefined;
  const ahead = offsetOf(zone, shown - 24 * hourMs);
  const after = offsetOf(zone, shown + 24 * hourMs);
  if (ahead === undefined || after === undefined) return undefined;
  const [first, second] = [shown - ahead, shown - after];
  return offsetOf(zone, first) !== ahead && offsetOf(zone, second) === after ? second : first;
}

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
export function offsetOf(zone: string, moment: number): number | undefined {
  if (/^(|Z|UTC|GMT)$/i.test(zone)) return 0;
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign) return (sign === "-" ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    const name = format.formatToParts(moment).find(({ type }) => type === "timeZoneName")?.value ?? "";
    return name === "GMT" ? 0 : offsetOf(name.replace("GMT", ""), moment);
  } catch {
    return undefined;
  }
}
