// Notebook files such as no program would write alike: any indent, order of keys, escapes, numbers, missing parts.

export type Random = () => number;

/** A linear congruential generator: the same numbers for the same seed. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Between the parts stands what a run writes: an old output or count, or nothing where the key was missing. */
export interface RandomNotebook {
  text: string;
  /** What must stay, in order. */
  parts: string[];
}

export function randomNotebook(random: Random): RandomNotebook {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const indent = pick(["", "", " ", "  ", "\t", "    "]);
  const lineEnd = pick(["\n", "\r\n"]);
  const colon = pick([":", ": ", " : "]);
  const gap = (depth: number) => (indent === "" ? pick(["", " "]) : lineEnd + indent.repeat(depth));
  const text = () =>
    pick(['""', '"a"', '"\\u00e9\\n"', '"é 😀"', '"\\"x\\\\"', '"\\/"', '"\\ud83d"', '"]}"', '"__proto__"']);
  const number = () => pick(["0", "-0", "1.0", "12345678901234567890", "1e400", "-1.50E-3", "NaN", "-Infinity"]);
  const value = (depth: number): string => {
    const kind = random();
    if (depth > 6 || kind < 0.35) return pick([text, number, () => pick(["true", "false", "null"])])();
    const parts = Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
    if (kind < 0.6) return `[${parts.join(pick([",", ", ", " ,\n"]))}]`;
    return `{${parts.map(part => `${text()}${colon}${part}`).join(",")}}`;
  };
  const slot = "\0";
  const object = (entries: string[], depth: number) =>
    `{${entries.map(entry => gap(depth) + entry).join(",")}${gap(depth - 1)}}`;
  const shuffled = (entries: string[]) =>
    entries
      .map(entry => [random(), entry] as const)
      .sort()
      .map(([, entry]) => entry);
  const oldOutputs = () =>
    pick([
      "[]",
      '[{"output_type":"stream","name":"stdout","text":["old\\n"]}]',
      '[{"output_type":"display_data","data":{"a":NaN},"metadata":{}}]',
    ]);
  const cell = () => {
    const type = pick(["code", "code", "markdown", "raw"]);
    const entries = [
      `"cell_type"${colon}"${type}"`,
      `"source"${colon}${pick(['"1"', '["a\\n", "b"]', '""', '"\\ud800"'])}`,
    ];
    if (random() < 0.8) entries.push(`"metadata"${colon}${object([`"deep"${colon}${value(3)}`], 4)}`);
    if (random() < 0.5) entries.push(`"id"${colon}"c"`);
    if (random() < 0.3) entries.push(`${text()}${colon}${value(4)}`);
    let missing = "";
    if (type === "code")
      for (const [key, old] of [
        ["outputs", oldOutputs],
        ["execution_count", () => pick(["null", "3"])],
      ] as const)
        if (random() < 0.9) entries.push(`"${key}"${colon}${slot}${old()}${slot}`);
        else missing = slot + slot;
    // What is missing comes behind the last entry.
    const ordered = shuffled(entries);
    ordered.push(ordered.pop()! + missing);
    return object(ordered, 3);
  };
  const cells = Array.from({ length: Math.floor(random() * 5) }, cell);
  const whole = object(
    shuffled([
      `"nbformat"${colon}4`,
      `"nbformat_minor"${colon}${pick(["0", "2", "4", "5"])}`,
      `"metadata"${colon}${object([`"m"${colon}${value(2)}`], 2)}`,
      `"cells"${colon}[${cells.map(each => gap(2) + each).join(",")}${gap(1)}]`,
      ...(random() < 0.3 ? [`"other"${colon}${value(2)}`] : []),
    ]),
    1,
  );
  const marked = pick(["", "\ufeff"]) + whole + pick(["", "\n", "\r\n", "\n\n  "]);
  const pieces = marked.split(slot);
  return { text: pieces.join(""), parts: pieces.filter((_, index) => index % 2 === 0) };
}

/** The same with one thing broken. */
export function broken(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const insert = ["", "{", "]", '"', ",", "\\", "\0", "9", "null"][Math.floor(random() * 9)]!;
  return text.slice(0, at) + insert + text.slice(at + Math.floor(random() * 3));
}
