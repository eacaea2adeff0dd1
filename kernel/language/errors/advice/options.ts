// An option that a function or class does not know.

import { argumentsAt } from "../arguments.ts";
import { doesNotFit } from "../codes.ts";
import { nearest, sameLetters } from "../nearest.ts";
import { isTemplate, spelled } from "../templates.ts";
import type { Adviser } from "../wrong-cell.ts";
import { adviseOnAnswerNames } from "./answer-names.ts";

/** So many are listed, where none is near. */
const mostListed = 16;

export const adviseOnOptions: Adviser = (complaint, cell) => {
  const { text, types, words } = cell;
  if (!doesNotFit.has(complaint.code) || !types) return undefined;
  const [, written, type] = /'["']?([^']+?)["']?' does not exist in type '([^']+)'/.exec(complaint.message) ?? [];
  if (written === undefined || type === undefined) return undefined;
  const place = { start: complaint.start, end: complaint.end };
  if (text.slice(place.start, place.end).replace(/^["']|["']$/g, "") !== written) return undefined;
  const options = types.propertiesWantedAt(place).filter(name => !(name in Function.prototype));
  if (options.length === 0) return undefined;
  const word = words.options.get(written);
  const meant = sameLetters(written, options) ?? (word && options.includes(word) ? word : nearest(written, options));
  const ofAnswer = adviseOnAnswerNames(complaint, cell, options);
  const unknown = ofAnswer ? `This answer has no '${written}'.` : `There is no option '${written}' here.`;
  if (meant) return { message: `${unknown} Did you mean '${meant}'?` };
  if (ofAnswer) return ofAnswer;
  if (word !== undefined && isTemplate(word)) return { message: `${unknown} Write { ${spelled(word)} } instead.` };
  if (word !== undefined && /\s/.test(word)) return { message: `${unknown} ${word}` };
  // It belongs to a value that another option takes: `learningRate` to `adam(0.01)`.
  const [owner] = [...words.byPlace].find(([of, names]) => /^\p{Ll}/u.test(of) && names.includes(written)) ?? [];
  const parts = argumentsAt(text, text.lastIndexOf("{", place.start))?.values ?? [];
  const [value] = parts.flatMap(
    part => new RegExp(String.raw`^["']?${RegExp.escape(written)}["']?\s*:\s*(.+)$`, "s").exec(part)?.[1] ?? [],
  );
  if (owner && value) return { message: `${unknown} It belongs to ${owner}: write ${owner}(${value})` };
  return options.length > mostListed ? undefined : { message: `${unknown} Known are ${options.join(", ")}.` };
};
