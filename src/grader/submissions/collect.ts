// All submissions of an assignment, each with its file; nothing that one of them is stops the others.
import { normalizedName } from "../../checking/student/name.ts";
import { chooseFile } from "./choose.ts";
import type { Entry } from "./entry.ts";
import { type Lateness, type LateRule, latenessOf, readTimestamp } from "./late.ts";
import { type Handed, studentsOf } from "./layout.ts";
import { readSubmission } from "./read.ts";
import { type Person, personOf } from "./roster.ts";
import { listTree } from "./tree.ts";

/** A submission before anything of it has run. */
export interface Collected {
  submission: string;
  student: string;
  /** Other names of theirs, of the roster. */
  names: readonly string[];
  file: string;
  hash: string;
  received?: string;
  late?: Lateness;
  /** Why it is refused. */
  fault?: string;
  /** What is to be told of it. */
  remarks: readonly string[];
  entry?: Entry;
}

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
  for (const one of handed) collected.push(await collect(one, options));
  return withoutDoubles([...collected, ...absent(collected, options.roster ?? [])]);
}

async function collect(
  { student: found, files, timestamp, isLate }: Handed,
  options: CollectOptions,
): Promise<Collected> {
  const { assignment, roster, late: rule } = options;
  const person = roster && personOf(roster, found);
  const student = person?.student ?? found;
  const chosen = chooseFile(files, assignment);
  const entry = chosen.file;
  const written = await timestamp?.read().catch(() => undefined);
  const received = written && readTimestamp(written.toString("utf8"));
  const late = latenessOf(received, rule);
  const remarks = [
    ...("remark" in chosen && chosen.remark ? [chosen.remark] : []),
    ...(isLate && !late ? ["Canvas says that it is late, and not how late: no points were taken for that"] : []),
    ...(roster && !person ? [`${found} is not on the roster`] : []),
  ];
  const base = {
    submission: student,
    student,
    names: person?.names ?? [],
    file: entry?.path ?? "",
    ...(received !== undefined && { received }),
    ...(late && { late }),
    remarks,
  };
  if ("fault" in chosen) return { ...base, hash: "", fault: chosen.fault };
  const { hash, fault } = await readSubmission(chosen.file);
  return { ...base, hash, ...(fault === undefined ? { entry: chosen.file } : { fault }) };
}

/** Whoever is on the roster and handed in nothing is told, too. */
function absent(collected: readonly Collected[], roster: readonly Person[]): Collected[] {
  const there = new Set(collected.map(({ student }) => student));
  return roster
    .filter(({ student }) => !there.has(student))
    .map(({ student, names }) => ({
      submission: student,
      student,
      names,
      file: "",
      hash: "",
      fault: "nothing was handed in",
      remarks: [],
    }));
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
