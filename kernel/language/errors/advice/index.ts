// All advice, in the order in which it is tried: first what explains the cell as a whole, then what explains a complaint.
import type { Diagnostic } from "../../cell/diagnostic.ts";
import { unknownNames } from "../codes.ts";
import { readPython } from "../python/index.ts";
import type { Advice, Adviser, Reader, WrongCell } from "../wrong-cell.ts";
import { adviseOnAwaiting, adviseOnMissing } from "./awaiting.ts";
import { readBrackets } from "./brackets.ts";
import { adviseOnCalls, adviseOnSignature } from "./calls.ts";
import { adviseOnNumbers, readCharacters } from "./characters.ts";
import { readCommands } from "./commands.ts";
import { readEmpty } from "./empty.ts";
import { adviseOnImports, readImports } from "./imports.ts";
import { adviseOnJoinedLines } from "./joined-lines.ts";
import { readJsx } from "./jsx.ts";
import { adviseOnLacking } from "./lacking.ts";
import { readLanguages } from "./languages.ts";
import { adviseOnMembers, adviseOnReadonly } from "./members.ts";
import { adviseOnNames, adviseOnTypes, refused } from "./names.ts";
import { adviseOnOperators } from "./operators.ts";
import { adviseOnOptions } from "./options.ts";
import { adviseOnHidden, adviseOnOrder } from "./order.ts";
import { ofRightArgument } from "./overloads.ts";
import { readProse } from "./prose.ts";
import { adviseOnReturns } from "./returns.ts";
import { adviseOnStatements, adviseOnWholeStatements } from "./statements.ts";
import { adviseOnTexts } from "./texts.ts";
import { adviseOnUnquoted, readUnquoted } from "./unquoted.ts";
import { adviseOnValues } from "./values.ts";

const readers: readonly Reader[] = [
  readCharacters,
  readCommands,
  readImports,
  readJsx,
  readEmpty,
  readLanguages,
  readPython,
];
/** Of an error of syntax that nothing else explains. */
const lastReaders: readonly Reader[] = [readUnquoted, readBrackets, readProse];
const advisers: readonly Adviser[] = [
  adviseOnJoinedLines,
  adviseOnReturns,
  adviseOnWholeStatements,
  adviseOnOrder,
  adviseOnUnquoted,
  adviseOnNames,
  adviseOnImports,
  adviseOnTypes,
  adviseOnMembers,
  adviseOnReadonly,
  adviseOnHidden,
  adviseOnOptions,
  adviseOnTexts,
  adviseOnOperators,
  adviseOnMissing,
  adviseOnAwaiting,
  adviseOnCalls,
  adviseOnValues,
  adviseOnLacking,
  adviseOnSignature,
  adviseOnStatements,
];

/** So many complaints are told; what more there are mostly comes of these. */
const mostTold = 4;

/** The complaints as a beginner can use them: the right one first, each once, with what to type. */
export function advise(wrong: WrongCell): Diagnostic[] {
  const cell = { ...wrong, complaints: wrong.complaints.map(complaint => ofRightArgument(complaint, wrong)) };
  const number = firstOf(cell.complaints, complaint => adviseOnNumbers(complaint, cell));
  if (number) return [toDiagnostic(cell.complaints[0]!, number)];
  const whole = firstOf(readers, reader => reader(cell));
  if (whole) return [toDiagnostic(cell.complaints[0]!, whole)];
  const told: Diagnostic[] = [];
  for (const complaint of cell.complaints) {
    const advice = firstOf(advisers, adviser => adviser(complaint, cell));
    if (advice?.alone) return [toDiagnostic(complaint, advice)];
    // Another complaint of what was told already.
    if (
      told.at(-1)?.start === complaint.start &&
      told.at(-1)?.end === complaint.end &&
      !unknownNames.has(complaint.code)
    )
      continue;
    if (advice?.message !== "") told.push(advice ? toDiagnostic(complaint, advice) : complaint);
  }
  const isSyntax = cell.types === undefined;
  const unexplained =
    isSyntax && told.length === cell.complaints.length && told.every((one, i) => one === cell.complaints[i]);
  const last = unexplained ? firstOf(lastReaders, reader => reader(cell)) : undefined;
  if (last) return [toDiagnostic(cell.complaints[0]!, last)];
  // Behind the first error of syntax the compiler guesses.
  return isSyntax ? told.slice(0, 1) : bounded(together(told));
}

function firstOf<Ask>(all: readonly Ask[], answer: (one: Ask) => Advice | undefined): Advice | undefined {
  for (const one of all) {
    const advice = answer(one);
    if (advice) return advice;
  }
  return undefined;
}

const toDiagnostic = (complaint: Diagnostic, { message, place, instead }: Advice): Diagnostic => ({
  ...complaint,
  ...place,
  message,
  ...(instead !== undefined && { instead }),
});

/** Each message once, and each unknown name, with how often it would stand there. */
function together(told: Diagnostic[]): Diagnostic[] {
  const unknown = ({ code, message }: Diagnostic) =>
    unknownNames.has(code) ? /^.*?'(.*?)'/.exec(message)?.[0] : undefined;
  const count = Map.groupBy(refusedTogether(told), one => unknown(one) ?? one.message);
  return [...count.values()].map(([first, ...others]) =>
    others.length === 0 || !unknownNames.has(first!.code)
      ? first!
      : { ...first!, message: `${first!.message} (${others.length + 1} times in this cell)` },
  );
}

/** Names of cells that did not compile, all in the place of the first. */
function refusedTogether(told: Diagnostic[]): Diagnostic[] {
  const isRefused = ({ message }: Diagnostic) => message.endsWith(refused);
  const names = new Set(told.filter(isRefused).map(({ message }) => /'[^']*'/.exec(message)![0]));
  if (names.size < 2) return told;
  const first = told.findIndex(isRefused);
  const message = `Cannot find the names ${[...names].join(", ")}. (The cells that declare them had errors, and were not run.)`;
  return told.flatMap((one, i) => (i === first ? { ...one, message } : isRefused(one) ? [] : one));
}

function bounded(told: Diagnostic[]): Diagnostic[] {
  const [kept, more] = [told.slice(0, mostTold), told.length - mostTold];
  if (more <= 0) return kept;
  const last = kept.at(-1)!;
  return [
    ...kept.slice(0, -1),
    { ...last, message: `${last.message} (And ${more} more error${more > 1 ? "s" : ""}.)` },
  ];
}
