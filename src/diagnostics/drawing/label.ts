// Labels with subscripts and superscripts, written as in TeX: "h_{t-1}", "h_1^{(2)}".
import { escapeHtml } from "../../display/index.ts";

/** One stretch of a label, and where it stands. */
interface Part {
  text: string;
  place: "line" | "below" | "above";
}

/** "h_{t-1}" → h, and t−1 below the line. A hyphen in an index is a minus sign. */
function partsOf(label: string): Part[] {
  return [...label.matchAll(/([_^])(?:\{([^}]*)\}|(.))|([^_^]+)/gu)].map(([, mark, braced, one, plain]) =>
    plain !== undefined
      ? { text: plain, place: "line" }
      : { text: (braced ?? one ?? "").replaceAll("-", "−"), place: mark === "_" ? "below" : "above" },
  );
}

/** The label as the inside of an SVG `<text>`. A superscript that follows a subscript stands above it. */
export function labelSvg(label: string): string {
  let shift = 0;
  return partsOf(label)
    .map(({ text, place }) => {
      const wanted = { line: 0, below: 4, above: -6 }[place];
      const dy = wanted - shift === 0 ? "" : ` dy="${wanted - shift}"`;
      shift = wanted;
      const size = place === "line" ? "" : ' font-size="10"';
      return `<tspan${size}${dy}>${escapeHtml(cleaned(text))}</tspan>`;
    })
    .join("");
}

/** The label as a screen reader is to read it: "h t−1". */
export const labelWords = (label: string): string =>
  partsOf(label)
    .map(({ text }) => cleaned(text))
    .join(" ")
    .trim();

/** About how wide the label is, in pixels at 14 px: there are no font metrics here. */
export const labelWidth = (label: string): number =>
  partsOf(label).reduce((sum, { text, place }) => sum + text.length * (place === "line" ? 8 : 6), 0);

/** Without what no XML document may contain: an `<img>` with one such character stays empty. */
export const cleaned = (text: string): string =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
