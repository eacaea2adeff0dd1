// Scores go to a platform that speaks LTI 1.3: each once, again only when it changed, whatever the platform does meanwhile.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { PlatformError } from "../../../../src/grader/exchange/lti/ask.ts";
import { AgsClient } from "../../../../src/grader/exchange/lti/client.ts";
import { planOf, push, type Sent } from "../../../../src/grader/exchange/lti/push.ts";
import { readPlatform } from "../../../../src/grader/exchange/lti/settings.ts";
import { readUsers } from "../../../../src/grader/exchange/lti/users.ts";
import type { CheckResult, SubmissionResult } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { startPlatform, type TestPlatform } from "../../../class/platform.ts";

const check = (points: number | null): CheckResult => ({
  submission: "s",
  question: "q1",
  check: "q1",
  kind: "public",
  state: points === null ? "to-mark" : points > 0 ? "pass" : "fail",
  credit: points,
  points,
  of: 4,
  message: "",
  seed: "",
  milliseconds: 1,
});
const submission = (student: string, points: number | null | undefined): SubmissionResult =>
  ({
    submission: student,
    student,
    file: "",
    hash: "",
    state: points === undefined ? "refused" : "graded",
    ...(points === undefined && { reason: "it is no notebook" }),
    flags: [],
    checks: points === undefined ? [] : [check(points)],
  }) as unknown as SubmissionResult;
const scores = (all: { [student: string]: number | null | undefined }) =>
  Object.entries(all).map(([student, points]) => scoreOf(submission(student, points), []));
const userOf = readUsers("student,sub\nana,u-1\nben,u-2\ncem,u-3\n", "users.csv");

describe("grades by LTI", () => {
  let platform: TestPlatform;
  let sent: Sent;
  beforeEach(async () => {
    platform = await startPlatform({ pageSize: 1 });
    sent = { students: {} };
  });
  afterEach(() => platform.close());

  const send = async (all: Parameters<typeof scores>[0], client = new AgsClient(platform.settings, { waitMs: 1 })) => {
    const plan = planOf(scores(all), userOf, sent);
    const pushed = await push(client, { assignment: "clip", of: 4, plan, sent }, { note: () => {} });
    return { ...pushed, unchanged: plan.unchanged, leftOut: plan.leftOut };
  };
  const taken = () => platform.scores.map(({ userId, scoreGiven }) => [userId, scoreGiven]);

  it("come once, again when they change, and not for what is not graded", async () => {
    const first = await send({ ana: 3, ben: 0, dora: 4, emil: undefined });
    assert.deepEqual([first.sent, first.failed], [2, []]);
    assert.deepEqual(first.leftOut, [
      "dora: no row of users.csv with a sub is theirs",
      "emil: not graded (it is no notebook)",
    ]);
    assert.deepEqual(taken(), [["u-1", 3], ["u-2", 0]]); // biome-ignore format: a line
    assert.deepEqual((await send({ ana: 3, ben: 0 })).unchanged, 2);
    await send({ ana: 3, ben: 2 });
    assert.deepEqual(taken().slice(2), [["u-2", 2]]);
    assert.equal(platform.items.length, 1, "the line item is found again, pages behind others too");
    assert.equal(platform.items[0]!.scoreMaximum, 4);
  });

  it("say that a person still marks, with no number, and then the number", async () => {
    await send({ ana: null });
    const [waiting] = platform.scores;
    assert.deepEqual(
      [waiting!.scoreGiven, waiting!.activityProgress, waiting!.gradingProgress],
      [undefined, "Submitted", "PendingManual"],
    );
    await send({ ana: 4 });
    assert.deepEqual([platform.scores[1]!.scoreGiven, platform.scores[1]!.gradingProgress], [4, "FullyGraded"]);
  });

  it("find their line item on a later page", async () => {
    for (const name of ["a", "b"])
      platform.items.push({
        id: `${platform.settings.lineItemsUrl}/${name}`,
        label: name,
        scoreMaximum: 1,
        resourceId: "clip-other",
      });
    await send({ ana: 1 });
    await send({ ana: 2 });
    assert.equal(platform.items.length, 3);
  });

  it("wait for a platform that is busy or away as long as it asks, and say so", async () => {
    const waits: string[] = [];
    const client = new AgsClient(platform.settings, { waitMs: 1, onWait: text => waits.push(text) });
    platform.faults = { status: 429, times: 1, retryAfter: 0 };
    await send({ ana: 1 }, client);
    platform.faults = { status: 503, times: 2, retryAfter: new Date(Date.now() - 1000).toUTCString() };
    await send({ ana: 2 }, client);
    platform.faults = { status: 503, times: 1, path: "/token" };
    await send({ ana: 3 }, new AgsClient(platform.settings, { waitMs: 1, onWait: text => waits.push(text) }));
    assert.deepEqual(taken(), [["u-1", 1], ["u-1", 2], ["u-1", 3]]); // biome-ignore format: a line
    assert.deepEqual(
      waits.map(text => text.replace(/http\S*/, "…")),
      [
        '"lineItemsUrl" (… answers 429 (on purpose): asked again in 0 s (2 of 4)',
        '"lineItemsUrl" (… answers 503 (on purpose): asked again in 0 s (2 of 4)',
        '"lineItemsUrl" (… answers 503 (on purpose): asked again in 0 s (3 of 4)',
        '"tokenUrl" (… answers 503 (on purpose): asked again in 1 s (2 of 4)',
      ],
    );
    platform.faults = { status: 503, times: 9, retryAfter: 86_400 };
    await assert.rejects(send({ ana: 4 }, client), /answers 503 .* and asks to wait for 86400 s: send again then/);
    assert.equal(platform.faults.times, 8, "it is not asked in vain");
  });

  it("ask for a new token where one ends in the middle of a run: once", async () => {
    platform.onScore = () => platform.forgetTokens();
    await send({ ana: 1, ben: 2 });
    assert.deepEqual([taken().length, platform.tokensGiven], [2, 2]);
    platform.faults = { status: 401, times: 9, path: "/items", body: "invalid_token" };
    await assert.rejects(
      send({ ana: 2 }),
      /"lineItemsUrl" \(http\S+\) answers 401 \(invalid_token\), but line items are expected\. It refuses a token that "tokenUrl" has just given/,
    );
    assert.deepEqual([platform.faults.times, platform.tokensGiven], [7, 4]);
  });

  for (const [what, faults, says] of [
    ["lineItemsUrl is a page", { status: 200, path: "/items", body: "<html>Log in</html>" }, /"lineItemsUrl" \(http\S+\) answers a web page \(<html>Log in<\/html>\), but line items are expected\. Copy "lineItemsUrl" anew/],
    ["lineItemsUrl leads to a login", { status: 302, path: "/items", location: "/login" }, /"lineItemsUrl" \(http\S+\) leads on to \/login \(302\), but line items are expected: it is the address of a page/],
    ["lineItemsUrl is another service's", { status: 200, path: "/items", body: '{"courses":[]}' }, /"lineItemsUrl" .* expects a list of line items from the platform, but got \{"courses":\[\]\}/],
    ["lineItemsUrl is another course's", { status: 403, path: "/items", body: "scope" }, /"lineItemsUrl" .* answers 403 \(scope\).* Allow the tool there to make columns/],
    ["tokenUrl leads nowhere", { status: 404, path: "/token", body: "" }, /"tokenUrl" \(http\S+\) answers 404, but a token is expected\. Copy "tokenUrl" anew/],
    ["tokenUrl is a page", { status: 200, path: "/token", body: "<!doctype html>Hello" }, /"tokenUrl" .* answers a web page/],
    ["tokenUrl gives something else", { status: 200, path: "/token", body: "{}" }, /"tokenUrl" .* expects JSON with "access_token" from the platform, but got \{\}/],
    ["the clientId is not known", { status: 401, path: "/token", body: "invalid_client" }, /"tokenUrl" .* answers 401 \(invalid_client\), but a token is expected\. Is "unrolled-grader" \("clientId"\) the tool's there, .*\(kid grader-1\)/],
  ] as const) // biome-ignore format: a case a line
    it(`name the setting, what is expected and what came where ${what}`, async () => {
      platform.faults = { ...faults, times: 9 };
      await assert.rejects(send({ ana: 1 }), says);
      assert.deepEqual([platform.faults.times, sent], [8, { students: {} }], "asked once, and nothing is noted");
    });

  it("stop where the platform stays away, and go on from there", async () => {
    platform.faults = { status: 500, times: 100 };
    await assert.rejects(send({ ana: 1 }), /"lineItemsUrl" .* answers 500 \(on purpose\), 4 times\./);
    platform.faults = {};
    const { settings } = platform;
    await platform.close();
    const waits: string[] = [];
    const client = new AgsClient(settings, { waitMs: 1, onWait: text => waits.push(text) });
    await assert.rejects(send({ ana: 1 }, client), /"tokenUrl" .* does not answer \(connect ECONNREFUSED.*\), 4 times/);
    assert.equal(waits.length, 3);
    assert.deepEqual(sent, { students: {} });
    platform = await startPlatform();
    await send({ ana: 1 });
    assert.deepEqual(Object.keys(sent.students), ["ana"]);
  });

  it("stop in the middle where the platform goes, and send the rest the next time", async () => {
    platform.onScore = () => (platform.faults = { status: 503, times: 100 });
    await assert.rejects(send({ ana: 1, ben: 2, cem: 3 }), /answers 503/);
    platform.faults = {};
    platform.onScore = () => {};
    assert.deepEqual((await send({ ana: 1, ben: 2, cem: 3 })).sent, 2);
    assert.deepEqual(taken(), [["u-1", 1], ["u-2", 2], ["u-3", 3]]); // biome-ignore format: a line
  });

  it("come once also where a run broke between the sending and the note of it", async () => {
    const disk = { text: '{"students":{}}', isFull: false };
    const note = (now: Sent) => {
      if (disk.isFull) throw new Error("the machine went off");
      disk.text = JSON.stringify(now);
    };
    platform.onScore = () => (disk.isFull = true);
    const run = async (all: Parameters<typeof scores>[0]) => {
      const known = JSON.parse(disk.text) as Sent;
      const plan = planOf(scores(all), userOf, known);
      const client = new AgsClient(platform.settings, { waitMs: 1 });
      return push(client, { assignment: "clip", of: 4, plan, sent: known }, { note });
    };
    await assert.rejects(run({ ana: 1 }), /the machine went off/);
    disk.isFull = false;
    platform.onScore = () => {};
    assert.deepEqual(await run({ ana: 1 }), { sent: 1, failed: [], column: undefined });
    assert.deepEqual(taken(), [["u-1", 1]]);
    assert.equal((await run({ ana: 1 })).sent, 0);
    // And where it has changed meanwhile, the new one counts.
    platform.onScore = () => (disk.isFull = true);
    await assert.rejects(run({ ana: 2 }), /the machine went off/);
    disk.isFull = false;
    platform.onScore = () => {};
    await run({ ana: 3 });
    assert.deepEqual(taken(), [["u-1", 1], ["u-1", 2], ["u-1", 3]]); // biome-ignore format: a line
  });

  it("go to nobody whose number is unclear, and the reason is the right one", () => {
    const why = (text: string, student: string) => {
      const found = readUsers(text, "users.csv")(student);
      return "why" in found ? found.why : found.sub;
    };
    const two =
      "student,name,sub\nana,Anna Meyer,u-1\nanna2,Anna Meyer,u-2\nben,Ben,u-3\nana,Anna Meyer,u-9\ncem,Cem,\ndora,Dora,u-3\n";
    assert.equal(
      why(two, "ana"),
      'users.csv has several numbers for this name, u-1 in row 2 and u-9 in row 5: leave theirs, or name students by id in a column "student"',
    );
    assert.match(why(two, "Anna Meyer"), /several numbers for this name, u-1 in row 2 and u-2 in row 3/);
    assert.equal(why(two, "anna2"), "u-2", "the id decides where the name is two people's");
    assert.match(why(two, "ben"), /u-3 stands in row 4 and in row 7 of users\.csv: whose is it\?/);
    assert.match(why(two, "cem"), /no row of users\.csv with a sub is theirs/);
    assert.throws(
      () => readUsers("student,number\nana,1\n", "users.csv"),
      /expects a column sub.*headings are student, number/,
    );
  });

  it("never are one student's in the place of another's, whose name is read as the same", async () => {
    const { leftOut, sent: count } = await send({ ana: 1, "ANA ": 3, ben: 2 });
    assert.deepEqual([count, taken()], [1, [["u-2", 2]]]);
    assert.deepEqual(leftOut, [
      "ana: ANA  has the same number, u-1: whose is it?",
      "ANA : ana has the same number, u-1: whose is it?",
    ]);
  });

  describe("where an assignment's points have changed", () => {
    const sendOf = (of: number, all: Parameters<typeof scores>[0]) => {
      const plan = planOf(scores(all), userOf, sent);
      const client = new AgsClient(platform.settings, { waitMs: 1 });
      return push(client, { assignment: "clip", of, plan, sent }, { note: () => {} });
    };
    const points = () => platform.items.map(({ scoreMaximum }) => scoreMaximum);

    it("go into a column whose points follow, which is told once, and all else of it stays", async () => {
      await sendOf(4, { ana: 1 });
      platform.items[0] = { ...platform.items[0]!, label: "Clipping", tag: "grade", resourceLinkId: "link-1" };
      assert.deepEqual((await sendOf(6, { ana: 1, ben: 3 })).column, { state: "followed", before: 4 });
      assert.deepEqual(platform.items[0], {
        id: platform.items[0]!.id,
        label: "Clipping",
        tag: "grade",
        resourceLinkId: "link-1",
        resourceId: "clip",
        scoreMaximum: 6,
      });
      assert.equal((await sendOf(6, { ana: 2 })).column, undefined);
    });

    it("let it follow where no score is new: all wait for a person", async () => {
      await sendOf(4, { ana: null });
      assert.deepEqual((await sendOf(6, { ana: null })).column, { state: "followed", before: 4 });
      assert.deepEqual([points(), platform.scores.length], [[6], 1]);
      await sendOf(0, { ana: undefined });
      assert.deepEqual(points(), [6], "where nothing is graded, no points are known");
    });

    it("leave the points that somebody gave it there, and tell them", async () => {
      await sendOf(4, { ana: 1 });
      platform.items[0]!.scoreMaximum = 100;
      assert.deepEqual((await sendOf(6, { ana: 2 })).column, { state: "others", points: 100 });
      assert.deepEqual(points(), [100]);
      platform.items[0]!.scoreMaximum = 4;
      assert.deepEqual((await sendOf(6, { ana: 3 })).column, { state: "others", points: 4 }, "now they are theirs");
    });

    it("tell where the platform does not let it follow, are sent all the same, and try again", async () => {
      await sendOf(4, { ana: 1 });
      for (const status of [403, 404, 405, 500]) {
        platform.faults = { status, path: "/item", times: status === 500 ? 4 : 1 };
        const { sent: count, column } = await sendOf(6, { ana: 1, ben: status / 1000 });
        assert.ok(count > 0);
        assert.ok(column?.state === "refused" && column.points === 4, JSON.stringify(column));
        assert.match(
          column.why,
          new RegExp(`answers ${status} \\(on purpose\\), (but a line item changed is expected|4 times)`),
        );
      }
      platform.keepsPoints = true;
      assert.match(
        JSON.stringify((await sendOf(6, { ana: 1 })).column),
        /"refused".*takes the new points, and keeps the old/,
      );
      platform.keepsPoints = false;
      assert.deepEqual((await sendOf(6, { ana: 1 })).column, { state: "followed", before: 4 });
    });

    it("send nothing where the platform has gone", async () => {
      await sendOf(4, { ana: 1 });
      platform.faults = { status: 429, path: "/item", times: 9 };
      await assert.rejects(sendOf(6, { ana: 2 }), /answers 429/);
      assert.deepEqual(taken(), [["u-1", 1]]);
    });
  });

  it("are later than what was sent before, whatever this clock says; a newer one of the platform's stays, which is said", async () => {
    sent = { students: { ana: { score: "", timestamp: new Date(Date.now() + 3_600_000).toISOString() } } };
    await send({ ana: 1 });
    assert.ok(Date.parse(platform.scores[0]!.timestamp) > Date.now() + 3_500_000);
    sent = { students: {} };
    assert.deepEqual((await send({ ana: 2, ben: 1 })).failed, ["ana: the platform has a newer score, which stays"]);
    assert.deepEqual(taken(), [["u-1", 1], ["u-2", 1]]); // biome-ignore format: a line
  });

  it("need the right key, which is said", async () => {
    const other = await startPlatform();
    const settings = { ...platform.settings, key: other.settings.key };
    await other.close();
    await assert.rejects(
      send({ ana: 1 }, new AgsClient(settings, { waitMs: 1 })),
      (error: unknown) =>
        error instanceof PlatformError && /"tokenUrl" .* answers 400 .*"key" \(kid grader-1\)/.test(error.message),
    );
  });

  it("need a platform described whole, and an address that nobody reads along", () => {
    const whole = platform.settings;
    assert.equal(readPlatform(JSON.stringify(whole), "p.json").clientId, whole.clientId);
    for (const [change, says] of [
      [{ clientId: undefined }, /p\.json expects "clientId", a text, but got none/],
      [{ tokenUrl: "http://example.org/token" }, /"tokenUrl" is expected to be an https address/],
      [{ lineItemsUrl: "course 3" }, /"lineItemsUrl" is expected to be an https address, but got "course 3"/],
      [{ key: undefined }, /expects "key", a private RSA key as JWK .* with a "kid" .*, but got none/],
      [{ key: { kty: "RSA", kid: "x", n: "", e: "" } }, /but got one with kty, kid, n, e/],
    ] as const)
      assert.throws(() => readPlatform(JSON.stringify({ ...whole, ...change }), "p.json"), says);
    // README's line makes such a key.
    const [, line] = /^node -e '(.+)'/m.exec(readFileSync(new URL("../../../../README.md", import.meta.url), "utf8"))!;
    const made = spawnSync(process.execPath, ["-e", line!], { encoding: "utf8", env: {} });
    const [key, open] = made.stdout
      .trim()
      .split("\n")
      .map(one => JSON.parse(one) as Record<string, unknown>);
    assert.equal(readPlatform(JSON.stringify({ ...whole, key }), "p.json").key.kid, open!.kid, made.stderr);
    assert.deepEqual([open!.d, open!.n === key!.n], [undefined, true], "the second is the public half");
    assert.throws(() => readPlatform("clientId: x", "p.json"), /p\.json is expected to be JSON/);
  });
});
