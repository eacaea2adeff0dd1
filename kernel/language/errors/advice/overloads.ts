// Of a function with several ways to be called the compiler tells what is wrong with the last one. Where another way was meant,
// that is the wrong argument: `gru(4).call(symbolic, { initial_state: h })` has a wrong option, and its first argument is right.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { argumentsAt } from "../arguments.ts";
import type { Place, TypesAt } from "../places.ts";
import { callAround, textAt, type WrongCell } from "../wrong-cell.ts";

const noOverload = 2769;
const unknownProperty = 2353;
const notAssignable = 2322;
const wrongType = 2345;

/** The complaint, of another argument that does not fit, or of an option that is not known or does not fit, where there is one. */
export function ofRightArgument(complaint: Diagnostic, cell: WrongCell): Diagnostic {
  const { text, types } = cell;
  if (complaint.code !== noOverload) return complaint;
  // TypeScript 6 complains of what is called.
  const isOfCallee = text[complaint.end] === "(";
  const call = isOfCallee
    ? callAround(text, complaint.end + 1)
    : (callAround(text, complaint.start) ?? callAround(text, text.lastIndexOf("[", complaint.start)));
  if (!types || !call) return complaint;
  const places = placesOf(text, call);
  const told = places.find(({ start, end }) => start <= complaint.start && complaint.end <= end);
  if (!told && !isOfCallee) return complaint;
  // Arguments before the one that is complained of fit that last way.
  for (const place of places.slice(told ? places.indexOf(told) + 1 : 0)) {
    const wrong = textAt(cell, place).startsWith("{") ? wrongOption(place, text, types) : wrongArgument(place, types);
    if (wrong) return { ...complaint, ...wrong };
  }
  return complaint;
}

type Wrong = Pick<Diagnostic, "code" | "message" | "start" | "end">;

function wrongArgument(place: Place, types: TypesAt): Wrong | undefined {
  const misfit = types.misfitAt(place);
  if (!misfit) return undefined;
  const { given, wanted } = misfit;
  return {
    ...place,
    code: wrongType,
    message: `Argument of type '${given}' is not assignable to parameter of type '${wanted}'.`,
  };
}

function wrongOption(place: Place, text: string, types: TypesAt): Wrong | undefined {
  for (const { name, value } of optionsIn(text, place)) {
    const option = text.slice(name.start, name.end);
    const known = types.propertiesWantedAt(name);
    if (known.length === 0) continue;
    if (!known.includes(option)) {
      const message = `Object literal may only specify known properties, and '${option}' does not exist in type 'object'.`;
      return { ...name, code: unknownProperty, message };
    }
    const misfit = types.misfitAt(value);
    if (!misfit) continue;
    return {
      ...name,
      code: notAssignable,
      message: `Type '${misfit.given}' is not assignable to type '${misfit.wanted}'.`,
    };
  }
  return undefined;
}

/** Where the arguments of a call stand. */
function placesOf(text: string, { callee, values }: { callee: Place; values: readonly string[] }): Place[] {
  let at = callee.end;
  return values.map(value => {
    const start = text.indexOf(value, at);
    at = start + value.length;
    return { start, end: at };
  });
}

/** The names and values of the options in an object. */
function optionsIn(text: string, object: Place): { name: Place; value: Place }[] {
  const found: { name: Place; value: Place }[] = [];
  let from = object.start + 1;
  for (const part of argumentsAt(text, object.start)?.values ?? []) {
    from = text.indexOf(part, from);
    const end = from + part.length;
    const [whole, name] = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:\s*:\s*|$)/u.exec(part) ?? [];
    if (whole !== undefined && name !== undefined) {
      const start = name === part ? from : from + whole.length;
      found.push({ name: { start: from, end: from + name.length }, value: { start, end } });
    }
    from = end;
  }
  return found;
}
