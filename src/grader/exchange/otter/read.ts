// Otter's source format: raw cells that say what the cells between them are.
// https://otter-grader.readthedocs.io/en/latest/otter_assign/notebook_format.html
import { load } from "js-yaml";
import { type Cell, type Notebook, NotebookError } from "../../../../kernel/notebook/index.ts";

/** A test: what it runs, and what came out when its author ran it. */
export interface OtterTest {
  readonly source: string;
  /** Python's way to write the value of its last line; undefined where it showed none. */
  readonly shown: string | undefined;
  readonly isHidden: boolean;
}

/** A question. */
export interface OtterQuestion {
  readonly name: string;
  readonly points: number;
  /** A person marks it. */
  readonly isManual: boolean;
  readonly prompt: readonly Cell[];
  readonly solution: readonly Cell[];
  readonly tests: readonly OtterTest[];
}

/** What stands in a source, in its order. */
export type OtterPart = { readonly text: Cell } | { readonly question: OtterQuestion };

/** The whole. */
export interface OtterSource {
  readonly isPython: boolean;
  readonly parts: readonly OtterPart[];
}

type Place = "prompt" | "solution" | "tests";

/** @param name what messages call it @throws NotebookError where a part has no end, or no question is around it */
export function readOtter(notebook: Notebook, name: string): OtterSource {
  const parts: OtterPart[] = [];
  let question: { -readonly [Key in keyof OtterQuestion]: OtterQuestion[Key] } | undefined;
  let place: Place = "prompt";
  for (const [index, cell] of notebook.cells.entries()) {
    const refuse = (why: string): never => {
      throw new NotebookError(`${name}, cell ${cell.id ?? index + 1}: ${why}`);
    };
    const command = commandOf(cell);
    if (command?.word === "ASSIGNMENT CONFIG") continue;
    if (command?.word === "BEGIN QUESTION") {
      if (question) refuse(`BEGIN QUESTION, but the question ${question.name} has no END QUESTION before it`);
      question = { ...settingsOf(command.settings, parts.length, refuse), prompt: [], solution: [], tests: [] };
      place = "prompt";
    } else if (command?.word === "END QUESTION") {
      if (!question) refuse("END QUESTION has no BEGIN QUESTION before it");
      parts.push({ question: question! });
      question = undefined;
    } else if (command) {
      if (!question) refuse(`${command.word} is expected inside of a question`);
      place = placeAfter(command.word);
    } else if (!question) parts.push({ text: cell });
    else if (place === "tests") question.tests = [...question.tests, testOf(cell)];
    else question[place] = [...question[place], cell];
  }
  if (question) throw new NotebookError(`${name}: the question ${question.name} has no END QUESTION after it`);
  return { isPython: isPython(notebook), parts };
}

interface Command {
  readonly word: string;
  readonly settings: string;
}

/** `# BEGIN QUESTION` and what stands below it, in a raw cell. */
function commandOf({ cell_type, source }: Cell): Command | undefined {
  if (cell_type !== "raw") return undefined;
  const [first = "", ...rest] = source.trim().split("\n");
  const [, word] =
    /^#\s*((?:ASSIGNMENT CONFIG)|(?:(?:BEGIN|END) (?:QUESTION|PROMPT|SOLUTION|TESTS)))\s*$/i.exec(first) ?? [];
  return word === undefined ? undefined : { word: word.toUpperCase(), settings: rest.join("\n") };
}

const places: { readonly [word: string]: Place } = {
  "BEGIN PROMPT": "prompt",
  "END PROMPT": "prompt",
  "BEGIN SOLUTION": "solution",
  "BEGIN TESTS": "tests",
};

/** What stands behind an end, before the next begin, is nobody's answer. */
const placeAfter = (word: string): Place => places[word] ?? "prompt";

function settingsOf(text: string, place: number, refuse: (why: string) => never) {
  let settings: unknown;
  try {
    settings = text.trim() === "" ? {} : (load(text) ?? {});
  } catch (error) {
    refuse(`its settings are no YAML: ${(error as Error).message.split("\n")[0]}`);
  }
  const { name, points, manual } = settings as { name?: unknown; points?: unknown; manual?: unknown };
  return {
    name: typeof name === "string" || typeof name === "number" ? String(name) : `q${place + 1}`,
    points: pointsOf(points),
    isManual: manual === true,
  };
}

/** A number, a list with one for each test, or `{ each: … }`: then it depends on the tests, and one is taken. */
function pointsOf(points: unknown): number {
  if (typeof points === "number" && points >= 0) return points;
  if (Array.isArray(points)) return points.reduce((sum, one) => sum + (typeof one === "number" ? one : 0), 0);
  return 1;
}

function testOf({ cell_type, source, ...rest }: Cell): OtterTest {
  const config = /^\s*("""|''')\s*#\s*BEGIN TEST CONFIG\n([\s\S]*?)\1\s*#\s*END TEST CONFIG.*\n?/.exec(source);
  const settings = (config?.[2]?.trim() ? load(config[2]) : {}) as { hidden?: unknown } | null;
  const marked = /^\s*#+\s*HIDDEN( TEST)?\s*(#+\s*)?\n/i.exec(source);
  const outputs = cell_type === "code" ? (rest as Extract<Cell, { cell_type: "code" }>).outputs : [];
  const shown = outputs.flatMap(output =>
    output.output_type === "execute_result" ? [String(output.data["text/plain"] ?? "")] : [],
  );
  return {
    source: source.slice((config ?? marked)?.[0].length ?? 0).trim(),
    shown: shown.at(-1),
    isHidden: settings?.hidden === true || marked !== null,
  };
}

function isPython({ metadata }: Notebook): boolean {
  const { kernelspec, language_info } = metadata as {
    kernelspec?: { language?: string };
    language_info?: { name?: string };
  };
  return /python/i.test(kernelspec?.language ?? language_info?.name ?? "python");
}
