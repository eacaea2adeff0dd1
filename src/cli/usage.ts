// How a command line is read, and how a wrong one is answered.
import { type ParseArgsConfig, parseArgs } from "node:util";

/** A mistake in the command line: the message is all the user needs, and the exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

export function parse<Options extends NonNullable<ParseArgsConfig["options"]>>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's advice on how to pass a positional that starts with a dash would only distract.
    const [message] = (error as Error).message.split(". ");
    throw new UsageError(`unrolled ${command}: ${message!.charAt(0).toLowerCase()}${message!.slice(1)}`);
  }
}
