// How a class is handed over: as files in folders, or in a zip, as each system lays them out.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeZip } from "../../src/grader/submissions/make-zip.ts";

export interface Handed {
  student: string;
  first: string;
  last: string;
  /** Undefined for one who handed in nothing. */
  content: string | Buffer | undefined;
}

/** The files of one student, by their paths. */
type Layout = (one: Handed, set: string, n: number) => { [path: string]: string | Buffer };

const fileOf =
  (path: (one: Handed, set: string, n: number) => string): Layout =>
  (one, set, n) => ({ [path(one, set, n)]: one.content! });

const layouts = {
  "a folder for each": fileOf(({ student }, set) => `${student}/${set}.ipynb`),
  "files side by side": fileOf(({ student }, set) => `${set}_${student}.ipynb`),
  Canvas: fileOf(({ first, last }, set, n) => {
    const late = n % 9 === 4 ? "LATE_" : "";
    return `${`${last}${first}`.toLowerCase()}_${late}${4000 + n}_${90_000 + n}_${set}.ipynb`;
  }),
  "Moodle, files": fileOf(
    ({ first, last }, set, n) => `${first} ${last}_${7000 + n}_assignsubmission_file_${set}.ipynb`,
  ),
  "Moodle, folders": fileOf(
    ({ first, last }, set, n) => `${first} ${last}_${7000 + n}_assignsubmission_file/${set}.ipynb`,
  ),
  nbgrader: (({ student, content }, set) => ({
    [`submitted/${student}/${set}/${set}.ipynb`]: content!,
    [`submitted/${student}/${set}/timestamp.txt`]: "2026-01-15 10:00:00 UTC\n",
  })) satisfies Layout,
};

/** Each layout, and a zip of it. */
export const ways = Object.keys(layouts).flatMap(layout => [layout, `${layout}, in a zip`]);

/** @returns what `unrolled grade` is to read */
export function handOver(place: string, way: string, set: string, everybody: readonly Handed[]): string {
  const isZip = way.endsWith(", in a zip");
  const layout: Layout = layouts[way.replace(", in a zip", "") as keyof typeof layouts];
  const files = Object.assign(
    {},
    ...everybody.map((one, n) => (one.content === undefined ? {} : layout(one, set, n))),
  ) as ReturnType<Layout>;
  if (isZip) {
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(`${place}.zip`, makeZip(Object.entries(files).map(([name, text]) => ({ name, text }))));
    return `${place}.zip`;
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), content);
  }
  return place;
}
