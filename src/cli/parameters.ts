// `-p NAME VALUE`, `-r NAME TEXT` and `-f FILE.json` of `unrolled run`: read as papermill reads them.
import { readFileSync } from "node:fs";
import { isIdentifier } from "../../kernel/notebook/index.ts";
import type { Json } from "../../kernel/protocol/mime.ts";
import { UsageError } from "./usage.ts";

const options: { [option: string]: "value" | "text" | "file" } = {
  "-p": "value",
  "--parameters": "value",
  "-r": "text",
  "--parameters_raw": "text",
  "-f": "file",
  "--parameters_file": "file",
};

/** Takes the parameters out of a command line; what comes later on it is stronger. */
export function readParameters(args: string[]): { parameters: Map<string, Json>; rest: string[] } {
  const parameters = new Map<string, Json>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const option = args[at]!;
    if (option === "--") return { parameters, rest: [...rest, ...args.slice(at)] };
    const kind = Object.hasOwn(options, option) ? options[option]! : undefined;
    if (kind === undefined) rest.push(option);
    else if (kind === "file") {
      const path = next(args, ++at, `${option} expects a file`);
      for (const [name, value] of Object.entries(readFile(path))) parameters.set(known(name), value);
    } else {
      const name = next(args, ++at, `${option} expects a name and a value`);
      if (name.includes("=")) known(name);
      const text = next(args, ++at, `${option} ${name} expects a value`);
      if (kind === "value" && /^--?[a-z]/i.test(text) && !/^-inf/i.test(text))
        throw new UsageError(
          `unrolled run: ${option} ${name} expects a value, but got the option ${text}. For a text that begins so: -r ${name} ${text}`,
        );
      parameters.set(known(name), kind === "text" ? text : typed(text));
    }
  }
  return { parameters, rest };
}

/** Numbers, booleans and nothing, in Python's spelling too; lists, objects and texts in JSON; else a text as it is. */
export function typed(text: string): Json {
  const words: { [word: string]: Json } = {
    True: true,
    true: true,
    False: false,
    false: false,
    None: null,
    null: null,
  };
  if (Object.hasOwn(words, text)) return words[text]!;
  if (/^[+-]?(\d+(_\d+)*\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text.replaceAll("_", ""));
  if (/^[+-]?(nan|inf|infinity)$/i.test(text))
    return /nan/i.test(text) ? Number.NaN : text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (!/^[[{"]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function next(args: string[], at: number, expected: string): string {
  const value = args[at];
  if (value === undefined) throw new UsageError(`unrolled run: ${expected}, but got nothing: -p NAME VALUE`);
  return value;
}

function known(name: string): string {
  if (isIdentifier(name)) return name;
  const [, given, value] = /^([^=]+)=(.*)$/s.exec(name) ?? [];
  if (given !== undefined && isIdentifier(given))
    throw new UsageError(`unrolled run expects a name and its value as two words: -p ${given} ${value || "VALUE"}`);
  throw new UsageError(`unrolled run expects a name as a parameter, such as epochs, but got "${name}"`);
}

function readFile(path: string): { [name: string]: Json } {
  try {
    const content = JSON.parse(readFileSync(path, "utf8")) as Json;
    if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  } catch (error) {
    throw new UsageError(`unrolled run: the parameters of ${path} cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`unrolled run expects an object of parameters in ${path}: { "epochs": 3 }`);
}
