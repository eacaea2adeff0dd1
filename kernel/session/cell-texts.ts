// The texts of the cells, kept for the lines that tracebacks quote.
import type { ExecutionOutcome } from "../execution/messages.ts";
import { codeFrame } from "../language/errors/diagnostics.ts";
import { explainThrown } from "../language/errors/thrown.ts";
import type { Words } from "../language/errors/words.ts";
import { type Output, uncaughtText } from "../protocol/output.ts";
import type { CellOutcome, ErrorOutcome } from "./outcome.ts";

export class CellTexts {
  readonly #texts = new Map<number, string>();
  readonly #words: () => Words;

  /** @param words what other libraries call what is there */
  constructor(words: () => Words) {
    this.#words = words;
  }

  set(cell: number, text: string): void {
    this.#texts.set(cell, text);
  }

  /** The outcome with the line that threw under its traceback. */
  quote(outcome: ExecutionOutcome): CellOutcome {
    if (outcome.status === "ok") return outcome;
    const { place, ...failure } = outcome;
    const text = place && this.#texts.get(place.cell);
    if (text === undefined) return failure;
    const { evalue, traceback } = explainThrown(failure, { text, ...place! }, this.#words);
    return { ...failure, evalue, traceback: [...traceback, ...codeFrame(text, place!.line, place!.column)] };
  }

  /** The same for an error that nothing caught; other outputs as they are. */
  quoteUncaught(listen: (output: Output) => void): (output: Output) => void {
    return output => {
      if (output.type !== "stream" || !output.uncaught) return listen(output);
      const quoted = this.quote({ status: "error", ...output.uncaught }) as ErrorOutcome;
      const { ename, evalue, traceback } = quoted;
      const uncaught = { ...output.uncaught, ename, evalue, traceback };
      listen({ ...output, text: uncaughtText(uncaught), uncaught });
    };
  }
}
