// Catches what the toolkit prints.

/** What `work` printed by console.log, or by console.warn, one string a call. */
export async function captured(work: () => unknown, by: "log" | "warn" = "log"): Promise<string[]> {
  const print = console[by];
  const lines: string[] = [];
  console[by] = (...values) => lines.push(values.join(" "));
  try {
    await work();
  } finally {
    console[by] = print;
  }
  return lines;
}
