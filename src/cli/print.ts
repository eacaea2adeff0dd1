// What the command line prints: a text from a notebook, a file's name or an error may hold control sequences that move the
// cursor, rename the window or write the clipboard. They are taken out; colors stay on a terminal.

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
/** OSC, DCS, SOS, PM and APC, which go on to their end; an unfinished one to the end of the line. */
const strings = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?/g;
const color = /^\x1b\[[\d;:]*m$/;
/** CSI, and any other escape. */
const sequences = /(?:\x1b\[|\x9b)[0-?]*[ -/]*(?:[@-~]|(?=\n)|$)|\x1b[ -/]*[0-~]?/g;
const isReset = /\x1b\[0*m[^\x1b]*$/;
/** But tab, line feed and what begins a color. */
const controls = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\[[\d;:]*m)/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above.

/** @param colors whether they may stay; they end with the text */
export function printable(text: string, colors: boolean): string {
  const plain = text
    .replace(/\r+\n/g, "\n")
    .replace(strings, "")
    .replace(sequences, found => (colors && color.test(found) ? found : ""))
    // A line that was begun anew shows what came last.
    .replace(/^.*\r(?!$)/gm, "")
    .replace(controls, "");
  return plain.includes("\x1b") && !isReset.test(plain) ? `${plain}\x1b[0m` : plain;
}

/** A line, or several, for whoever asked for them. */
export function say(text: string): void {
  process.stdout.write(`${printable(text, process.stdout.isTTY)}\n`);
}

/** The same about something that is wrong. */
export function complain(text: string): void {
  process.stderr.write(`${printable(text, process.stderr.isTTY)}\n`);
}
