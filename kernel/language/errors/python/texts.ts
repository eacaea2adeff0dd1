// Python's texts as TypeScript's: f-strings, raw and long ones, and those that `%` and `format` fill.
import { NotPython } from "./cursor.ts";
import { level, tight, type Written } from "./written.ts";

/** A literal, quotes and prefix included. @param read writes the expression within the braces of an f-string */
export function literal(source: string, read: (python: string) => Written): string {
  const [, prefix = "", quote = "", body = ""] = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*)\2$/.exec(source) ?? [];
  if (/f/i.test(prefix)) return `\`${formatted(body, read)}\``;
  if (quote.length === 3) return `\`${body.replaceAll("`", "\\`").replaceAll("${", "\\${")}\``;
  return /r/i.test(prefix) ? `String.raw\`${body}\`` : `${quote}${body}${quote}`;
}

/** Whether TypeScript has no such literal. */
export const isPythonText = (source: string): boolean => /^(?:[a-zA-Z]|"""|''')/.test(source);

/** The inside of `f"…"`. */
function formatted(body: string, read: (python: string) => Written): string {
  let written = "";
  for (let at = 0; at < body.length; at++) {
    const two = body.slice(at, at + 2);
    if (two === "{{" || two === "}}") {
      written += two[0];
      at += 1;
    } else if (body[at] === "{") {
      const end = closing(body, at);
      const [, source = "", format = ""] = insertion.exec(body.slice(at + 1, end)) ?? [];
      written += `\${${formatAs(read(source.trim()), format)}}`;
      at = end;
    } else written += body[at] === "`" ? "\\`" : body[at];
  }
  return written;
}

/** `value`, `value=`, `value!r`, `value:.2f` */
const insertion = /^([\s\S]*?)=?(?:![rsa])?(?::([^:[\](){}]*(?:\{[^{}]*\}[^:]*)?))?$/;

function formatAs(value: Written, format: string): string {
  const [, comma, digits, kind] = /^.*?(,?)(?:\.(\d+))?([fe%d]?)$/.exec(format) ?? [];
  const of = tight(value, level.member);
  if (digits !== undefined && kind === "%") return `(100 * ${of}).toFixed(${digits}) + "%"`;
  if (digits !== undefined && kind === "e") return `${of}.toExponential(${digits})`;
  if (digits !== undefined) return `${of}.toFixed(${digits})`;
  return comma ? `${of}.toLocaleString()` : value.text;
}

/** `"… %d …" % values`, as a template. */
export const filledByPercent = (text: string, values: string): string =>
  filled(text, /%[-+ #0]*[\d.*]*[a-zA-Z]/g, /^\[(.*)\]$/s.exec(values)?.[1] ?? values);

/** `"… {} …".format(values)`, as a template. */
export const filledByFormat = (text: string, values: readonly string[]): string =>
  filled(text, /\{[^{}]*\}/g, values.join(", "));

function filled(text: string, places: RegExp, values: string): string {
  const each = splitList(values);
  let index = 0;
  const body = text.slice(1, -1).replace(places, place => {
    const [, digits] = /\.(\d+)f/.exec(place) ?? [];
    const value = each[index++] ?? "…";
    return `\${${digits === undefined ? value : `${value}.toFixed(${digits})`}}`;
  });
  return `\`${body}\``;
}

function closing(text: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < text.length; at++) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  throw new NotPython();
}

function splitList(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    if ("([{".includes(list[at] ?? " ")) depth += 1;
    if (")]}".includes(list[at] ?? " ")) depth -= 1;
    if (at < list.length && !(depth === 0 && list[at] === ",")) continue;
    parts.push(list.slice(from, at).trim());
    from = at + 1;
  }
  return parts;
}
