// Holds the shape of the project: the direction of imports, the fixed top level, nothing of this machine in it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { browserFiles, innerFloors, nodeRooms, stairs, topLevel } from "./floors.ts";
import {
  circlesOf,
  type Import,
  imports,
  importsOf,
  isMeant,
  loadedBy,
  roomOf,
  roomsBelow,
  sources,
} from "./imports.ts";
import { root } from "./needs.ts";

/** What git has or would add: tracked files and new ones that are not ignored, without those deleted. */
function projectFiles(): string[] | undefined {
  if (!existsSync(join(root, ".git"))) return undefined;
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  return [...new Set(listed.toString().split("\0"))].filter(path => path !== "" && isFile(join(root, path)));
}

/** Not a link: a checkout may link its node_modules. */
const isFile = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** The names in the export lists of a door. */
function exportedBy(door: string): Set<string> {
  const text = readFileSync(join(root, door), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => list!.split(","));
  const others = [...text.matchAll(/^export (?:\* as|const|function|class|interface|type) (\w+)/gm)].map(
    ([, name]) => name!,
  );
  return new Set([...lists.flatMap(item => /[\w$]+(?=\s*$)/.exec(item)?.[0] ?? []), ...others]);
}

const rooms = new Set(Object.values(stairs).flat(2));
const roomsOfSources = new Set(sources.map(roomOf));

/** Why an import may not stand, or undefined. */
function fault({ from, to }: Import): string | undefined {
  const [room, target] = [roomOf(from), roomOf(to)];
  if (to.startsWith("node:"))
    return room.startsWith("kernel/") || nodeRooms.includes(room) ? undefined : "this room also runs in a browser";
  if (!rooms.has(target) || room === target || roomsBelow(room).has(target)) return undefined;
  return roomsBelow(target).has(room) ? `${target} is above ${room}` : `no stair leads from ${room} down to ${target}`;
}

/** The same for imports from one part of a room to another. */
function innerFault({ from, line, to }: Import): string | undefined {
  const room = roomOf(from);
  const floors = innerFloors[room];
  if (!floors || roomOf(to) !== room) return undefined;
  const partOf = (path: string) => {
    const [part] = path.slice(room.length + 1).split("/") as [string];
    return floors.flat().includes(part) ? part : ".";
  };
  const floorOf = (part: string) => floors.findIndex(parts => parts.includes(part));
  const [part, target] = [partOf(from), partOf(to)];
  return part === target || floorOf(target) < floorOf(part)
    ? undefined
    : `${from}:${line} imports ${to}: ${to} is not below ${room}/${part}`;
}

const none = (found: string[], what: string) => assert.ok(found.length === 0, `${what}:\n  ${found.join("\n  ")}`);

describe("floors", () => {
  it("every room has its floor", () => {
    none(
      [...roomsOfSources].filter(room => !rooms.has(room)),
      "on no stair of test/floors.ts",
    );
  });

  it("imports go down the floors", () => {
    const faults = [...imports.values()].flat().flatMap(found => {
      const why = fault(found);
      return why === undefined ? [] : [`${found.from}:${found.line} imports ${found.to}: ${why}`];
    });
    none(faults, "imports against the floors");
  });

  it("would notice each kind of wrong import", () => {
    const why = (from: string, text: string) => importsOf(from, text).map(fault)[0] ?? "";
    assert.match(
      why("kernel/wire/a.ts", 'import type { A } from "../session.ts"'),
      /session\.ts is above kernel\/wire/,
    );
    assert.match(why("kernel/language/a.ts", 'export * from "../execution/b.ts"'), /no stair leads/);
    assert.match(why("kernel/session.ts", 'await import("../src/index.ts")'), /no stair leads/);
    assert.match(why("src/nn/a.ts", 'import "node:fs"'), /browser/);
    assert.match(why("src/nn/a.ts", 'let a: import("../training/index.ts").A'), /above/);
    assert.match(why("src/nn/a.ts", 'import "../../kernel/session.ts"'), /no stair leads/);
    assert.match(why("src/checking/a.ts", 'import "../nn/index.ts"'), /no stair leads/);
    assert.match(why("assignments/a/questions.ts", 'import "../../src/grader/a.ts"'), /no stair leads/);
    assert.match(why("src/index.ts", 'import "../assignments/index.ts"'), /no stair leads/);
    assert.equal(why("assignments/a/questions.ts", 'import "../../src/checking/index.ts"'), "");
    assert.equal(why("src/cli.ts", 'import "./cli/main.ts"'), "");
    assert.equal(why("src/grader/a.ts", 'import "../../kernel/session.ts"'), "");
    assert.equal(why("src/grader/a.ts", 'import "node:fs"'), "");
  });

  it("imports inside a room go down its floors", () => {
    const faults = [...imports.values()].flat().flatMap(found => innerFault(found) ?? []);
    none(faults, "imports against a room's own floors");
    const [upward] = importsOf("kernel/language/cell/a.ts", 'import "../engine.ts"');
    assert.match(innerFault(upward!)!, /engine\.ts is not below kernel\/language\/cell/);
    const [sideways] = importsOf("kernel/language/native/a.ts", 'import type { A } from "../tslab/engine.ts"');
    assert.match(innerFault(sideways!)!, /is not below/);
  });

  it("no files import each other in a circle, but a tensor and its operations", () => {
    const all = circlesOf(imports);
    none(
      all.filter(circle => !isMeant(circle)).map(circle => circle.join(" ↔ ")),
      "circles of files",
    );
    assert.equal(all.length, 1, "meantCircle of test/floors.ts is no circle");
  });

  it("would notice a circle, of types too", () => {
    const graph = (files: Record<string, string>) =>
      new Map(Object.entries(files).map(([path, text]) => [path, importsOf(path, text)]));
    const [ab, ba] = ['import type { B } from "./b.ts"', 'export { a } from "./c.ts"'];
    assert.deepEqual(circlesOf(graph({ "a.ts": ab, "b.ts": ba, "c.ts": 'await import("./a.ts")' })), [
      ["a.ts", "b.ts", "c.ts"],
    ]);
    assert.deepEqual(circlesOf(graph({ "a.ts": ab, "b.ts": ba, "c.ts": "" })), []);
  });

  it("what of the kernel is to run in a page needs no Node", () => {
    const { folders, except, nodePackages } = browserFiles;
    const needsNode = (file: string) =>
      [...loadedBy(file)].some(to => to.startsWith("node:") || nodePackages.includes(to));
    for (const folder of folders)
      assert.ok(
        sources.some(path => path.startsWith(folder)),
        `${folder} is no folder`,
      );
    none(
      sources.filter(
        path => folders.some(folder => path.startsWith(folder)) && !except.includes(path) && needsNode(path),
      ),
      "need Node, or import what needs it",
    );
    none(
      except.filter(path => !sources.includes(path) || !needsNode(path)),
      "need no Node (any more): browserFiles.except may shrink",
    );
  });

  it("every room says in a README what it is for", () => {
    const folders = [...roomsOfSources].filter(room => !room.endsWith(".ts"));
    none(
      [...new Set([...topLevel.rooms, ...folders])].filter(room => !existsSync(join(root, room, "README.md"))),
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

  it("gives no name by two doors that a kernel preloads", () => {
    const toolkit = exportedBy("src/index.ts");
    assert.ok(toolkit.size > 200, `${toolkit.size} names`);
    none(
      [...exportedBy("src/checking/index.ts")].filter(name => toolkit.has(name)),
      "given by the toolkit and by checking, so that no kernel could start",
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
