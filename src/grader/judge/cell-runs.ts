// The cells of a submission as they run: in a session that may die, and then begins anew with the cells that ran before.
import type { Flag } from "../results/index.ts";
import type { RestoredCell } from "../submissions/index.ts";
import type { JudgeLimits } from "./assignment.ts";
import { type BoxSource, type Ran, type Stopped, SubmissionBox } from "./box.ts";
import type { BoundedOutputs } from "./outputs.ts";

/** A session begins anew so often; then what is left is not run any more. */
const maxDeaths = 3;

/** Outputs that came after a cell's room was full, before it is stopped. */
const maxDropped = 50;

export class CellRuns {
  readonly box: SubmissionBox;
  /** What the stops are worth telling whoever grades. */
  readonly flags: Flag[] = [];
  readonly #cells: readonly RestoredCell[];
  readonly #limitMs: number;
  /** The cells that are not run again, since they ended the session or took too long. */
  readonly #left = new Set<number>();
  /** The cells that ran, to their end or to an error. */
  readonly #compiled = new Set<number>();
  #deaths = 0;
  #session = 1;
  #isSilent = false;
  #last: Stopped | undefined;
  #hasTimedOut = false;

  constructor(boxes: BoxSource, cells: readonly RestoredCell[], limits: JudgeLimits) {
    this.#cells = cells;
    this.#limitMs = 1000 * limits.cell;
    this.box = new SubmissionBox(boxes, performance.now() + 1000 * limits.submission);
  }

  /** Why nothing more runs, where that is so. */
  get last(): Stopped {
    return this.#last ?? late;
  }

  /** Whether something took longer than it may. */
  get hasTimedOut(): boolean {
    return this.#hasTimedOut || this.box.isLate;
  }

  /** The texts of the cells that ran. */
  get compiled(): string[] {
    return [...this.#compiled].map(at => this.#cells[at]!.cell.source);
  }

  /** Which session it is: names that were declared in another one are gone. */
  get session(): number {
    return this.#session;
  }

  /** Whether a cell ran, so that the compiler has found no error in it. */
  hasRun(at: number): boolean {
    return this.#compiled.has(at);
  }

  /** A session in which the cells before this one have run. False where there is none any more. */
  async ensure(at: number): Promise<boolean> {
    if (this.box.isLate || this.#deaths > maxDeaths) return false;
    if (!this.box.isStale) {
      await this.box.look();
      this.#count();
    }
    while (this.box.isStale) {
      await this.box.begin();
      this.#session += 1;
      if (!(await this.#runBefore(at))) return false;
    }
    return true;
  }

  /** The same for all cells. */
  ensureAll(): Promise<boolean> {
    return this.ensure(this.#cells.length);
  }

  /** From now on nothing is kept of what cells show: a timer of theirs may still run. */
  silence(): void {
    this.#isSilent = true;
  }

  /** Runs a cell in the session that `ensure` has made sure of. */
  async run(at: number, count: number, outputs: BoundedOutputs): Promise<Ran> {
    let dropped = 0;
    const ran = await this.box.run(this.#cells[at]!.cell.source, this.#limitMs, count, output => {
      if (this.#isSilent || outputs.add(output)) return;
      // Whoever floods is stopped, for the time that it takes.
      dropped += 1;
      if (dropped === maxDropped) this.box.interrupt();
    });
    if (!isUncompiled(ran)) this.#compiled.add(at);
    if (!ran.stopped) {
      this.#count();
      return ran;
    }
    this.#leave(at, ran.stopped);
    if (!this.box.isStale) await this.box.look();
    this.#count();
    return ran;
  }

  /** The reading of an answer behind a cell was stopped: the cell is not run again. */
  stoppedAt(at: number, stopped: Stopped): void {
    this.#leave(at, stopped);
    this.#count();
  }

  /** A check was stopped. */
  stoppedIn(stopped: Stopped): void {
    this.#stop(stopped);
    this.#count();
    if (stopped.suspicion) this.flags.push({ kind: "tamper", message: stopped.suspicion });
  }

  /** False where the session has died too often. */
  async #runBefore(at: number): Promise<boolean> {
    for (const [before, { cell }] of this.#cells.slice(0, at).entries()) {
      if (cell.cell_type !== "code" || this.#left.has(before) || cell.source.trim() === "") continue;
      const { stopped } = await this.box.run(cell.source, this.#limitMs, before, () => {});
      if (stopped) this.#left.add(before);
      if (!this.box.isStale) continue;
      this.#count();
      return this.#deaths <= maxDeaths;
    }
    return true;
  }

  #leave(at: number, stopped: Stopped): void {
    this.#left.add(at);
    this.#stop(stopped);
    const { id } = this.#cells[at]!.cell;
    const cell = id !== undefined && { cell: id };
    this.flags.push({ kind: stopped.why, message: `cell ${JSON.stringify(id ?? "")}: ${stopped.message}`, ...cell });
    if (stopped.suspicion) this.flags.push({ kind: "tamper", message: stopped.suspicion, ...cell });
  }

  #stop(stopped: Stopped): void {
    this.#last = stopped;
    if (stopped.why === "time-out") this.#hasTimedOut = true;
  }

  #count(): void {
    if (this.box.isStale) this.#deaths += 1;
  }
}

/** The compiler refused the cell: nothing of it has run. */
const isUncompiled = ({ outcome }: Ran): boolean =>
  outcome.status === "error" && /^(TS\d+|CompilerError|CellTooLong|SyntaxError)$/.test(outcome.ename);

const late: Stopped = { why: "time-out", message: "the time for the whole submission was over" };
