// Formulas as MathML, which browsers draw by themselves: no script, no font, no style. Temml makes it of TeX.
import temml from "temml";
import { Html, html } from "./html.ts";

/** Nothing that leads elsewhere, no file, and nothing larger than 10 em; a macro that calls itself ends. */
const options = { throwOnError: true, trust: false, strict: false, maxSize: [10, 10], maxExpand: 200 } as const;

const longest = 2000;

/** Of MathML Core, what a formula needs. https://w3c.github.io/mathml-core/ */
const attributes =
  /^(display|displaystyle|scriptlevel|mathvariant|stretchy|symmetric|fence|separator|form|accent|accentunder|movablelimits|largeop|lspace|rspace|minsize|maxsize|width|height|depth|voffset|linethickness|columnspan|rowspan)$/;

/** A formula; its TeX as code where it is none, or too long. @param isBlock whether it has a line of its own */
export function formula(tex: string, isBlock: boolean): Html {
  try {
    if (tex.length > longest) throw new RangeError("too long");
    return new Html(
      pure(temml.renderToString(tex, { ...options, maxSize: [...options.maxSize], displayMode: isBlock })),
    );
  } catch {
    // Whatever it fails by: it is a student's text.
    return html`<code>${tex}</code>`;
  }
}

/** Its elements with what draws them, and nothing more: the page's policy has no styles but the page's. @throws RangeError */
function pure(mathml: string): string {
  const text = mathml.replace(/<(\/?)([^\s>]*)([^>]*)>/g, (_, slash: string, name: string, rest: string) => {
    if (!/^m[a-z]+$/.test(name)) throw new RangeError(`${name} is no element of MathML`);
    const kept = [...rest.matchAll(/ ([a-z]+)="([^"<>]*)"/g)].filter(([, key]) => attributes.test(key!));
    return `<${slash}${name}${kept.map(([attribute]) => attribute).join("")}${/\/\s*$/.test(rest) ? "/" : ""}>`;
  });
  return text;
}
