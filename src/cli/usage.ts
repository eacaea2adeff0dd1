// How a command line is read, and how a wrong one is answered.
import { type ParseArgsConfig, parseArgs } from "node:util";

/** A mistake in the command line: the message is all the user needs, and the exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Somebody asks for the help of a command, whatever else stands in the command line. */
export class HelpWanted extends Error {}

/** The one notebook that a command takes. @throws UsageError */
export function oneNotebook(command: string, positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path !== undefined && more.length === 0) return path;
  throw new UsageError(
    `unrolled ${command} expects one notebook, but got ${positionals.length === 0 ? "none" : positionals.join(", ")}: see "unrolled help"`,
  );
}

/** @throws HelpWanted for --help; UsageError for an option that there is not */
export function parse<Options extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: string[],
  options: Options,
) {
  const withHelp = { ...options, help: { type: "boolean", short: "h" } } as const;
  const { tokens } = parseArgs({ args, options: withHelp, allowPositionals: true, strict: false, tokens: true });
  if (tokens.some(token => token.kind === "option" && token.name === "help")) throw new HelpWanted();
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's advice on how to pass a positional that starts with a dash would only distract.
    const [message] = (error as Error).message.split(". ");
    throw new UsageError(`unrolled ${command}: ${message!.charAt(0).toLowerCase()}${message!.slice(1)}`);
  }
}
