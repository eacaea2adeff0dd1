// All submissions of an assignment, each with its file; nothing that one of them is stops the others.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { normalizedName } from "../../checking/student/name.ts";
import { chooseFile } from "./choose.ts";
import type { Collected } from "./collected.ts";
import type { Handed } from "./entry.ts";
import { clockOf, type LateRule, latenessOf, readTimestamp } from "./late.ts";
import { studentsOf } from "./layout.ts";
import { ofOtherNames } from "./other-names.ts";
import { readSubmission } from "./read.ts";
import { type Person, peopleOf } from "./roster.ts";
import { listTree } from "./tree.ts";
import { withZips } from "./within.ts";

export interface CollectOptions {
  assignment: string;
  /** Who is expected: then others are told, and who is missing. */
  roster?: readonly Person[] | undefined;
  late?: LateRule | undefined;
}

/** @throws SubmissionsError where the place itself cannot be read */
export async function collectSubmissions(path: string, options: CollectOptions): Promise<Collected[]> {
  const handed = studentsOf(await listTree(path), options.assignment);
  const collected: Collected[] = [];
  const ofOthers: Collected[] = [];
  for (const one of handed) {
    const { notebook, ...last } = await collect(one, options);
    collected.push(last);
    ofOthers.push(...(await ofOtherNames(one, last, notebook, options)));
  }
  return [...withoutDoubles([...collected, ...absent(collected, options.roster ?? [])]), ...ofOthers];
}

async function collect(
  { student: found, number, files, timestamp, isLate, received: came, remarks: told = [] }: Handed,
  options: CollectOptions,
): Promise<Collected & { notebook?: Notebook | undefined }> {
  const { assignment, roster, late: rule } = options;
  const [person, other] = roster ? meant(roster, found, number) : [];
  const student = (other ? undefined : person?.student) ?? found;
  const { files: all, faults } = await withZips(files);
  const chosen = chooseFile(all, assignment, faults);
  const entry = chosen.file;
  const written = await timestamp?.read().catch(() => undefined);
  const said = written && readTimestamp(written.toString("utf8"));
  const clock = came === undefined && said !== undefined ? clockOf(said, rule) : undefined;
  const received = came ?? (clock?.isWrong ? undefined : said);
  const late = latenessOf(received, rule);
  const remarks = [
    ...told,
    ...(clock ? [clock.remark] : []),
    ...("remark" in chosen && chosen.remark ? [chosen.remark] : []),
    ...(isLate && !late ? ["Canvas says that it is late, and not how late: no points were taken for that"] : []),
    ...(roster && !person ? [`${found} is not on the roster`] : []),
    ...(other
      ? [
          `${found} is a name of ${person!.student} and of ${other.student} on the roster: whose it is, is not known. Call its file or folder by the id`,
        ]
      : []),
  ];
  const base = {
    submission: student,
    student,
    ...namesOf(other ? undefined : person),
    file: entry?.path ?? "",
    ...(received !== undefined && { received }),
    ...(late && { late }),
    ...(clock?.isWrong && { clockIsWrong: true as const }),
    remarks,
  };
  if ("fault" in chosen) return { ...base, hash: "", fault: chosen.fault };
  const { hash, fault, notebook } = await readSubmission(chosen.file);
  return { ...base, hash, notebook, ...(fault === undefined ? { entry: chosen.file } : { fault }) };
}

/** By the name; where it is that of several, by the LMS's number, too. */
function meant(roster: readonly Person[], found: string, number: string | undefined): Person[] {
  const byName = peopleOf(roster, plainName(found, number));
  const byNumber = byName.filter(({ names }) => number !== undefined && names.includes(number));
  return byName.length > 1 && byNumber.length === 1 ? byNumber : byName;
}

/** Where two have one name, the LMS's number stands behind it. */
const plainName = (found: string, number: string | undefined): string =>
  number === undefined || !found.endsWith(` (${number})`) ? found : found.slice(0, -` (${number})`.length);

function namesOf(person: Person | undefined): Pick<Collected, "name" | "names"> {
  const names = person?.names ?? [];
  return { names, ...(names[0] !== undefined && { name: names[0] }) };
}

/** Whoever is on the roster and handed in nothing is told, too. */
function absent(collected: readonly Collected[], roster: readonly Person[]): Collected[] {
  const there = new Set(collected.map(({ student }) => student));
  const unclear = collected
    .map(({ student }) => ({ student, people: peopleOf(roster, student.replace(/ \(\d+\)$/, "")) }))
    .filter(({ people }) => people.length > 1);
  return roster
    .filter(({ student }) => !there.has(student))
    .map(person => {
      const other = unclear.find(({ people }) => people.includes(person));
      const perhaps = other ? ` under this id; that of ${other.student} may be theirs` : "";
      const { student } = person;
      return {
        ...{ submission: student, student, ...namesOf(person), file: "", hash: "", remarks: [] },
        fault: `nothing was handed in${perhaps}`,
      };
    });
}

/** Of several files of one student the one that came last counts, where that is known; else none, until somebody says which. */
function withoutDoubles(collected: readonly Collected[]): Collected[] {
  const groups = Map.groupBy(collected, ({ student }) => normalizedName(student));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (others.length === 0) return [first!];
    const all = [first!, ...others];
    const times = all.map(({ received }) => received ?? "");
    const last = times.toSorted().at(-1)!;
    const isKnown = times.every(time => time !== "") && times.filter(time => time === last).length === 1;
    return all.map((one, index) => {
      const submission = `${one.student} (${one.file})`;
      if (isKnown && one.received === last)
        return { ...one, remarks: [...one.remarks, `${all.length} were handed in: this is the last`] };
      const files = all.filter((_, other) => other !== index).map(({ file }) => file);
      const why = isKnown ? "a later one counts" : "it is not known which one counts. Leave one of them";
      const { entry: _, ...rest } = one;
      return {
        ...rest,
        submission,
        fault: `${one.student} handed in ${all.length} files (also ${files.join(", ")}): ${why}`,
      };
    });
  });
}
