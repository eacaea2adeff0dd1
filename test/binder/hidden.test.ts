// What students get holds no hidden check, whatever stands beside it in an assignment's folder.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { refuseHidden } from "../../binder/steps/hidden.mjs";
import { keepOnly, kept } from "../../binder/steps/image.mjs";
import { root } from "../needs.ts";
import { itSoaks } from "../soak.ts";
import { emptyFolder } from "./folders.ts";

describe("build: the hidden checks of an assignment", () => {
  let project: string;
  beforeEach(() => {
    project = emptyFolder();
    for (const name of ["src", "assignments", "tsconfig.json", "package.json"])
      cpSync(join(root, name), join(project, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"), "junction");
    // The rest of the product would only take time.
    const assignmentsOnly = { extends: "./tsconfig.json", include: ["assignments/index.ts"] };
    writeFileSync(join(project, "tsconfig.assignments.json"), JSON.stringify(assignmentsOnly));
    write("hidden.ts", 'import { questions } from "./questions.ts";\nexport const secret = [questions, 2016];\n');
  });
  afterEach(() => rmSync(project, { recursive: true }));

  const write = (name: string, text: string) => writeFileSync(join(project, "assignments/counting", name), text);
  const add = (name: string, text: string) => appendFileSync(join(project, "assignments/counting", name), text);
  function compile(): string {
    const tsc = join(root, "node_modules/typescript7/bin/tsc");
    spawnSync(process.execPath, [
      tsc,
      "-p",
      join(project, "tsconfig.assignments.json"),
      "--outDir",
      join(project, "dist"),
    ]);
    return join(project, "dist");
  }
  const built = (dist: string) => readdirSync(join(dist, "assignments"), { recursive: true, encoding: "utf8" });

  itSoaks("stay out of what is built while nothing imports them", () => {
    const dist = compile();
    refuseHidden(dist);
    assert.ok(built(dist).some(path => path.endsWith("questions.js")));
    assert.ok(!built(dist).some(path => path.includes("hidden")));
  });

  itSoaks("are refused where an import reaches them, also by way of another file", () => {
    write("mistakes.ts", 'export { secret as mistakes } from "./hidden.ts";\n');
    add("questions.ts", 'export { mistakes } from "./mistakes.ts";\n');
    assert.throws(() => refuseHidden(compile()), {
      message:
        /expects no hidden check .* but got assignments\/counting\/hidden\.ts, which is imported by assignments\/counting\/mistakes\.ts\.\nTake that import out/,
    });
  });

  itSoaks("are refused where only a type of theirs is imported, or a late import reaches them", async () => {
    add("questions.ts", 'export type Secret = typeof import("./hidden.ts");\n');
    assert.throws(() => refuseHidden(compile()), /but got assignments\/counting\/hidden\.ts/);
    add("questions.ts", 'export const late = () => import("./hidden.ts");\n');
    assert.throws(() => refuseHidden(compile()), /imported by assignments\/counting\/questions\.ts/);
  });

  itSoaks("are not in a Binder image, nor in the package", () => {
    const dist = compile();
    keepOnly(project, kept);
    assert.ok(existsSync(dist) && !existsSync(join(project, "assignments")));
    const packed: string[] = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).files;
    assert.ok(
      packed.every(path => !path.startsWith("assignments")),
      packed.join(", "),
    );
  });

  itSoaks("are not confused with an assignment about hidden states", () => {
    cpSync(join(project, "assignments/counting"), join(project, "assignments/hidden-states"), {
      recursive: true,
      filter: path => !path.endsWith("hidden.ts"),
    });
    const index = join(project, "assignments/index.ts");
    appendFileSync(index, 'export { counting as states } from "./hidden-states/questions.ts";\n');
    const dist = compile();
    refuseHidden(dist);
    assert.ok(built(dist).includes(join("hidden-states", "questions.js")));
  });
});
