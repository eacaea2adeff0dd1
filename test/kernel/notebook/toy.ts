// A toy session: each cell is a list of outputs and an outcome in JSON, so that the notebook room is tested alone.

import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import type { CellOutcome, ExecuteOptions, Session } from "../../../kernel/session.ts";

export type Script = { says?: Output[]; ends?: CellOutcome; later?: Output[]; waitsForInterrupt?: boolean };

export const cell = (script: Script, metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  execution_count: 99,
  metadata,
  outputs: [{ output_type: "stream", name: "stdout", text: "from an earlier run" }],
  source: JSON.stringify(script),
});

export const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

export function toySession(): Pick<Session, "execute" | "interrupt"> {
  let interrupt = () => {};
  return {
    async execute(code: string, { onOutput }: ExecuteOptions = {}) {
      const { says = [], ends = { status: "ok" }, later = [], waitsForInterrupt } = JSON.parse(code) as Script;
      const interrupted = waitsForInterrupt && new Promise<void>(resolve => (interrupt = resolve));
      for (const output of says) onOutput?.(output);
      setImmediate(() => {
        for (const output of later) onOutput?.(output);
      });
      await interrupted;
      return interrupted ? failure("Interrupted") : ends;
    },
    interrupt: () => interrupt(),
  };
}

export const text = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({ type: "stream", name, text });

export const display = (text: string, displayId?: string, update = false): Output => ({
  type: "display",
  data: { "text/plain": text },
  metadata: {},
  update,
  ...(displayId !== undefined && { displayId }),
});

export const failure = (evalue: string): CellOutcome => ({
  status: "error",
  ename: "Error",
  evalue,
  traceback: [`Error: ${evalue}`],
});
