// Globs over whole texts: `*` stands for any text and `?` for any character.

/**
 * The parts between the stars are looked for one after the other, each as early as it stands. One regular expression with all
 * stars in it would try every way to divide the text, for a pattern like `*a*a*a*b` for minutes.
 */
export function glob(pattern: string): (text: string) => boolean {
  const [first = "", ...rest] = pattern.split(/\*+/);
  const last = rest.pop();
  const starts = toRegExp(first, "y");
  if (last === undefined) {
    const whole = new RegExp(`^${sourceOf(first)}$`, "u");
    return text => whole.test(text);
  }
  const parts = rest.map(part => toRegExp(part, "g"));
  const ends = new RegExp(`${sourceOf(last)}$`, "u");
  return text => {
    let at = endOf(starts, text, 0);
    for (const part of parts) at = at < 0 ? at : endOf(part, text, at);
    return at >= 0 && ends.test(text.slice(at));
  };
}

/** Where the next match ends, or -1. */
function endOf(part: RegExp, text: string, from: number): number {
  part.lastIndex = from;
  return part.test(text) ? part.lastIndex : -1;
}

const toRegExp = (part: string, flag: "g" | "y"): RegExp => new RegExp(sourceOf(part), `u${flag}`);

const sourceOf = (part: string): string =>
  part.replace(/[\\^$.|+()[\]{}?/-]/g, character => (character === "?" ? "[^]" : `\\${character}`));
