// Draws the rooms as text: stairs from the top down, each room with its size and with how many imports lead from it into
// which other, and the circles of files. `npm run rooms`.
import { stairs } from "./floors.ts";
import { circlesOf, imports, isMeant, read, roomOf, sources } from "./imports.ts";

const filesOf = Map.groupBy(sources, roomOf);
const linesOf = (path: string) => read(path).split("\n").length - 1;

/** How many imports lead from a room into which other rooms, the most first. */
function arrowsOf(room: string): [to: string, count: number][] {
  const counts = new Map<string, number>();
  for (const file of filesOf.get(room) ?? [])
    for (const { to } of imports.get(file)!) {
      const target = roomOf(to);
      if (target !== room && filesOf.has(target)) counts.set(target, (counts.get(target) ?? 0) + 1);
    }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

function row(room: string): string {
  const files = filesOf.get(room);
  if (!files) return `  ${room.padEnd(22)} (to come)`;
  const lines = files.reduce((sum, file) => sum + linesOf(file), 0);
  const arrows = arrowsOf(room).map(([to, count]) => `${to} ${count}`);
  const size = `${plural(files.length, "file").padStart(9)} ${String(lines).padStart(6)} lines`;
  return `  ${room.padEnd(22)} ${size}${arrows.length > 0 ? `   → ${arrows.join(", ")}` : ""}`;
}

const drawn = new Set<string>();
for (const [name, floors] of Object.entries(stairs)) {
  console.log(`\n${name}`);
  for (const [index, rooms] of [...floors.entries()].reverse()) {
    console.log(`  ─ floor ${index + 1}`);
    for (const room of rooms) {
      console.log(drawn.has(room) ? `  ${room.padEnd(22)} (above)` : row(room));
      drawn.add(room);
    }
  }
}

const arrows = [...filesOf.keys()].map(arrowsOf);
const sum = arrows.flat().reduce((total, [, count]) => total + count, 0);
console.log(`\n${plural(filesOf.size, "room")}, ${plural(arrows.flat().length, "arrow")} of ${plural(sum, "import")}`);

const all = circlesOf(imports);
console.log(`\n${plural(all.length, "circle")} of files`);
for (const circle of all) console.log(`  ${isMeant(circle) ? "meant" : "wrong"}  ${circle.join(" ↔ ")}`);
