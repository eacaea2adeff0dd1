// The text that declares a name, as `inspect` shows it where more detail is asked for.

const mostLines = 200;

/** The texts of a name's declarations, with the comments before them, as one of bounded length. */
export function joinSources(texts: readonly string[]): string | undefined {
  const lines = texts.flatMap(text => unindent(text).split("\n"));
  if (lines.length === 0) return undefined;
  const more = lines.length - mostLines;
  return more <= 0 ? lines.join("\n") : [...lines.slice(0, mostLines), `// … ${more} more lines`].join("\n");
}

/** Of a member, whose lines stand further in than its first word. */
function unindent(text: string): string {
  const lines = text.trimEnd().split(/\r?\n/);
  const first = lines.findIndex(line => line.trim() !== "");
  if (first < 0) return "";
  const rest = lines.slice(first + 1).filter(line => line.trim() !== "");
  const depth = Math.min(...rest.map(line => /^\s*/.exec(line)![0].length - (line.trim().startsWith("*") ? 1 : 0)));
  const cut = Number.isFinite(depth) ? Math.max(0, depth) : 0;
  const [head, ...body] = lines.slice(first);
  return [head!.trimStart(), ...body.map(line => line.slice(Math.min(cut, /^\s*/.exec(line)![0].length)))].join("\n");
}
