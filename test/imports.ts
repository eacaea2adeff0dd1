// What the product's files import, from which room into which, and in which circles.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { meantCircle, oneRoom, stairs } from "./floors.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Every source of the product, by its path from the project's root. */
export const sources: readonly string[] = ["kernel", "src", "assignments"].flatMap(building =>
  readdirSync(join(root, building), { recursive: true, encoding: "utf8" })
    .filter(path => path.endsWith(".ts"))
    .map(path => `${building}/${path.replaceAll("\\", "/")}`)
    .sort(),
);

export interface Import {
  from: string;
  line: number;
  /** A path from the project's root, or the specifier of a package. */
  to: string;
  /** Whether nothing of it is left when the types are gone. */
  typeOnly: boolean;
}

/** The imports of a text as of the file `from`: declarations, `export … from`, `import()` of values and of types. */
export function importsOf(from: string, text: string): Import[] {
  const file = ts.createSourceFile(from, text, ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const line = file.getLineAndCharacterOfPosition(specifier.getStart()).line + 1;
    const to = specifier.text.startsWith(".") ? normalize(join(dirname(from), specifier.text)) : specifier.text;
    found.push({ from, line, to, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The imports of every source. */
export const imports: ReadonlyMap<string, Import[]> = new Map(sources.map(path => [path, importsOf(path, read(path))]));

/** The room of a file: a folder of kernel/ or src/, or a file of theirs; assignments/ is one. */
export function roomOf(path: string): string {
  const [building, name] = path.split("/") as [string, string | undefined];
  return building === "assignments" || name === undefined ? building : `${building}/${name}`;
}

const below = new Map<string, Set<string>>();

/** Every room that a room may import from. */
export function roomsBelow(room: string): ReadonlySet<string> {
  const known = below.get(room);
  if (known) return known;
  const found = new Set<string>();
  below.set(room, found);
  for (const floors of Object.values(stairs)) {
    const floor = floors.findIndex(rooms => rooms.includes(room));
    for (const lower of floors.slice(0, Math.max(floor, 0)).flat())
      for (const each of [lower, ...roomsBelow(lower)]) found.add(each);
  }
  for (const rooms of oneRoom) if (rooms.includes(room)) for (const part of rooms) found.add(part);
  return found;
}

/** Files that import each other in a circle, each circle once (Tarjan's strongly connected components). */
export function circlesOf(graph: ReadonlyMap<string, readonly { to: string }[]>): string[][] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const number = order.size;
    order.set(file, number);
    open.push(file);
    let low = number;
    for (const { to } of graph.get(file) ?? []) {
      if (!graph.has(to)) continue;
      if (!order.has(to)) low = Math.min(low, visit(to));
      else if (open.includes(to)) low = Math.min(low, order.get(to)!);
    }
    if (low === number) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Whether a circle is the one that may be. */
export const isMeant = (circle: readonly string[]): boolean =>
  circle.includes(meantCircle.through) && circle.every(path => path.startsWith(meantCircle.within));

/** Everything that a file loads when it runs, itself included: files and packages. */
export function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { to, typeOnly } of imports.get(file) ?? []) if (!typeOnly) loadedBy(to, seen);
  return seen;
}
