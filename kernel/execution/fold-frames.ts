// A stack's frames as lines of text: those of cells and of files beside the notebook one by one, those of libraries folded.

export interface Frame {
  /** As it stands behind "at". */
  text: string;
  /** "native": V8's own, which is in no file, as `Array.map (<anonymous>)`. */
  kind: "cell" | "own" | "library" | "native";
  /** The library's name. */
  library?: string;
}

/** A recursion's frames are all alike. */
const mostLines = 12;

/** All frames, where none is a person's own: of an error that a library's timer meets, say. */
export function listFrames(frames: readonly Frame[]): string[] {
  return bounded(frames.map(({ text }) => `    at ${text}`));
}

/**
 * From the innermost frame on, without what lies below the last cell: that is how the kernel came to run it. Frames of
 * libraries in which the error came about stand behind the line that called them, which is what a person can change.
 */
export function foldFrames(frames: readonly Frame[]): string[] {
  const lastCell = frames.findLastIndex(({ kind }) => kind === "cell");
  const groups = grouped(lastCell < 0 ? frames : frames.slice(0, lastCell + 1));
  if (groups[0]?.library !== undefined) {
    const caller = groups.findIndex(({ library }) => library === undefined);
    if (caller > 0) groups.unshift(...groups.splice(caller, 1));
  }
  return bounded(groups.flatMap(linesOf));
}

function bounded(lines: string[]): string[] {
  const more = lines.length - mostLines;
  return more <= 1 ? lines : [...lines.slice(0, mostLines), `    … ${more} more frames`];
}

function linesOf({ library, frames }: Group): string[] {
  const count = frames.length;
  if (library !== undefined) return [`    … ${count} frame${count > 1 ? "s" : ""} in ${library}`];
  const line = `    at ${frames[0]!.text}`;
  return count > 2 ? [line, `    … ${count - 1} more times`] : frames.map(() => line);
}

/** Frames of one library that follow each other, with V8's between them, or frames that are all alike. */
interface Group {
  library: string | undefined;
  frames: Frame[];
}

function grouped(frames: readonly Frame[]): Group[] {
  const groups: Group[] = [];
  for (const [index, frame] of frames.entries()) {
    const last = groups.at(-1);
    const isInside =
      frame.kind === "native" && frames.slice(index).find(({ kind }) => kind !== "native")?.kind === "library";
    const isSame = last?.library === undefined && last?.frames[0]?.text === frame.text;
    if (last && (isSame || (last.library !== undefined && (frame.library === last.library || isInside))))
      last.frames.push(frame);
    else groups.push({ library: frame.library, frames: [frame] });
  }
  return groups;
}
