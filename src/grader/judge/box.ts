// A submission's session, over boxes that may die: it runs cells within limits, and after a death begins anew with what ran before.
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Output } from "../../../kernel/protocol/output.ts";
import type { OwnCell } from "../../../kernel/remote/own-cell.ts";
import type { PairedSession } from "../../../kernel/remote/paired-session.ts";
import { CallError, type CellOutcome } from "../../../kernel/session.ts";
import type { BoxedSession } from "../isolate/session.ts";

/** Where a submission's boxes come from. */
export interface BoxSource {
  /** A box that nobody has used. @throws where none can be had: a fault of ours */
  take(): Promise<BoxedSession>;
}

/** A limit was reached, or the session ended: why, and what to tell. */
export interface Stopped {
  why: "time-out" | "kernel-died";
  message: string;
  /** What looks like a trick, for whoever grades. */
  suspicion?: string;
}

export type Ran = { outcome: CellOutcome; stopped?: Stopped };
export type Answered = { value: string } | { thrown: CallError } | { stopped: Stopped };

/** What began as a fault of ours, and not of the submission. */
export class InfrastructureError extends Error {
  override name = "InfrastructureError";
}

/** What our own cell may take, in milliseconds. */
const beginMs = 10_000;

/** A function that returns at once, in milliseconds: a busy machine answers within that. */
const lookMs = 3000;

/** How long a box that was asked to stop may take for it, in milliseconds. */
const graceMs = 2500;

export class SubmissionBox {
  readonly #source: BoxSource;
  readonly #deadline: number;
  #box: BoxedSession | undefined;
  #isStale = false;
  /** A function that our first cell declares: when it is gone, all names are. */
  readonly #canary = `alive$${randomBytes(9).toString("hex")}`;

  /** @param deadline by performance.now(): the end of the whole submission */
  constructor(source: BoxSource, deadline: number) {
    this.#source = source;
    this.#deadline = deadline;
  }

  /** Whether names of earlier cells are gone; `begin` starts anew. */
  get isStale(): boolean {
    return this.#isStale;
  }

  get isLate(): boolean {
    return performance.now() >= this.#deadline;
  }

  /** Makes sure that a session is there. @throws InfrastructureError */
  async begin(): Promise<void> {
    try {
      this.#box ??= await this.#source.take();
      // Here, so that no cell's time goes to the start of a compiler.
      await this.#box.session.begin();
    } catch (error) {
      throw new InfrastructureError((error as Error).message);
    }
    this.#isStale = false;
    const canary = { declares: this.#canary, reads: [], code: () => "() => 1" };
    const { outcome, stopped } = await this.declareOwn(canary, beginMs);
    if (!stopped && outcome.status === "error") throw new InfrastructureError(`a new session fails: ${outcome.evalue}`);
  }

  /** Whether the process in which the names are has ended by itself, between cells or after a stop. */
  async look(): Promise<void> {
    if (this.#box === undefined || this.#isStale) return;
    const answered = await this.call(this.#canary, '["array"]', lookMs, 100);
    if ("value" in answered) return;
    this.#isStale = true;
    // It answers nothing any more: its cells have broken what it speaks with.
    if ("stopped" in answered) await this.end();
  }

  /** Runs a cell. */
  run(source: string, limitMs: number, executionCount: number, onOutput: (output: Output) => void): Promise<Ran> {
    return this.#run(limitMs, session => session.execute(source, { executionCount, onOutput }));
  }

  /** Runs a cell of our own. What it declares `call` finds, and no cell. @param isChecked whether its types count */
  declare(code: string, limitMs: number, isChecked: boolean): Promise<Ran> {
    return this.#run(limitMs, session => session.execute(code, { isChecked }));
  }

  /** The same of a cell over names of theirs alone. @throws InfrastructureError where one of them is no cell's */
  declareOwn(own: OwnCell, limitMs: number): Promise<Ran> {
    return this.#run(limitMs, async session => {
      const outcome = await session.executeOwn(own);
      if (!outcome) throw new InfrastructureError(`no cell declares ${own.reads.join(" and ")}`);
      return outcome;
    });
  }

  /** Whether cells have declared all of these. */
  hasDeclared(names: readonly string[]): boolean {
    return this.#box !== undefined && names.every(name => this.#box!.session.hasDeclared(name));
  }

  async #run(limitMs: number, execute: (session: PairedSession) => Promise<CellOutcome>): Promise<Ran> {
    const { session } = this.#box!;
    const { result, isOver } = await this.#within(limitMs, () => execute(session));
    if (result === undefined) return { outcome: overtime(limitMs), stopped: await this.#kill(limitMs) };
    if (result.status !== "error") return { outcome: result };
    if (isDeath(result.ename)) {
      const died = await this.#died(result.evalue);
      return { outcome: result, stopped: isOver ? tooLong(limitMs) : died };
    }
    return isOver ? { outcome: result, stopped: tooLong(limitMs) } : { outcome: result };
  }

  /** Calls a function of the cells' scope. What it prints is dropped. */
  async call(name: string, args: string, limitMs: number, maxLength: number): Promise<Answered> {
    const { session } = this.#box!;
    const call = async (): Promise<Answered> => {
      try {
        return { value: await session.callEncoded(name, args, { onOutput: () => {}, limits: { length: maxLength } }) };
      } catch (error) {
        if (error instanceof CallError && !isDeath(error.ename)) return { thrown: error };
        return { stopped: await this.#died((error as Error).message) };
      }
    };
    const { result, isOver } = await this.#within(limitMs, call);
    if (result === undefined) return { stopped: await this.#kill(limitMs) };
    const isStopped = "stopped" in result || ("thrown" in result && result.thrown.ename === "Interrupted");
    return isOver && isStopped ? { stopped: tooLong(limitMs) } : result;
  }

  interrupt(): void {
    this.#box?.session.interrupt();
  }

  async end(): Promise<void> {
    const box = this.#box;
    this.#box = undefined;
    await box?.end();
  }

  /** Asks to stop when the time is over, which keeps names; the result is undefined where that did not help. */
  async #within<Result>(limitMs: number, work: () => Promise<Result>): Promise<{ result?: Result; isOver: boolean }> {
    const left = Math.max(0, Math.min(limitMs, this.#deadline - performance.now()));
    const box = this.#box!;
    let isOver = false;
    const stop = setTimeout(() => {
      isOver = true;
      box.session.interrupt();
    }, left);
    const waiting = new AbortController();
    const never = delay(left + graceMs, undefined, { signal: waiting.signal }).catch(() => undefined);
    try {
      const result = await Promise.race([work(), never]);
      return result === undefined ? { isOver } : { result: result as Result, isOver };
    } finally {
      clearTimeout(stop);
      waiting.abort();
    }
  }

  async #kill(limitMs: number): Promise<Stopped> {
    await this.end();
    this.#isStale = true;
    return tooLong(limitMs);
  }

  /** The process of the cells has ended, or the whole box. */
  async #died(how: string): Promise<Stopped> {
    this.#isStale = true;
    const box = this.#box!;
    // The host's own watch ends a box a moment before its session notices.
    const reason = box.endedFor();
    await this.end();
    if (reason === "memory") return { why: "kernel-died", message: "it took more memory than a submission may have" };
    const suspicion = /nobody had asked|no message of a session/.exec(how)?.[0];
    return {
      why: "kernel-died",
      message: firstLine(how),
      ...(suspicion && { suspicion: `the session's channel was tampered with: ${firstLine(how)}` }),
    };
  }
}

const isDeath = (ename: string): boolean => ename === "ExecutorDied" || ename === "SessionDied";

const tooLong = (limitMs: number): Stopped => ({
  why: "time-out",
  message: `it was stopped after ${Math.round(limitMs / 100) / 10} s`,
});

const overtime = (limitMs: number): CellOutcome => {
  const evalue = tooLong(limitMs).message;
  return { status: "error", ename: "TimeOut", evalue, traceback: [`TimeOut: ${evalue}`] };
};

const firstLine = (text: string): string => text.split("\n", 1)[0]!.slice(0, 300);
