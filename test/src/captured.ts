// Catches what the toolkit prints.

/** What `work` printed by console.log, one string a call. */
export async function captured(work: () => unknown): Promise<string[]> {
  const log = console.log;
  const lines: string[] = [];
  console.log = (...values) => lines.push(values.join(" "));
  try {
    await work();
  } finally {
    console.log = log;
  }
  return lines;
}
