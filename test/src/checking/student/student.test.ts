// Who the student is, and the numbers that are drawn for them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  ____,
  type Context,
  course,
  distinct,
  exactly,
  graded,
  question,
  student,
} from "../../../../src/checking/index.ts";
import { normalizedName } from "../../../../src/checking/student/name.ts";
import { root } from "../../../needs.ts";

const number = (id: string, right: number) =>
  question({ id, asks: `What is ${right}?`, answer: exactly(right), because: "so.", hints: [] });

describe("a student's name", () => {
  after(() => void student(____));

  const same: [string, string][] = [
    ["Ana", "ana"],
    [" ana\t", "ana"],
    ["Ana  María", "ana maría"],
    ["Mari\u0301a", "mar\u00eda"],
    ["a\u200bna", "ana"],
    ["\u212bsa", "\u00e5sa"],
    ["ΟΔΟΣ", "οδος"],
  ];
  for (const [written, compared] of same)
    it(`${JSON.stringify(written)} is ${JSON.stringify(compared)}`, () =>
      assert.equal(normalizedName(written), normalizedName(compared)));

  it("tells apart what looks different", () => {
    assert.notEqual(normalizedName("ana"), normalizedName("aña"));
    assert.notEqual(normalizedName("ana lopez"), normalizedName("analopez"));
  });

  it("is asked for again where it is none", () => {
    assert.match(String(student(____)), /^○ Who are you\?: replace ____ with your name or student number, in quotes/);
    assert.match(String(student("  ")), /this name is empty/);
    assert.match(String(student({} as string)), /write your name or student number in quotes/);
    assert.match(String(student("a".repeat(101))), /at most 100 characters/);
    assert.match(String(student(1234)), /^Student: 1234\. /);
    assert.match(String(student("Cem")), /What the cells below show is still 1234's: run them again/);
    assert.match(String(student("Zoë")), /is still Cem's:/);
    assert.match(String(student("Cem")), /is still Zoë's:/);
    assert.doesNotMatch(String(student(" cem")), /run them again/);
  });
});

describe("draw", () => {
  const sizes = (name: string, assignment: "demo" | "other" = "demo", courseName = "unrolled") => {
    let seen: number[] = [];
    const make = ({ draw }: Context) => {
      seen = draw("q1", random => [random.integer(8, 40), random.integer(8, 40)]);
      return { q1: number("demo/q1", seen[0]!) };
    };
    course({ demo: make, other: make }, { name: courseName }).of(assignment, name);
    return seen;
  };

  it("is the same for a student each time, and another for another student, assignment or course", () => {
    // Worked out by Python's hashlib: SHA-256 of 0:["unrolled","demo","ana","q1",0], the first two words modulo 33.
    assert.deepEqual(sizes("ana"), [39, 22]);
    assert.deepEqual(sizes(" Ana"), sizes("ana"));
    const others = [sizes("ben"), sizes("ana", "other"), sizes("ana", "demo", "another course")].map(String);
    assert.ok(!others.includes(String(sizes("ana"))));
    assert.ok(new Set(Array.from({ length: 200 }, (_, n) => String(sizes(`s${n}`)))).size > 150);
  });

  it("draws again until the parameters are accepted, for every student", () => {
    let drawn = 0;
    const assignment = course({
      demo: ({ draw }) => {
        const [a, b] = draw(
          "q1",
          random => {
            drawn++;
            return [random.integer(1, 3), random.integer(1, 3)] as const;
          },
          pair => distinct(pair),
        );
        assert.notEqual(a, b);
        return { q1: number("demo/q1", a) };
      },
    });
    for (let n = 0; n < 100; n++) assignment.of("demo", `s${n}`);
    // A pair of three differs in two of three cases: 150 draws are expected, with a standard deviation of 9.
    assert.ok(drawn > 110 && drawn < 190, String(drawn));
  });

  it("ends where nothing is accepted, and says whose mistake it is", () => {
    const assignment = course({
      demo: ({ draw }) => ({
        q1: number(
          "demo/q1",
          draw(
            "q1",
            random => random.integer(1, 3),
            n => n > 3,
          ),
        ),
      }),
    });
    assert.throws(
      () => assignment.of("demo", "ana"),
      /draw\("q1"\) of demo found nothing that it accepts for "ana" in 1000 draws: widen what is drawn from/,
    );
  });

  it("distinct compares lists by what is in them", () => {
    assert.equal(distinct([1, 2, 3]), true);
    assert.equal(distinct([1, 2, 1]), false);
    assert.equal(distinct([[null, 3], [3]]), true);
    assert.equal(
      distinct([
        [null, 3],
        [null, 3],
      ]),
      false,
    );
  });
});

describe("the questions of a student", () => {
  afterEach(() => void student(____));

  const make = () => {
    const assignment = course({
      lesson: ({ draw }) => ({
        q1: number(
          "lesson/q1",
          draw("q1", random => random.integer(1, 1e9)),
        ),
      }),
      set: graded(({ draw }) => ({
        q2: number(
          "set/q2",
          draw("q2", random => random.integer(1, 1e9)),
        ),
      })),
      plain: { q3: number("plain/q3", 3) },
    });
    return assignment;
  };

  it("are the same again for the same name, and others for another", () => {
    const assignment = make();
    student("ana");
    const { q1 } = assignment("lesson");
    assert.equal(assignment("lesson").q1, q1);
    student("ben");
    const other = assignment("lesson").q1;
    assert.notEqual(other.asks, q1.asks);
    student(" ANA ");
    assert.equal(assignment("lesson").q1.asks, q1.asks);
    assert.equal(assignment.of("lesson", "ben").q1.asks, other.asks);
  });

  it("are not judged for another student, who is told what to do", () => {
    const assignment = make();
    student("ana");
    const { q1 } = assignment("lesson");
    const { q3 } = assignment("plain");
    student("ben");
    assert.equal(
      String(q1.check(3)),
      '○ not attempted: this is another student\'s question: run the cell with assignment("lesson") again',
    );
    assert.equal(q3.check(3).correct, true);
    student("ana");
    assert.equal(q1.check(3).status, "incorrect");
  });

  it("are there in a lesson before a name is said, and in a graded set only then", () => {
    const assignment = make();
    assert.equal(assignment("lesson").q1.asks, assignment.of("lesson", "").q1.asks);
    assert.throws(() => assignment("set"), {
      name: "StudentUnknown",
      message:
        'assignment("set") is graded, and its numbers are your own. Say first who you are, in a cell above: student("your name")',
    });
    student("ana");
    assert.equal(assignment("set").q2.asks, assignment.of("set", "ana").q2.asks);
  });

  it("show their solutions in a lesson alone, and a graded set's hints do not point at one", () => {
    const rest = { asks: "", because: "so.", hints: ["Count."], solution: "1 + 2" };
    const way = question({ id: "way/q1", answer: exactly(3), ...rest });
    const assignment = course({ lesson: { q1: way }, set: graded({ q1: way }), late: graded(() => ({ q1: way })) });
    student("ana");
    for (const { q1 } of [assignment("set"), assignment("late"), assignment.of("set", "ben")]) {
      const shown = [q1.hint(), q1.hint(), q1.solution(), q1.check(3), q1.hint(), q1.solution()].map(String).join("\n");
      assert.doesNotMatch(shown, /1 \+ 2|solution\(\)/);
      assert.match(String(q1.solution()), /^Solution: not shown in a graded set; q1\.hint\(\) may help\.$/);
    }
    assert.equal(String(assignment("lesson").q1.solution()), "Solution: 1 + 2");
  });

  it("are nobody's in a lesson without a name, which is said once, and only where they are drawn", () => {
    const shown: string[] = [];
    const key = Symbol.for("Jupyter.show");
    const scope = globalThis as { [key]?: object };
    scope[key] = { show: (value: object) => shown.push(String(value)), withdraw: () => true };
    try {
      const assignment = course({
        plain: () => ({ q1: number("plain/q1", 1) }),
        drawn: ({ draw }) => ({
          q1: number(
            "drawn/q1",
            draw("q1", random => random.integer(1, 9)),
          ),
        }),
        other: ({ student }) => ({ q1: number("other/q1", student.length) }),
      });
      assignment("plain");
      assert.deepEqual(shown, []);
      assignment("drawn");
      assignment("drawn");
      assignment("other");
      assert.deepEqual(shown, [
        'Numbers for everybody: For numbers of your own, say above who you are: student("your name").',
      ]);
    } finally {
      delete scope[key];
    }
  });

  it("may be given from outside, stronger than a cell", () => {
    const code = `import { course, exactly, question, student } from "./src/checking/index.ts";
      const assignment = course({ demo: ({ student }) => ({ q1: question({ id: "demo/q1", asks: student, answer: exactly(1), because: "", hints: [] }) }) });
      const note = student("Ben");
      console.log(assignment("demo").q1.asks, "|", String(note));`;
    const run = (name: string) =>
      execFileSync(process.execPath, ["--import", "./test/ts-node.mjs", "--input-type=module", "-e", code], {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, UNROLLED_STUDENT: name },
      }).trim();
    assert.equal(run("Ana"), "ana | Student: Ana, as was given from outside. The name Ben is not used.");
  });
});
