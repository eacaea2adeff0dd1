// Holds the shape of the project: the direction of imports, the fixed top level, nothing of this machine in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { floors, kernelUsers, nodeRooms, oneRoom, topLevel } from "./floors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every source of the product. */
const sources = [...Object.keys(floors), "assignments"].flatMap(building =>
  readdirSync(join(root, building), { recursive: true, encoding: "utf8" })
    .filter(path => path.endsWith(".ts"))
    .map(path => `${building}/${path.replaceAll("\\", "/")}`),
);

/** What git has or would add: tracked files and new ones that are not ignored, without those deleted. */
function projectFiles(): string[] | undefined {
  if (!existsSync(join(root, ".git"))) return undefined;
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return [...new Set(listed.toString().split("\0"))].filter(path => path !== "" && isFile(join(root, path)));
}

/** Not a link: a checkout may link its node_modules. */
const isFile = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

interface Import {
  from: string;
  line: number;
  /** A path from the project's root, or the specifier of a package. */
  to: string;
}

function importsOf(from: string, text: string): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    from,
    line: text.slice(0, pos).split("\n").length,
    to: fileName.startsWith(".") ? normalize(join(dirname(from), fileName)) : fileName,
  }));
}

type Building = keyof typeof floors;
const isBuilding = (name: string): name is Building => Object.hasOwn(floors, name);
const split = (path: string): [building: string, room: string] =>
  path.startsWith("assignments/") ? ["src", "assignments"] : (path.split("/", 2) as [string, string]);
const floorOf = (building: Building, room: string) => floors[building].findIndex(floor => floor.includes(room));

/** Why an import may not stand, or undefined. */
function fault({ from, to }: Import): string | undefined {
  const [building, room] = split(from);
  const [toBuilding, toRoom] = split(to);
  if (!isBuilding(building)) return undefined;
  if (to.startsWith("node:"))
    return building === "src" && !nodeRooms.includes(room) ? "this room also runs in a browser" : undefined;
  if (!isBuilding(toBuilding)) return undefined;
  if (building !== toBuilding) {
    if (building === "kernel") return "the kernel has never heard of the toolkit";
    return kernelUsers.includes(room) ? undefined : `only ${kernelUsers.join(" and ")} may use the kernel`;
  }
  const together = room === toRoom || oneRoom.some(names => names.includes(room) && names.includes(toRoom));
  if (together) return undefined;
  const [floor, toFloor] = [floorOf(building, room), floorOf(building, toRoom)];
  if (toFloor > floor) return `${toRoom} is on a higher floor than ${room}`;
  if (toFloor === floor) return `${toRoom} is on the same floor as ${room}`;
  return undefined;
}

const none = (found: string[], what: string) => assert.ok(found.length === 0, `${what}:\n  ${found.join("\n  ")}`);

describe("floors", () => {
  it("every room of kernel/ and src/ has its floor", () => {
    const rooms = new Set(sources.map(path => split(path).join("/")));
    const homeless = [...rooms].filter(path => floorOf(split(path)[0] as Building, split(path)[1]) < 0);
    none(homeless, "on no floor of test/floors.ts");
  });

  it("imports go down the floors", () => {
    const faults = sources
      .flatMap(path => importsOf(path, read(path)))
      .flatMap(found => {
        const why = fault(found);
        return why === undefined ? [] : [`${found.from}:${found.line} imports ${found.to}: ${why}`];
      });
    none(faults, "imports against the floors");
  });

  it("would notice each kind of wrong import", () => {
    const why = (from: string, text: string) => importsOf(from, text).map(fault)[0] ?? "";
    assert.match(why("kernel/wire/a.ts", 'import type { A } from "../session.ts"'), /higher floor/);
    assert.match(why("kernel/language/a.ts", 'export * from "../execution/b.ts"'), /same floor/);
    assert.match(why("kernel/session.ts", 'await import("../src/index.ts")'), /never heard/);
    assert.match(why("src/nn/a.ts", 'import "node:fs"'), /browser/);
    assert.match(why("src/nn/a.ts", 'import "../../kernel/session.ts"'), /only grader and cli/);
    assert.match(why("assignments/a/questions.ts", 'import "../../src/grader/a.ts"'), /higher floor/);
    assert.match(why("src/index.ts", 'import "../assignments/index.ts"'), /higher floor/);
    assert.equal(why("src/cli.ts", 'import "./cli/main.ts"'), "");
    assert.equal(why("src/grader/a.ts", 'import "../../kernel/session.ts"; import "node:fs"'), "");
  });

  it("every room says in a README what it is for", () => {
    const rooms = new Set<string>(topLevel.rooms);
    for (const path of sources) if (/^(kernel|src)\/.+\//.test(path)) rooms.add(split(path).join("/"));
    none(
      [...rooms].filter(room => !existsSync(join(root, room, "README.md"))),
      "without a README.md",
    );
  });
});

describe("project files", () => {
  let files: string[];
  before(function () {
    const listed = projectFiles();
    if (listed === undefined) {
      console.log('not run: "project files" needs a git repository, which tells the project\'s files from others');
      this.skip();
    }
    files = listed;
  });

  it("the top level is fixed", () => {
    const top = [...new Set(files.map(path => path.split("/", 1)[0]!))].filter(name => !name.startsWith("."));
    none(
      top.filter(name => ![...topLevel.rooms, ...topLevel.files].includes(name)),
      "not of the top level",
    );
    none(
      [...topLevel.rooms, ...topLevel.files].filter(name => !top.includes(name)),
      "missing at the top level",
    );
  });

  it("names no path of one machine and no registry's host", () => {
    // A lock file's `resolved` would pin a registry; a path under a home or a work folder holds on one machine only.
    // (The patterns are written so that this file does not match itself.)
    const foreign = [
      /(?<![\w.~/-])\/(?:work|root|home|Users|tmp)\/[\w.-]/,
      /[A-Z]:\\+Users\\/,
      /registry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|files\.pythonhosted\.\w+|pypi\.org\/simple/,
      /"resolved":\s*"http/,
      /--(?:extra-)?index-url/,
    ];
    const found = files.flatMap(path => {
      const content = readFileSync(join(root, path));
      if (content.includes(0)) return [];
      return content
        .toString()
        .split("\n")
        .flatMap((line, index) =>
          foreign.some(it => it.test(line)) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
        );
    });
    none(found, "holds only on one machine or names a registry");
  });
});
