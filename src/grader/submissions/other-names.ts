// An inbox in which one user of the system handed in for several people, as in containers where all are one user. The last of a user
// counts, so the others would be graded for nobody: they are told, each as a submission that is refused.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { normalizedName } from "../../checking/student/name.ts";
import { chooseFile } from "./choose.ts";
import type { Collected } from "./collected.ts";
import type { Handed } from "./entry.ts";
import { readSubmission } from "./read.ts";
import { type Person, personOf } from "./roster.ts";
import { saidName } from "./said-name.ts";

/**
 * @param last what counts of this user
 * @param notebook of what counts
 * @returns the newest hand-in of each other name that is no name of the user's own
 */
export async function ofOtherNames(
  { earlier = [] }: Handed,
  last: Collected,
  notebook: Notebook | undefined,
  { assignment, roster = [] }: { assignment: string; roster?: readonly Person[] | undefined },
): Promise<Collected[]> {
  const known = (name: string) => normalizedName(personOf(roster, name)?.student ?? name);
  const counts = notebook && saidName(notebook);
  const told = new Set([last.student, ...last.names, ...(counts === undefined ? [] : [counts])].map(known));
  const found: Collected[] = [];
  for (const { folder, files, received } of earlier.toReversed()) {
    const chosen = chooseFile(files, assignment);
    const read = "fault" in chosen ? undefined : await readSubmission(chosen.file);
    const says = read?.notebook && saidName(read.notebook);
    if (says === undefined || told.has(known(says))) continue;
    told.add(known(says));
    found.push({
      submission: `${last.student} (${folder})`,
      student: last.student,
      name: `${says}?`,
      names: [],
      says,
      file: chosen.file!.path,
      hash: read!.hash,
      ...(received !== undefined && { received }),
      remarks: [],
      fault: `the notebook says that it is ${says}'s, but the user ${last.student} handed it in, and later another one${counts === undefined ? "" : ` that says ${counts}`}: only the last of a user counts, and whose this is, is not known`,
    });
  }
  return found;
}
