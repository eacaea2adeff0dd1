// nbgrader's autograde of a set of the same size in Python: seven code cells, six of them tested. Only where it is installed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { findProgram } from "../../../src/grader/isolate/tools.ts";

const code = (id: string, source: string, nbgrader: object) => ({
  cell_type: "code",
  id,
  metadata: { nbgrader: { schema_version: 3, grade_id: id, task: false, ...nbgrader } },
  execution_count: null,
  outputs: [],
  source,
});
const answer = (id: string, text: string) =>
  code(id, `### BEGIN SOLUTION\n${text}\n### END SOLUTION`, { grade: false, solution: true, locked: false });
const test = (id: string, text: string) => code(id, text, { grade: true, solution: false, locked: true, points: 1 });

const shapes = `def shapes_of(T, d, layers):
    shape, shapes = [T, d], []
    for kind, size in layers:
        shape = [size] if kind == "last" else shape[:-1] + [size]
        shapes.append(shape)
    return shapes`;
const earliest = `def earliest(needs):
    steps, last = [], 0
    for inputs in needs:
        last = max([last + 1, *inputs])
        steps.append(last)
    return steps`;
const random = (body: string) => `import random\nfor seed in range(24):\n    rng = random.Random(seed)\n    ${body}`;

const cells = [
  answer("a1", 'card1 = "many-to-one"\ncard2 = "one-to-many"'),
  test("t1", 'assert (card1, card2) == ("many-to-one", "one-to-many")'),
  answer("a2", "first, second = [None, 17, 35], [None, 20]"),
  test("t2", "assert first == [None, 17, 35] and second == [None, 20]"),
  answer("a3", "circles, arrows = 3 * 13 + 1, 3 * 13"),
  test("t3", "assert (circles, arrows) == (40, 39)"),
  answer("a4", "once, twice = 39, 78"),
  test("t4", "assert (once, twice) == (39, 78)"),
  answer("a5", shapes),
  test("t5", random('n = rng.randint(1, 9)\n    assert len(shapes_of(n, 2, [("dense", n)] * n)) == n')),
  answer("a6", earliest),
  test(
    "t6",
    random("n = rng.randint(1, 40)\n    assert earliest([[k + 1] for k in range(n)]) == list(range(1, n + 1))"),
  ),
  answer("a7", 'why = "each step uses the same weights"'),
];

/** The program, where there is one: on the PATH, or where UNROLLED_NBGRADER says. */
export const nbgrader = (): string | undefined => process.env.UNROLLED_NBGRADER ?? findProgram("nbgrader");

/** Milliseconds of processor time and of the wall for one of `count` submissions, graded in one batch. */
export function autograde(program: string, count: number): { cpu: number; wall: number } {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-nbgrader-"));
  try {
    const notebook = JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { kernelspec: { name: "python3", display_name: "Python 3", language: "python" } },
      cells,
    });
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put("source/set/set.ipynb", notebook);
    put("nbgrader_config.py", `c = get_config()\nc.CourseDirectory.root = ${JSON.stringify(folder)}\n`);
    const python = join(dirname(program), "python");
    // It starts programs of its own environment.
    const env = { ...process.env, HOME: folder, PATH: [dirname(program), process.env.PATH].join(delimiter) };
    const run = (...args: string[]) =>
      execFileSync(program, [...args, "--log-level=ERROR"], {
        cwd: folder,
        stdio: ["ignore", "ignore", "inherit"],
        env,
      });
    run("generate_assignment", "set");
    for (let n = 0; n < count; n++) put(`submitted/s${n}/set/set.ipynb`, notebook);
    const measure = `import json, resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, time.perf_counter() - began]))`;
    const said = execFileSync(python, ["-c", measure, program, "autograde", "set"], {
      cwd: folder,
      encoding: "utf8",
      env,
    });
    const [cpu, wall] = JSON.parse(said) as [number, number];
    return { cpu: (1000 * cpu) / count, wall: (1000 * wall) / count };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
