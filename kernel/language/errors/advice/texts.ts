// A text where only some texts are known: the name of a loss, an activation, a metric.
import { doesNotFit, unknownMembers } from "../codes.ts";
import { nearest, sameLetters } from "../nearest.ts";
import type { Place } from "../places.ts";
import { type Adviser, callAround, textAt, type WrongCell } from "../wrong-cell.ts";

/** So many are listed. */
const mostListed = 12;

export const adviseOnTexts: Adviser = (complaint, cell) => {
  const { types, words } = cell;
  if (!doesNotFit.has(complaint.code) || !types) return undefined;
  const place = literalAt(cell.text, complaint);
  if (!place) return adviseOnQuotes(complaint, cell);
  const written = textAt(cell, place).slice(1, -1);
  const known = types.textsWantedAt(place);
  const [, offered] = /Did you mean '"([^"]*)"'\?/.exec(complaint.message) ?? [];
  if (known.length === 0 && offered !== undefined)
    return { message: `"${written}" is not known here. Did you mean "${offered}"?`, place };
  if (known.length === 0 || known.includes(written)) return undefined;
  const word = words.names.get(written) ?? words.options.get(written);
  const meant = sameLetters(written, known) ?? (word && known.includes(word) ? word : nearest(written, known));
  const unknown = `"${written}" is not known here.`;
  const list = known.slice(0, mostListed).map(text => `"${text}"`);
  const all = `Known are ${list.join(", ")}${known.length > list.length ? ", …" : ""}.`;
  if (meant) return { message: `${unknown} Did you mean "${meant}"? ${all}`, place };
  const callee = callAround(cell.text, place.start)?.callee;
  const more = callee && words.unknownTexts.get(textAt(cell, callee));
  return {
    message: `${unknown} ${all}${more ? ` ${more}` : ""}`,
    place,
    ...(callee && isTakenApart(cell, callee) && { alone: true }),
  };
};

/** `const { q1 } = assignment("…")`: it is because of the unknown text that there is no q1. */
const isTakenApart = ({ text, complaints }: WrongCell, callee: Place): boolean =>
  complaints.some(
    ({ code, start, end }) =>
      unknownMembers.has(code) && start < callee.start && /^[^;=]*\}\s*=\s*$/.test(text.slice(end, callee.start)),
  );

/** `{ activation: relu }`: a value of that name, where the name itself is wanted. */
const adviseOnQuotes: Adviser = (complaint, cell) => {
  const [before = ""] = /^[\p{ID_Continue}$]+\s*:\s*/u.exec(cell.text.slice(complaint.start)) ?? [];
  const from = complaint.start + before.length;
  const [name] = /^[\p{ID_Continue}$]+/u.exec(cell.text.slice(from)) ?? [];
  if (name === undefined) return undefined;
  const place = { start: from, end: from + name.length };
  const meant = sameLetters(name, cell.types?.textsWantedAt(place) ?? []);
  return meant === undefined ? undefined : { message: `Its name is wanted here, in quotes: "${meant}"`, place };
};

/** The text in quotes at a place, or behind the colon of the property there. */
function literalAt(text: string, { start, end }: Place): Place | undefined {
  const [before = ""] = /^["']?[\p{ID_Continue}$]+["']?\s*:\s*/u.exec(text.slice(start)) ?? [];
  const isProperty = before !== "" && end <= start + before.length;
  const from = isProperty ? start + before.length : start;
  const [literal] = /^(?:"[^"\n]*"|'[^'\n]*')/.exec(text.slice(from)) ?? [];
  if (literal === undefined || (!isProperty && from + literal.length < end)) return undefined;
  return { start: from, end: from + literal.length };
}
