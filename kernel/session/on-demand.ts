// Names that a preloaded package has its notebooks find without loading anything beforehand: the first cell that names one has it
// imported. So a library that few cells use costs the others nothing.
//
// A package lists them in its package.json, { "notebook": { "onDemand": { "tf": { … } } } }.
import type { Diagnostic } from "../language/engine.ts";
import { unknownNames } from "../language/errors/codes.ts";
import { isPath, manifestOf, notebookIn, packageName } from "../preload.ts";
import { type CellOutcome, typeErrors } from "./outcome.ts";

/** A name that is imported when a cell first names it. */
export interface OnDemand {
  name: string;
  /** The module whose namespace it is. */
  module: string;
  /** How that is called in a sentence: "TensorFlow.js". */
  called: string;
  /** The command that brings it. */
  install: string;
}

/** @returns those that preloaded packages list */
export function readOnDemand(preload: readonly string[]): OnDemand[] {
  const packages = new Set(preload.filter(specifier => !isPath(specifier)).map(packageName));
  return [...packages].flatMap(name => {
    const manifest = manifestOf(name);
    const { onDemand = {} } = manifest === undefined ? {} : notebookIn(manifest);
    return Object.entries(onDemand).map(([name, rest]) => ({ name, ...rest }));
  });
}

/** The first such name that a cell uses and nothing has declared. @param diagnostics the compiler's errors */
export const wantedBy = (
  code: string,
  diagnostics: readonly Diagnostic[],
  offered: readonly OnDemand[],
): OnDemand | undefined => offered.find(({ name }) => diagnostics.some(each => isUnknown(each, code, name)));

/** Whose members stand before the offset: `tf.ten`. */
export function membersWanted(code: string, offset: number, offered: readonly OnDemand[]): OnDemand | undefined {
  const [, before] =
    /(?<![\p{ID_Continue}$.])([\p{ID_Continue}$]+)\.[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset)) ?? [];
  return offered.find(({ name }) => name === before);
}

/** The cell that brings it. */
export const importOf = ({ name, module }: OnDemand): string => `import * as ${name} from ${JSON.stringify(module)};`;

/** A cell that the compiler has refused. */
interface Refused {
  code: string;
  label: string;
  diagnostics: readonly Diagnostic[];
}

/**
 * Runs such a cell once what it names is imported. @param run executes a cell with its label
 * @returns how it ended; where that is not installed, its errors without it, which say so
 */
export async function runWith(
  wanted: OnDemand,
  { code, label, diagnostics }: Refused,
  run: (code: string, label: string) => Promise<CellOutcome>,
): Promise<CellOutcome> {
  const { name, called, install } = wanted;
  const brought = await run(importOf(wanted), name);
  if (brought.status === "ok") return run(code, label);
  if (brought.ename !== "TS2307") return brought;
  const next = `${install} in the notebook's folder, then run the cell again.`;
  const told = diagnostics.map(each => {
    if (!isUnknown(each, code, name)) return each;
    const isAlone = code.slice(each.start, each.end) === name;
    const message = isAlone
      ? `'${name}' is ${called}, which is not installed: ${next}`
      : `${each.message} ('${name}' is ${called} where that is installed: ${next})`;
    return { ...each, message };
  });
  return typeErrors(code, label, told);
}

/** Whether a name that nothing has declared is this one, or is in what advice has taken together with it: `tf.zeros`. */
const isUnknown = ({ code: number, start, end, file }: Diagnostic, text: string, name: string): boolean =>
  unknownNames.has(number) && !file && text.slice(start, end).split(noWord).includes(name);

const noWord = /[^\p{ID_Continue}$]+/u;
