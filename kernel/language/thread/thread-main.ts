// The thread that an engine lives in: see thread.ts, which starts it and asks.
import { parentPort, workerData } from "node:worker_threads";
import { writeCompiledCodeSoon } from "../../compile-cache.ts";
import { CompilerFailure, type Engine } from "../engine.ts";
import { createEngine } from "../index.ts";
import { Supervision } from "../supervision.ts";
import type { FromThread, ThreadData, ToThread } from "./thread.ts";

const { options, shared } = workerData as ThreadData;
const supervision = new Supervision(shared);
const say = (message: FromThread) => parentPort!.postMessage(message);

const engine = start();
if (engine) {
  parentPort!.on("message", (message: ToThread) => hear(engine, message));
  say({ op: "ready" });
  writeCompiledCodeSoon();
}

function start(): Engine | undefined {
  try {
    return createEngine(options.engine, { ...options, supervision });
  } catch (error) {
    say({ op: "failed", error: toPlain(error) });
    return undefined;
  }
}

function hear(engine: Engine, message: ToThread): void {
  if (message.op === "commit") engine.commit(message.cell);
  else if (message.op === "forget") engine.forget();
  else if (message.op === "renew") engine.renew();
  else if (message.op === "close") {
    engine.close();
    parentPort!.close();
  } else answer(engine, message);
}

function answer(engine: Engine, { method, args }: Extract<ToThread, { op: "ask" }>): void {
  try {
    const ask = engine[method] as (...args: unknown[]) => unknown;
    if (supervision.givenUp) throw new CompilerFailure("given up while the thread was at something else");
    say({ op: "answer", value: ask.call(engine, ...args) });
  } catch (error) {
    say({ op: "refusal", error: toPlain(error) });
  }
}

function toPlain(error: unknown): { name: string; message: string } {
  return error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: "Error", message: String(error) };
}
