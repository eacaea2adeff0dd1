import assert from "node:assert/strict";
import { concernsOf } from "../../../../src/grader/report/concerns.ts";
import { factsOf, quantile } from "../../../../src/grader/report/facts.ts";
import { reportPage } from "../../../../src/grader/report/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { classMarks, classNotebooks, classRun, hints } from "../made-up-class.ts";

const run = classRun();
const scores = run.submissions.map(result => scoreOf(result, classMarks()));
const questions = ["q1", "q2", "q3", "drawn", "q4", "q5", "q6"];
const made = reportPage({ run, scores, questions, ...classNotebooks() });
const words = made
  .replace(/^[\s\S]*<body>/, "")
  .replace(/<[^>]*>/g, " ")
  .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  .replace(/\s+/g, " ");

describe("the report for who teaches", () => {
  it("is of a class with every state, a refused and a lost file, flags, late ones and marks", () => {
    const states = new Set(run.submissions.flatMap(({ checks }) => checks.map(({ state }) => state)));
    assert.equal(states.size, 9, [...states].join());
    assert.deepEqual(
      new Set(run.submissions.map(({ state }) => state)),
      new Set(["graded", "refused", "infrastructure-error"]),
    );
    assert.ok(run.submissions.some(({ late, flags }) => late && flags.length === 0));
  });

  it("says what is open: a broken question, texts to mark", () => {
    assert.match(words, /30 submissions: 13 graded, 13 to mark, 3 incomplete, 1 refused/);
    assert.match(words, /q3 is broken for 1 student: its author should mend it; nobody has lost points/);
    assert.match(words, /13 texts wait for a person/);
  });

  it("calls people by name and id, in the order of names", () => {
    const names = new Map([
      ["ana", "Zoë Zimt"],
      ["ben", "Álvaro Abt"],
    ]);
    const named = run.submissions.map(one => ({
      ...one,
      ...(names.has(one.student) && { name: names.get(one.student)! }),
    }));
    const scores = named.map(result => scoreOf(result, classMarks()));
    const page = reportPage({ run, scores, questions, ...classNotebooks() }).replace(/<[^>]*>/g, " ");
    const everybody = page.slice(page.lastIndexOf("Everybody"));
    const [first, chiara, last] = ["Álvaro Abt (ben)", "chiara", "Zoë Zimt (ana)"].map(text => everybody.indexOf(text));
    assert.ok(0 < first! && first! < chiara! && chiara! < last!, String([first, chiara, last]));
    assert.match(page, /Álvaro Abt \(ben\) +and +gül/);
  });

  it("names who needs a look and why, first whose work was not graded", () => {
    const list = words.slice(words.indexOf("Who needs a look"), words.indexOf("Points"));
    assert.match(list, /not graded: it is no notebook: its first line is <\/style>/);
    assert.match(list, /not graded, our fault: the disk was full/);
    assert.match(list, /emil stopped from outside: q1 4 of 7 questions not attempted/);
    assert.match(list, /quentin much in common with rosa/);
    assert.ok(list.indexOf("the disk was full") < list.indexOf("emil"));
  });

  it("calls nobody for a note, which a whole class may have, and gives no mean of blanks while answers wait", () => {
    const [first] = scores;
    const check = { ...first!.questions[0]!.checks[0]!, kind: "written" as const, of: 2 };
    const blank = { ...check, state: "not-attempted" as const, credit: 0, points: 0 };
    const open = { ...check, state: "to-mark" as const, credit: null, points: null };
    const flags = [{ kind: "note", message: "no user of the machine" }];
    const one = (student: string, made: typeof blank | typeof open) =>
      scoreOf({ ...first!.result, student, submission: student, hash: student, flags, checks: [made, { ...made, question: "q9", state: "pass", points: 1 }] }, []); // biome-ignore format: a line
    const [ana, ben] = [one("ana", blank), one("ben", open)];
    assert.deepEqual(concernsOf([ben], [], new Set()), []);
    const meanOf = (...some: typeof scores) => factsOf(some, [])[0]!.mean;
    assert.deepEqual([meanOf(ana, ben), meanOf(ana)], [undefined, 0]);
  });

  it("names who handed in the same file", () => {
    const same = run.submissions.slice(0, 7).map(result => scoreOf({ ...result, hash: "0", flags: [] }, []));
    const text = reportPage({ run, scores: same, questions, notebooks: new Map(), author: {} });
    assert.match(text, /the very same file as ben, chiara, dávid, emil and 2 others/);
  });

  it("accuses nobody of a copy whose file was refused, lost or has no answer", () => {
    const [ana, ben] = run.submissions.slice(0, 2).map(result => ({ ...result, flags: [] }));
    const nothing = { checks: [], reason: "no notebook was handed in, but essay.pdf" };
    const open = (result: typeof ana) =>
      result!.checks.map(check => ({ ...check, state: "not-attempted" as const, credit: 0, points: 0 }));
    const cases = [
      [ana, ben].map(result => ({ ...result!, ...nothing, state: "refused" as const, hash: "" })),
      [ana, ben].map(result => ({ ...result!, ...nothing, state: "refused" as const, hash: "e3b0c442" })),
      [ana, ben].map(result => ({ ...result!, ...nothing, state: "infrastructure-error" as const, hash: "" })),
      [ana, ben].map(result => ({ ...result!, checks: open(result), hash: "of-the-handout" })),
    ];
    for (const submissions of cases) {
      const pair = submissions.map(result => scoreOf(result, []));
      const text = reportPage({ run, scores: pair, questions, notebooks: new Map(), author: {} });
      assert.match(text, /ben/);
      assert.doesNotMatch(text, /very same file/);
    }
  });

  it("names who has what is right for another, in more than one question", () => {
    const [ana, ben, chiara] = run.submissions.map(result => ({ ...result, hash: result.student, flags: [] }));
    const having = (result: typeof ana, state: "pass" | "fail", ...given: string[]) =>
      scoreOf(
        {
          ...result!,
          checks: given.map((text, i) => ({
            ...ana!.checks[i]!,
            submission: result!.submission,
            kind: "public",
            state,
            given: text,
          })),
        },
        [],
      );
    const report = (...all: ReturnType<typeof having>[]) =>
      reportPage({ run, scores: all, questions, notebooks: new Map(), author: {} });
    const right = having(ana, "pass", "[null, 17]", "{ a: 39 }", "40");
    const copied = report(
      right,
      having(ben, "fail", "[null, 17]", "{ a: 39 }", "40"),
      having(chiara, "fail", "[null, 17]", "{ a: 7 }", "40"),
    );
    assert.match(copied, /ben<\/bdi><\/th><td[^>]*>has what is right for ana in q1, q2, and wrong here/);
    assert.doesNotMatch(copied, /chiara<\/bdi><\/th><td[^>]*>has/);
  });

  it("shows a class before its texts are marked, too", () => {
    const unmarked = run.submissions.map(result => scoreOf(result, []));
    const text = reportPage({ run, scores: unmarked, questions, notebooks: new Map(), author: {} });
    assert.match(text, /28 submissions: mean/);
    assert.match(text, /26 submissions are not wholly scored, and count with what is there so far/);
  });

  it("counts each submission of a question once", () => {
    for (const { question, counts } of factsOf(scores, questions)) {
      const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
      assert.equal(all, 28, question); // two of thirty have no checks
    }
    const q3 = factsOf(scores, questions).find(({ question }) => question === "q3")!;
    const states = run.submissions.flatMap(({ checks }) =>
      checks.filter(one => one.check === "q3").map(({ state }) => state),
    );
    const count = (...wanted: string[]) => states.filter(state => wanted.includes(state)).length;
    assert.deepEqual(q3.counts, {
      right: count("pass"),
      "partly right": 0,
      wrong: count("fail"),
      "not attempted": count("not-attempted"),
      "failed to run": count("student-error", "time-out", "kernel-died"),
      "to mark": 0,
      "not scored": 2,
    });
  });

  it("lists the commonest mistakes by their hints, each with its students", () => {
    const [first] = factsOf(scores, questions).find(({ question }) => question === "q4")!.mistakes;
    const who = run.submissions
      .filter(({ checks }) => checks.some(({ mistake }) => mistake === hints.q4))
      .map(({ student }) => student);
    assert.deepEqual(first, { text: hints.q4, students: who });
  });

  it("lists wrong answers of several that no mistake explains, and not what is the same for all", () => {
    const given = (text: string, mistake?: string) =>
      run.submissions.slice(0, 4).map((result, i) => {
        const q2 = {
          ...result.checks.find(({ question }) => question === "q2")!,
          state: "fail" as const,
          credit: 0,
          points: 0,
        };
        const check = { ...q2, given: i === 3 ? "1" : text };
        return scoreOf({ ...result, checks: [mistake === undefined ? check : { ...check, mistake }] }, []);
      });
    const listed = (...of: Parameters<typeof given>) => factsOf(given(...of), ["q2"])[0]!.unexplained;
    assert.deepEqual(listed("[null, 17]"), [{ text: "[null, 17]", students: ["ana", "ben", "chiara"] }]);
    assert.deepEqual(listed("your function"), []);
    assert.deepEqual(listed("39", "a known one"), []);
  });

  it("takes quantiles as NumPy does", () => {
    // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], [0, 0.1, 0.25, 0.5, 0.75, 1])
    const list = [3, 1, 4, 1, 5, 9, 2, 6];
    const found = [0, 0.1, 0.25, 0.5, 0.75, 1].map(part => quantile(list, part));
    assert.deepEqual(found, [1, 1, 1.75, 3.5, 5.25, 9]);
  });

  it("draws, with a description of each picture", () => {
    const pictures = [
      ...made.matchAll(/<img width="\d+" height="\d+" alt="([^"]+)" src="data:image\/svg\+xml;base64,/g),
    ];
    assert.equal(pictures.length, 3);
    assert.match(pictures[0]![1]!, /How many have how many points/);
  });

  it("has nothing of a student as markup", () => {
    const tags = new Set([...made.matchAll(/<\/?([a-z0-9!]+)/gi)].map(([, tag]) => tag!.toLowerCase()));
    for (const tag of ["script", "svg", "iframe", "b"]) assert.ok(!tags.has(tag), tag);
    assert.doesNotMatch(made, /<[^>]*\son\w+=/i);
  });

  it("is made of an empty run, too", () => {
    const empty = reportPage({
      run: { ...run, submissions: [] },
      scores: [],
      questions,
      notebooks: new Map(),
      author: {},
    });
    assert.match(empty, /0 submissions: none/);
    assert.match(empty, /Nobody is graded yet/);
  });
});
