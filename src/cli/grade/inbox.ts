// An inbox that others have power over: what they could do to hand-ins is said before these are graded.
import { lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { areHandIns } from "../../grader/submissions/index.ts";

/** @param place of the submissions, as it was named @param own the number of who grades */
export function inboxNotes(place: string, own = process.getuid?.()): string[] {
  const inbox = [place, join(place, "inbound")].find(isInbox);
  if (inbox === undefined || own === undefined) return [];
  const { uid, mode } = statSync(inbox);
  return [
    ...(lstatSync(inbox).isSymbolicLink()
      ? [
          `${inbox} is a link: what is graded lies in ${realpathSync(inbox)}. Whoever owns the link may lead it elsewhere`,
        ]
      : []),
    ...(uid !== own && uid !== 0
      ? [
          `${inbox} belongs to user number ${uid}, and not to you: its owner may take away and replace what others have handed in`,
        ]
      : []),
    ...((mode & 0o022) !== 0 && (mode & 0o1000) === 0
      ? [
          `in ${inbox} others may take away and replace what was handed in: close it by chmod 3733 ${basename(inbox)} in its folder`,
        ]
      : []),
  ];
}

function isInbox(folder: string): boolean {
  try {
    return areHandIns(readdirSync(folder));
  } catch {
    return false; // whoever reads it says why it cannot be read
  }
}
