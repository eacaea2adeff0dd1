// What a box has in the course's place: questions that take every answer, and know none.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgedLater } from "../../checking/session/taken.ts";

// The name of a course's module is its folder's; its types stand beside it.
const module = `import { Note, Outcome } from "unrolled/cells";

globalThis[Symbol.for("${judgedLater}")] = true;

const message = "your answer is taken; it is judged when the notebook has run";
const none = () => new Note("Graded", "there are no hints and no solutions here.");

function question(id) {
  return {
    id, asks: "", items: [], points: 0,
    check: () => new Outcome({ question: id, status: "recorded", credit: Number.NaN, message }),
    hint: none, solution: none,
    toString: () => id,
    [Symbol.for("Jupyter.display")]: () => ({ "text/plain": id }),
  };
}

export function assignment(name) {
  const made = new Map();
  return new Proxy({}, {
    get(_, key) {
      if (typeof key !== "string" || key === "then") return undefined;
      if (!made.has(key)) made.set(key, question(\`\${name}/\${key}\`));
      return made.get(key);
    },
    has: (_, key) => typeof key === "string",
  });
}
`;

/** Its types take any answer: whether it is of the right kind is judged outside. */
const types = `export declare function assignment(name: string): { [question: string]: any };
`;

export interface BoxCourse {
  folder: string;
  remove(): void;
}

/** Readable for every user, since a box's user is its own. */
export function writeBoxCourse(): BoxCourse {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-course-"));
  chmodSync(folder, 0o755);
  for (const [name, text] of [
    ["index.js", module],
    ["index.d.ts", types],
    ["package.json", '{ "type": "module" }\n'],
  ] as const)
    writeFileSync(join(folder, name), text, { mode: 0o644 });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
