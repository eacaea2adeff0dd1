// What a running cell threw, with the name of what was missing: the engine says only what was to be read of it.
import { nothingToImport } from "./advice/imports.ts";
import { standardModules } from "./python/builtins.ts";
import type { Words } from "./words.ts";
import { lineOf, objectBefore, startOfOperand } from "./wrong-cell.ts";

interface Thrown {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Where the cell stood; counted from 1. */
interface ThrownAt {
  text: string;
  line: number;
  column: number;
}

/** The same with the next step behind its message, where the cell's own text shows it. */
export function explainThrown(thrown: Thrown, at: ThrownAt, words: () => Words): Thrown {
  const [missing, module = ""] = /^Cannot find package '([^']*)'.*$/m.exec(thrown.evalue) ?? [];
  if (missing !== undefined) return explainMissing(thrown, missing, module, words());
  const step = nextStep(thrown, at);
  const [headline = "", ...lines] = thrown.traceback;
  if (step === undefined || !headline.endsWith(thrown.evalue)) return thrown;
  const whole = `: ${step}`;
  return {
    ...thrown,
    evalue: thrown.evalue.replace(/\.?$/, whole),
    traceback: [headline.replace(/\.?$/, whole), ...lines],
  };
}

/** `require("torch")`, which no compiler looks at. */
function explainMissing(thrown: Thrown, missing: string, module: string, words: Words): Thrown {
  const standard = Object.hasOwn(standardModules, module) ? standardModules[module] : undefined;
  const instead =
    nothingToImport(module, words) ??
    (standard === undefined ? undefined : `Nothing is to be imported: ${standard}. Leave the line out.`);
  if (instead === undefined) return thrown;
  const inWords = (text: string) => text.replace(missing, () => `Cannot find package '${module}'. ${instead}`);
  return { ...thrown, evalue: inWords(thrown.evalue), traceback: thrown.traceback.map(inWords) };
}

function nextStep({ ename, evalue, traceback }: Thrown, { text, line, column }: ThrownAt): string | undefined {
  if (ename === "RangeError" && evalue === "Maximum call stack size exceeded")
    return "a function calls itself, and nothing ends that";
  if (/^(?:document|window) is not defined$/.test(evalue)) return pageStep;
  // Else it was thrown in a library that the cell has called.
  const [top] = traceback.filter(line => line.startsWith("    at "));
  const isCells = top?.replace(/\)$/, "").endsWith(`:${line}:${column}`) ?? false;
  const offset = offsetOf(text, line, column);
  const [, what, property] =
    /^Cannot (?:read|set) properties of (undefined|null) \((?:reading|setting) '(.*)'\)$/.exec(evalue) ?? [];
  if (property !== undefined) {
    const object = isCells ? objectOf(text, offset, property) : undefined;
    if (object !== undefined) return `'${object}' is ${what} here`;
    return ofPage.has(property) ? pageStep : undefined;
  }
  if (!isCells) return undefined;
  const [, early] = /^Cannot access '(.*)' before initialization$/.exec(evalue) ?? [];
  if (early !== undefined) {
    const declared = new RegExp(String.raw`\b(?:let|const|class)\s+${early.replaceAll("$", String.raw`\$`)}\b`).exec(
      text,
    );
    return declared
      ? `line ${lineOf(text, declared.index)} declares it, and has not run yet`
      : "the cell that declares it ended before that, by an error or a stop. Run that cell again, and then this one";
  }
  if (evalue === "Assignment to constant variable.") return "declare it with 'let' if it is to change";
  return undefined;
}

const pageStep =
  "a document is wanted, and there is none outside a browser. Install jsdom (npm install jsdom), write " +
  'import { JSDOM } from "jsdom"; const { document } = new JSDOM().window, and give the library that document: Plot.plot({ document, … })';

/** What a library for browsers reads of documents and windows, and next to nothing else has. */
const ofPage: ReadonlySet<string> = new Set([
  ...["document", "documentElement", "ownerDocument", "createElement", "createElementNS", "createTextNode"],
  ...["createDocumentFragment", "querySelector"],
]);

/** What a property is read of that stands at the offset: `a.b` before `.c`, or before `[c]`. */
function objectOf(text: string, offset: number, property: string): string | undefined {
  const isNamed = new RegExp(String.raw`^${RegExp.escape(property)}(?![\p{ID_Continue}$])`, "u").test(
    text.slice(offset),
  );
  const object = isNamed ? objectBefore(text, offset) : undefined;
  if (object) return text.slice(object.start, object.end);
  // What is set: V8 points at the equals sign.
  const [set] = new RegExp(String.raw`${RegExp.escape(property)}\s*$`, "u").exec(text.slice(0, offset)) ?? [];
  const setOf = set === undefined ? undefined : objectBefore(text, offset - set.length);
  if (setOf) return text.slice(setOf.start, setOf.end);
  // An index: V8 points at what stands in the brackets, or at the bracket.
  const opening = text[offset] === "[" ? offset : /\[\s*$/.exec(text.slice(0, offset))?.index;
  const start = opening === undefined ? undefined : startOfOperand(text, opening);
  return start === undefined || start === opening ? undefined : text.slice(start, opening);
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}
