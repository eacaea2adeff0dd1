// A compiler in a box of its own, seen from outside. It serves one notebook after the other, each as if it were the first.
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Launch } from "../execution/launch.ts";
import type { Failure } from "../execution/messages.ts";
import { sibling } from "../execution/sibling.ts";
import { CompilerFailure } from "../language/engine.ts";
import type { ErrorOutcome } from "../session.ts";
import { BoxChannel } from "./channel.ts";
import type {
  AskedOfCompiler,
  CompiledAway,
  CompilerAnswers,
  CompilerOptions,
  FromCompiler,
  ToCompiler,
} from "./compiler-messages.ts";

export interface RemoteCompilerOptions extends CompilerOptions {
  /** Starts the box; by default `child_process.spawn`, which is none. */
  launch?: Launch;
  /** How long it may take to start, in milliseconds; by default 30,000. */
  startMs?: number;
}

/** Starts a box and in it a compiler; it is ready when the promise resolves. */
export async function startRemoteCompiler({
  launch = spawn,
  startMs = 30_000,
  ...options
}: RemoteCompilerOptions = {}): Promise<RemoteCompiler> {
  const box = fileURLToPath(sibling(import.meta.url, "compiler-box"));
  const compiler = new RemoteCompiler(launch(process.execPath, [box], { stdio: ["ignore", "pipe", "pipe", "pipe"] }));
  await compiler.start(options, startMs);
  return compiler;
}

/** Methods reject with a CompilerFailure where the box has ended. */
export class RemoteCompiler {
  readonly process: ChildProcess;
  readonly #channel: BoxChannel<ToCompiler, FromCompiler>;

  constructor(child: ChildProcess) {
    this.process = child;
    this.#channel = new BoxChannel({
      child,
      take: message => this.#take(message),
      toError: how => new CompilerFailure(`the compiler's process ended (${how})`),
    });
  }

  async start(options: CompilerOptions, startMs: number): Promise<void> {
    this.#channel.send({ op: "start", options });
    const tooLong = new CompilerFailure(`the compiler did not start within ${startMs / 1000} s`);
    const late = setTimeout(() => this.#channel.failed(tooLong), startMs);
    try {
      await this.#channel.started();
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      clearTimeout(late);
    }
  }

  get ended(): Promise<string> {
    return this.#channel.ended;
  }

  /** Whether it is there and nothing is asked of it: only then another notebook may be begun. */
  get isIdle(): boolean {
    return this.#channel.isIdle && !this.#channel.isDead;
  }

  /** A cell, which is run and then committed. @param isChecked false: types do not count, and it is not committed */
  prepare(code: string, label: string, isChecked = true): Promise<CompiledAway> {
    return this.#ask({ method: "prepare", code, label, isChecked });
  }

  /** What a cell declared is there for later cells, also where it threw. */
  commit(cell: number): void {
    this.#channel.send({ op: "commit", cell });
  }

  /** A failure with the line of the cell that threw, and with the next step. */
  quote(failure: Failure): Promise<ErrorOutcome> {
    return this.#ask({ method: "quote", failure });
  }

  /** For another notebook: nothing of this one is left. */
  renew(): void {
    this.#channel.send({ op: "renew" });
  }

  interrupt(): void {
    this.#channel.send({ op: "interrupt" });
  }

  close(): Promise<void> {
    return this.#channel.close({ op: "close" });
  }

  #ask<Asked extends AskedOfCompiler>(asked: Asked): Promise<CompilerAnswers[Asked["method"]]> {
    return this.#channel.ask(id => ({ op: "ask", id, asked })).answer as Promise<CompilerAnswers[Asked["method"]]>;
  }

  #take(message: FromCompiler): boolean {
    switch (message.op) {
      case "ready":
        return this.#channel.ready();
      case "failed":
        return this.#channel.failed(new Error(message.error.message));
      case "done":
        return this.#channel.settle(message.id, answer => answer.resolve(message.answer));
      case "threw":
        return this.#channel.settle(message.id, answer => answer.reject(new CompilerFailure(message.error.message)));
      default:
        return false;
    }
  }
}
