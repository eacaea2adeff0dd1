// `--due` is a moment, whatever the time zone of the machine is.
import assert from "node:assert/strict";
import { dueLine, lateOption } from "../../../src/cli/grade/due.ts";

describe("unrolled grade --due", () => {
  const { TZ } = process.env;
  const inZone = (zone: string) => {
    process.env.TZ = zone;
  };
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  const due = (written: string) => lateOption(written, undefined, undefined)!;
  const moment = (written: string) => due(written).due.toISOString();

  it("takes a time without a zone for the machine's, summer time too", () => {
    inZone("Europe/Berlin");
    assert.equal(moment("2027-01-15 23:59"), "2027-01-15T22:59:00.000Z");
    assert.equal(moment("2027-07-15T23:59:30"), "2027-07-15T21:59:30.000Z");
    inZone("America/New_York");
    assert.equal(moment("2027-01-15 23:59"), "2027-01-16T04:59:00.000Z");
  });

  it("takes an offset or the name of a zone, and then the machine's does not count", () => {
    for (const zone of ["Asia/Tokyo", "UTC", "America/New_York"]) {
      inZone(zone);
      assert.equal(moment("2027-01-15T23:59+01:00"), "2027-01-15T22:59:00.000Z");
      assert.equal(moment("2027-01-15 23:59 -0530"), "2027-01-16T05:29:00.000Z");
      assert.equal(moment("2027-01-15T23:59Z"), "2027-01-15T23:59:00.000Z");
      assert.equal(moment("2027-07-15 23:59 Europe/Berlin"), "2027-07-15T21:59:00.000Z");
      assert.equal(moment("2027-01-15 12:00 Asia/Kathmandu"), "2027-01-15T06:15:00.000Z");
    }
  });

  it("has a moment for times that clocks skip or show twice", () => {
    // In Berlin 2:00 was 3:00 on 28 March 2027, and 3:00 was 2:00 on 31 October.
    assert.equal(moment("2027-03-28 01:59 Europe/Berlin"), "2027-03-28T00:59:00.000Z");
    assert.equal(moment("2027-03-28 02:30 Europe/Berlin"), "2027-03-28T01:30:00.000Z"); // 3:30
    assert.equal(moment("2027-03-28 03:00 Europe/Berlin"), "2027-03-28T01:00:00.000Z");
    assert.equal(moment("2027-10-31 02:30 Europe/Berlin"), "2027-10-31T00:30:00.000Z");
    assert.equal(moment("2027-10-31 03:00 Europe/Berlin"), "2027-10-31T02:00:00.000Z");
  });

  it("is told with its zone, and by UTC", () => {
    inZone("Europe/Berlin");
    assert.equal(
      dueLine(due("2027-01-15 23:59")),
      "due: Friday, 2027-01-15 23:59 Europe/Berlin, the time zone of this machine (for another write it behind the time: +01:00) = 2027-01-15 22:59 UTC; each day begun after that takes 0.1 of the points",
    );
    assert.equal(
      dueLine(lateOption("2027-01-16T00:30+05:30", "0.25", "15")!),
      "due: Saturday, 2027-01-16 00:30 +05:30 = 2027-01-15 19:00 UTC; 15 minutes are free; each day begun after that takes 0.25 of the points",
    );
    assert.match(dueLine(due("2027-01-15T23:59Z")), /^due: Friday, 2027-01-15 23:59 Z; /);
  });

  it("refuses what is no moment: a day alone, another order, a day or a zone that is not", () => {
    for (const [written, expected] of [
      ["2027-01-15", /expects a time of the day, too, such as 2027-01-15T23:59\+01:00 .* but got 2027-01-15$/],
      ["15.01.2027 23:59", /expects a day and a time, such as/],
      ["tomorrow", /expects a day and a time, such as/],
      ["2027-02-30 12:00", /expects a day and a time that there are/],
      ["2027-01-15 25:00", /expects a day and a time that there are/],
      ["2027-01-15 12:00 Mars/Olympus", /expects a time zone that is known/],
    ] as const)
      assert.throws(() => due(written), { name: "UsageError", message: expected });
    assert.throws(() => lateOption("2027-01-15 12:00", undefined, "soon"), /--grace expects minutes, .* but got soon/);
  });
});
