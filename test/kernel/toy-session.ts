// A session without TypeScript or processes: enough of a language to drive the kernel's floors above it.
import { inspect } from "node:util";
import { createContext, runInContext } from "node:vm";
import { createNames } from "../../kernel/display/names.ts";
import { present } from "../../kernel/display/present.ts";
import { decodeValue, encodeValue } from "../../kernel/execution/values.ts";
import type { Output } from "../../kernel/protocol/output.ts";
import type { CellOutcome, ExecuteOptions, Session } from "../../kernel/session.ts";

/** Cells are scripts; a cell whose value is a promise waits for it, and can be interrupted while it does. */
export function createToySession(): Session {
  let emit: (output: Output) => void = () => {};
  let ask: ExecuteOptions["onInput"];
  const interrupts = new Set<() => void>();
  const write = (name: "stdout" | "stderr") => (value: unknown) =>
    emit({ type: "stream", name, text: `${typeof value === "string" ? value : inspect(value)}\n` });
  const comms = new Map<string, string>();
  const nobody = () => Promise.reject(new Error("nobody to ask"));
  const { names, settled, receive } = createNames({
    emit: output => {
      if (output.type === "comm_open") comms.set(output.comm_id, output.target_name);
      if (output.type === "comm_close") comms.delete(output.comm_id);
      emit(output);
    },
    ask: () => "",
  });
  const scope = createContext({
    console: { log: write("stdout"), error: write("stderr") },
    setTimeout,
    ...names,
    // Not synchronous here: cells and kernel share a thread.
    prompt: (prompt: string) => (ask ?? nobody)({ prompt, password: false }),
  });

  async function run(code: string): Promise<CellOutcome> {
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    const interrupt = () => reject(Object.assign(new Error("stopped"), { name: "Interrupted" }));
    interrupts.add(interrupt);
    try {
      const value: unknown = await Promise.race([runInContext(code, scope), interrupted]);
      await settled();
      const result = await present(value);
      return result ? { status: "ok", result } : { status: "ok" };
    } catch (error) {
      const { name, message } = error as Error;
      return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`, "    at cell:1:1"] };
    } finally {
      interrupts.delete(interrupt);
    }
  }

  return {
    execute(code, { onOutput = () => {}, onInput }: ExecuteOptions = {}) {
      emit = onOutput;
      ask = onInput;
      return run(code);
    },
    evaluate: run,
    call: async (name, args) => runInContext(name, scope)(...args),
    callEncoded: async (name, args) => encodeValue(runInContext(name, scope)(...(decodeValue(args) as unknown[]))),
    comms,
    async comm(message, { onOutput = () => {} } = {}) {
      if (message.type === "comm_open") comms.set(message.comm_id, message.target_name);
      emit = onOutput;
      receive(message);
    },
    async complete(code, offset) {
      const start = offset - (/\w*$/.exec(code.slice(0, offset))?.[0].length ?? 0);
      const items = Object.keys(scope).filter(name => name.startsWith(code.slice(start, offset)));
      return { items: items.map(text => ({ text, type: "variable" })), start, end: offset };
    },
    async inspect(code, offset) {
      const word = /\w*$/.exec(code.slice(0, offset))?.[0] + (/^\w*/.exec(code.slice(offset))?.[0] ?? "");
      return word in scope ? { "text/plain": `${word}: ${typeof scope[word]}` } : undefined;
    },
    async isComplete(code) {
      if (code.endsWith("{")) return { status: "incomplete", indent: "  " };
      return { status: code.includes("§") ? "invalid" : "complete" };
    },
    interrupt() {
      for (const interrupt of interrupts) interrupt();
    },
    close: async () => {},
  };
}
