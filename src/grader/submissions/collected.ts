// What is known of a submission before it is graded.
import type { Entry } from "./entry.ts";
import type { Lateness } from "./late.ts";

/** A submission before anything of it has run. */
export interface Collected {
  submission: string;
  student: string;
  /** The first of their other names: by the roster their own. */
  name?: string;
  /** Other names of theirs, of the roster. */
  names: readonly string[];
  file: string;
  hash: string;
  received?: string;
  late?: Lateness;
  /** It says a time that is still to come, which does not count. */
  clockIsWrong?: true;
  /** Why it is refused. */
  fault?: string;
  /** Whose its notebook says it is, where a user of the system handed in for others, too: then it is refused. */
  says?: string;
  /** What is to be told of it. */
  remarks: readonly string[];
  entry?: Entry;
}
