// A class of the learner's own that lacks what its interface, or a function that takes it, asks for: told with the types.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import type { Parameter, Place } from "../places.ts";
import { type Advice, type Adviser, textAt, type WrongCell, withStep } from "../wrong-cell.ts";

const incorrectlyImplements = new Set([2420, 2415]);
const differs = 2416;
const withoutType = 2314;
const argument = new Set([2345, 2769]);

/** So many are told. */
const mostTold = 8;

export const adviseOnLacking: Adviser = (complaint, cell) => {
  const { code } = complaint;
  if (code === withoutType) return adviseOnGeneric(complaint, cell);
  if (incorrectlyImplements.has(code)) return adviseOnClass(complaint, cell);
  if (code === differs) return adviseOnMember(complaint, cell);
  return argument.has(code) ? adviseOnArgument(complaint, cell) : undefined;
};

/** `class Mine implements Cell<Tensor> {}` */
const adviseOnClass: Adviser = (complaint, cell) => {
  const heritage = heritageAt(cell.text, complaint.start);
  if (!heritage || !cell.types) return undefined;
  const lacking = lackingIn(cell.types.membersOf(complaint), cell.types.neededAt(heritage));
  return lacking === undefined ? undefined : { message: `${complaint.message} It lacks ${lacking}.` };
};

/** A member that has another type than the interface says. */
const adviseOnMember: Adviser = (complaint, cell) => {
  const heritage = heritageAt(cell.text, complaint.start);
  const wanted = heritage && cell.types?.neededAt(heritage).find(({ name }) => name === textAt(cell, complaint));
  return wanted && { message: `${complaint.message} It is wanted so: ${written(wanted)}` };
};

/** `unroll(new Mine(), xs)` */
function adviseOnArgument(complaint: Diagnostic, cell: WrongCell): Advice | undefined {
  const [, given = ""] =
    /Argument of type '([\p{ID_Start}$_][\p{ID_Continue}$]*)' is not/u.exec(complaint.message) ?? [];
  const isOwn = cell.declared.has(given) || cell.names.get(given)?.preloaded === false;
  if (!isOwn || !cell.types) return undefined;
  const own = cell.types.membersOf(complaint);
  const needed = cell.types.neededAt(complaint);
  const lacking = lackingIn(own, needed);
  return lacking === undefined ? undefined : { message: `A '${given}' does not fit here: it lacks ${lacking}.` };
}

function lackingIn(own: readonly string[], needed: readonly Parameter[]): string | undefined {
  const lacking = needed.filter(({ name }) => !own.includes(name));
  return lacking.length === 0 || lacking.length > mostTold ? undefined : lacking.map(written).join(", ");
}

/** `zeroState: (batch: Shape) => Tensor` as a class has it. */
function written({ name, type }: Parameter): string {
  const [, parameters, result] = /^\((.*)\) => (.*)$/s.exec(type) ?? [];
  return parameters === undefined ? `${name}: ${type}` : `${name}(${parameters}): ${result}`;
}

/** The type behind the first 'implements' or 'extends' of the class that a place stands in. */
function heritageAt(text: string, at: number): Place | undefined {
  const classes = [...text.matchAll(/\bclass\s+[\p{ID_Continue}$]+(?:<[^{]*?>)?\s+(?:implements|extends)\s+/gu)];
  const found = classes.findLast(({ index }) => index <= at);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  const [type] = /^[^{]*?(?=\s*(?:\{|\bimplements\b))/.exec(text.slice(start)) ?? [];
  return type === undefined ? undefined : { start, end: start + type.length };
}

/** `implements Cell` of a type that is of another type. */
const adviseOnGeneric: Adviser = (complaint, { words, text }) => {
  const [, name, given = ""] = /^Generic type '([^<']+)<([^>']+)>'/.exec(complaint.message) ?? [];
  const [example] = words.makes.keys();
  return name === undefined || example === undefined || given.includes(",") || /^\s*</.test(text.slice(complaint.end))
    ? undefined
    : withStep(complaint, `For example ${name}<${example}>.`);
};
