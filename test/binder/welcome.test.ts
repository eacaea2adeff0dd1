// What the welcome page reads: a folder's notebooks, and how much of each is answered.

import assert from "node:assert/strict";
import { createReader, type Lesson } from "../../binder/lab-extensions/unrolled-welcome/static/folder.mjs";
import { inWords, progressOf } from "../../binder/lab-extensions/unrolled-welcome/static/progress.mjs";
import { outcomeMimeType } from "../../src/checking/index.ts";

const checked = (...statuses: [question: string, status: string][]) => ({
  cells: statuses.map(([question, status]) => ({
    cell_type: "code",
    outputs: [{ data: { "text/plain": "…", [outcomeMimeType]: { question, status } } }],
  })),
});

describe("welcome: progress", () => {
  it("counts questions, not checks; the first check of a question counts", () => {
    const notebook = checked(["a/q1", "correct"], ["a/q2", "not-attempted"], ["a/q3", "incorrect"], ["a/q4", "broken"]);
    assert.deepEqual(progressOf(notebook), { seen: 4, answered: 2, right: 1, recorded: 0 });
    const shownLater = checked(["a/q1", "not-attempted"], ["a/q1", "correct"]);
    assert.deepEqual(progressOf(shownLater), { seen: 1, answered: 0, right: 0, recorded: 0 });
  });

  it("takes Markdown, errors and damaged data for nothing", () => {
    const outputs = [{}, { data: {} }, { data: { [outcomeMimeType]: null } }, { data: { [outcomeMimeType]: "x" } }];
    const cells = [{ cell_type: "markdown" }, { cell_type: "code", outputs } as { cell_type: string }];
    assert.deepEqual(progressOf({ cells }), { seen: 0, answered: 0, right: 0, recorded: 0 });
  });

  it("says it in words", () => {
    const say = (answered: number, right: number, questions?: number, recorded = 0) =>
      inWords({ seen: answered, answered, right, recorded }, questions);
    assert.equal(say(0, 0), "");
    assert.equal(say(0, 0, 9), "9 questions");
    assert.equal(say(3, 2, 9), "3 of 9 answered, 2 right");
    assert.equal(say(3, 3, 9), "3 of 9 answered, all right");
    assert.equal(say(1, 0, 9), "1 of 9 answered, none right yet");
    assert.equal(say(6, 5, 6, 1), "6 of 6 answered, 5 right, 1 for a person to read");
    assert.equal(say(3, 0, 3, 3), "3 of 3 answered", "an exam");
    assert.deepEqual(progressOf(checked(["a/q1", "recorded"])), { seen: 1, answered: 1, right: 0, recorded: 1 });
    assert.equal(say(4, 1, 3), "4 of 4 answered, 1 right", "a question that was added is counted");
  });
});

describe("welcome: folder", () => {
  const lesson = (path: string, more: Partial<Lesson> = {}): Lesson => ({
    path,
    kind: "lesson",
    title: path,
    questions: 2,
    bytes: 100,
    ...more,
  });
  /** A server whose files have these sizes and contents. */
  const server = (files: { [path: string]: { size: number; time?: string; notebook?: object } }) => {
    const asked: string[] = [];
    const get = async (path: string, { type }: { type?: string } = {}) => {
      if (type === "directory") return { path, type, content: list(path) };
      asked.push(path);
      if (!files[path]?.notebook) throw new Error("cannot be read");
      return { path, type: "notebook", last_modified: files[path].time ?? "1", content: files[path].notebook };
    };
    const list = (folder: string) => {
      const inside = Object.keys(files).filter(path => path.startsWith(folder === "" ? "" : `${folder}/`));
      const names = new Set(inside.map(path => path.slice(folder === "" ? 0 : folder.length + 1).split("/")[0]!));
      return [...names].map(name => {
        const path = folder === "" ? name : `${folder}/${name}`;
        const file = files[path];
        if (!file) return { path, type: "directory" };
        const type = path.endsWith(".ipynb") ? "notebook" : "file";
        return { path, type, size: file.size, last_modified: file.time ?? "1" };
      });
    };
    return { asked, contents: { get } };
  };
  const never = () => undefined;

  it("lists lessons and sets as they were handed out, then the student's own notebooks", async () => {
    const { contents, asked } = server({
      "graded/clip.ipynb": { size: 100 },
      "02.ipynb": { size: 100 },
      "01.ipynb": { size: 140, notebook: checked(["a/q1", "correct"]) },
      "mine.ipynb": { size: 10, notebook: checked() },
      "data.csv": { size: 10 },
    });
    const lessons = [
      lesson("01.ipynb"),
      lesson("02.ipynb"),
      lesson("graded/clip.ipynb", { kind: "graded set" }),
      lesson("gone.ipynb"),
    ];
    const shown = await createReader({ contents, lessons, openNotebook: never })();
    assert.deepEqual(
      shown.map(({ path, kind, progress }) => [path, kind, progress.answered]),
      [
        ["01.ipynb", "lesson", 1],
        ["02.ipynb", "lesson", 0],
        ["graded/clip.ipynb", "graded set", 0],
        ["mine.ipynb", "notebook", 0],
      ],
    );
    assert.deepEqual(asked.sort(), ["01.ipynb", "mine.ipynb"], "what is as it was handed out is not fetched");
  });

  it("fetches a notebook again when it was saved, and takes an open one as the page has it", async () => {
    const files = { "01.ipynb": { size: 140, time: "1", notebook: checked(["a/q1", "incorrect"]) } };
    const { contents, asked } = server(files);
    let open: ReturnType<typeof checked> | undefined;
    const read = createReader({ contents, lessons: [lesson("01.ipynb")], openNotebook: () => open });
    const right = async () => (await read())[0]!.progress.right;
    assert.deepEqual([await right(), await right(), asked.length], [0, 0, 1]);
    files["01.ipynb"] = { size: 150, time: "2", notebook: checked(["a/q1", "correct"]) };
    assert.deepEqual([await right(), asked.length], [1, 2]);
    open = checked(["a/q1", "correct"], ["a/q2", "correct"]);
    assert.deepEqual([await right(), asked.length], [2, 2]);
  });

  it("shows the student's version beside the new one, and reads past what cannot be read", async () => {
    const { contents } = server({
      "01.ipynb": { size: 300, notebook: checked(["a/q1", "correct"]) },
      "01-new.ipynb": { size: 100 },
      "broken.ipynb": { size: 7 },
    });
    const shown = await createReader({
      contents,
      lessons: [lesson("01-new.ipynb", { kept: "01.ipynb" })],
      openNotebook: never,
    })();
    assert.deepEqual(
      shown.map(({ path }) => path),
      ["01-new.ipynb", "broken.ipynb"],
    );
    assert.deepEqual([shown[0]!.kept?.path, shown[0]!.kept?.progress.right], ["01.ipynb", 1]);
  });
});
