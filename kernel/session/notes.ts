// Notes on a legal cell, as a sentence each under what it has printed.
import type { ExecutionOutcome } from "../execution/messages.ts";
import type { Note } from "../language/engine.ts";
import type { Output } from "../protocol/output.ts";

export function tellNotes(notes: readonly Note[], outcome: ExecutionOutcome, listen: (output: Output) => void): void {
  const shown = outcome.status === "ok" ? outcome.result?.data["text/plain"] : undefined;
  for (const { line, message, unlessShown } of notes) {
    if (unlessShown !== undefined && unlessShown === shown) continue;
    listen({ type: "stream", name: "stderr", text: `note, line ${line}: ${message}\n` });
  }
}
