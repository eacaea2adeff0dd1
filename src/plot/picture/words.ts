// Text in a picture: what XML allows, how wide it is, and numbers as people read them.

/**
 * Text that may stand in XML, in an element or a quoted attribute. What XML allows nowhere (most control characters, half of a
 * surrogate pair) is left out: a picture with it would not be drawn at all.
 */
export const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** A length in pixels, to a tenth. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

const narrow = /[iljtfrI.,:;'|!()[\] ]/;
const wide = /[mwMW@%]/;

/** The width of text in pixels, guessed, since no font is at hand here: rather too much than too little. */
export function widthOf(text: string, size: number): number {
  let ems = 0;
  for (const character of text) {
    if (narrow.test(character)) ems += 0.33;
    else if (wide.test(character)) ems += 0.88;
    else if (character > "\u2e80") ems += 1;
    else ems += /[A-Z]/.test(character) ? 0.68 : 0.57;
  }
  return ems * size;
}

/** Text of no more than this many characters; what is longer ends with an ellipsis. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10⁻³ */
export const powerOfTen = (exponent: number): string =>
  `10${exponent < 0 ? "⁻" : ""}${[...String(Math.abs(exponent))].map(digit => superscripts[Number(digit)]).join("")}`;

/** A number with three digits, for sentences: 0.0312, 1.2×10⁻⁹. */
export function inWords(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return (value + 0).toLocaleString("en-US").replace("-", "−");
  const [mantissa = "", exponent = "0"] = value.toExponential(2).split("e");
  const short = String(Number(mantissa)).replace("-", "−");
  return Math.abs(Number(exponent)) > 4
    ? `${short}×${powerOfTen(Number(exponent))}`
    : String(Number(value.toPrecision(3))).replace("-", "−");
}
