// The code that an answer tells a beginner to type, so that a test can type it.
import type { Diagnostic } from "../../../../kernel/language/cell/diagnostic.ts";

/** What stands before code in an answer. */
const introductions = [
  /\bIn TypeScript: (.+)$/s,
  /\bas an object: (.+)$/,
  /\bIt is a (?:method|function)(?: here)?: (.+)$/,
  /\b(?:Count so|Call it|each element|element by element|Make an? \w+ of (?:it|the text)|without a name): (.+)$/i,
  /\bjoined by (.+)$/,
  /\b[Ww]rite (?:a point: )?(.+?)(?: without quotes\.| instead\..*| It stands alone, .*)?$/s,
];

/** All that is to be typed. What is left open ("f(…)") or is only a word between quotes is no code. */
export function advisedIn({ message, instead }: Pick<Diagnostic, "message" | "instead">): string[] {
  const found = introductions.flatMap(pattern => pattern.exec(message)?.[1] ?? []).slice(0, 1);
  const codes = found.flatMap(code => code.split(/; of a single number, such as a loss, |(?<=^[\d_]+) or /));
  const all = [...codes, ...(instead === undefined ? [] : [instead])];
  return all
    .map(code => code.replace(/\{ … (\}\)?)$/, "{ $1").replace(/\{$/, "{ }"))
    .filter(code => !code.includes("…") && !/^'|\.$/.test(code));
}

/** Lines of which the answer is only a part of what is to be typed, each with what is missing. */
export const unfinished: ReadonlyMap<string, string> = new Map([
  ["try:\n    x = 1\nexcept Exception as e:\n    print(e)", "'catch' is told by the lines below"],
  ["elif x > 3:", "the 'if' is missing in the cell, too"],
  ["else:\n  console.log(1)", "the 'if' is missing in the cell, too"],
  ["self.x = 3", "the class is missing in the cell, too"],
  ["x = xs @ xs", "of a cell with an error of syntax no types are known: xs is a list"],
  ["with torch.no_grad():\n    pred = model(x)", "no types are known, either: model.predict is told next"],
  ["for epoch in range(10):\n    loss = model(x)", "no types are known, either: model.predict is told next"],
  ["sum(data) / len(data)", "that a tensor is divided by div() is told next"],
  ...[
    "const x = input('Name?')",
    "x = input('Name?')",
    "name = input('What is your name? ')",
    "age = int(input('Age: '))",
  ].map(line => [line, "the kernel brings 'prompt', and no package that is preloaded here"] as const),
]);
