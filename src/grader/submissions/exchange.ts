// nbgrader's exchange, where students of one machine hand in: a folder for each time, called STUDENT+ASSIGNMENT+TIME+RANDOM.
//
// A student can write any name, and the clock of a student's machine may be wrong. So the owner of a folder tells whose it is, and the
// time of the last change tells when it came: only the system sets both.
import { spawnSync } from "node:child_process";
import type { Entry, Handed } from "./entry.ts";

const folderName = /^(?<student>[^+/]+)\+(?<assignment>[^+/]+)\+\d{4}-\d\d-\d\d [\d:.]+ \S+?(?:\+[\w-]+)?$/;

interface HandIn {
  readonly student: string;
  readonly assignment: string;
  readonly folder: string;
  readonly files: readonly Entry[];
  readonly received: Date | undefined;
  readonly owner: number | undefined;
}

/** The names of feedback in a hand-in's folder. */
export const givenBackNames = (assignment: string) => ({
  page: `${assignment}-feedback.html`,
  notebook: `${assignment}-feedback.ipynb`,
});
const isGivenBack = (path: string): boolean => /-feedback\.(html|ipynb)$/.test(path);

/** Whether these are the folders of an exchange's inbox. */
export const isInbox = (entries: readonly Entry[]): boolean =>
  areHandIns(entries.map(({ path }) => path.split("/")[0]!));

/** Whether the names in a folder are those of hand-ins: then it is an inbox. Hidden ones are not looked at. */
export function areHandIns(names: readonly string[]): boolean {
  const shown = names.filter(name => !name.startsWith("."));
  return shown.length > 0 && shown.every(name => folderName.test(name));
}

/** Each student's last hand-in of an assignment. @param userOf the number of a user of this machine, by name */
export function handedIn(entries: readonly Entry[], assignment: string, userOf = numberOfUser): Handed[] {
  const byFolder = Map.groupBy(entries, ({ path }) => path.split("/")[0]!);
  const all = [...byFolder].flatMap(([folder, inside]) => handInOf(folder, inside, assignment) ?? []);
  return [...Map.groupBy(all, ({ student }) => student)].map(([student, some]) => {
    const user = userOf(student);
    // In containers of one and the same user the machine knows no student: there only the names tell.
    const isTheirs = ({ owner }: HandIn) => user === undefined || owner === undefined || owner === user;
    const [own, forged] = [some.filter(isTheirs), some.filter(one => !isTheirs(one))];
    const inOrder = own.toSorted(byTime);
    const last = inOrder.at(-1);
    return {
      student,
      files: [...(last?.files ?? [])],
      ...receivedOf(last),
      earlier: inOrder.slice(0, -1).map(one => ({ folder: one.folder, files: [...one.files], ...receivedOf(one) })),
      remarks: [
        ...(own.length > 1 ? [`${own.length} were handed in: this is the last`] : []),
        ...forged.map(
          ({ folder, owner }) => `${folder} does not count: user number ${owner} made it, who is not ${student}`,
        ),
        ...(user === undefined
          ? [`${student} is no user of the machine that graded: only the name of the hand-in says whose it is`]
          : []),
      ],
    };
  });
}

function handInOf(folder: string, inside: readonly Entry[], wanted: string): HandIn | undefined {
  const { student, assignment } = folderName.exec(folder)?.groups ?? {};
  if (student === undefined || assignment !== wanted) return undefined;
  const top = inside.find(({ path }) => path === folder)?.stat?.();
  // What was given back lies there, too. It changes the folder, so the files' times count.
  const files = inside.filter(
    ({ path, kind }) => kind === "file" && !/(^|\/)timestamp\.txt$/.test(path) && !isGivenBack(path),
  );
  const changes = files.flatMap(one => one.stat?.()?.changed.getTime() ?? []);
  const received = changes.length > 0 ? new Date(Math.max(...changes)) : undefined;
  return { student, assignment, folder, files, received, owner: top?.owner };
}

const receivedOf = (one: HandIn | undefined): { received?: string } =>
  one?.received ? { received: one.received.toISOString() } : {};

const timeOf = ({ received }: HandIn): number => received?.getTime() ?? 0;

/** A file system tells a time to some milliseconds. Within these the names tell the order. */
const byTime = (a: HandIn, b: HandIn): number => timeOf(a) - timeOf(b) || (a.folder < b.folder ? -1 : 1);

function numberOfUser(name: string): number | undefined {
  if (!/^[a-z_][\w.@-]*$/i.test(name)) return undefined;
  const { status, stdout } = spawnSync("id", ["-u", "--", name], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : undefined;
}
