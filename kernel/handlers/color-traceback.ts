// Colors a traceback with terminal codes, the one place where the protocol expects them: a session speaks plainly.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-errors
import { styleText } from "node:util";

/** What went wrong stands out in red, the way there steps back, the carets are red too. */
export function colorTraceback(ename: string, traceback: string[]): string[] {
  return traceback.map((line, index) => {
    if (/^\s*\^+$/.test(line)) return paint("red", line);
    if (/^ {4}(at|…) /.test(line)) return paint("gray", line);
    const name = index === 0 && line.startsWith(ename) ? ename : /(?<= - )error TS\d+(?=: )/.exec(line)?.[0];
    return name ? line.replace(name, () => paint(["red", "bold"], name)) : line;
  });
}

function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
