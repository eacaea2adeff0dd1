// What `unrolled run` shows: one line for each cell with its outcome and time, its outputs as text, a summary.

import { stripVTControlCharacters, styleText } from "node:util";
import type { CellEnd, CellOutput, CellStart, Uncaught } from "../../kernel/notebook/index.ts";
import type { Output } from "../../kernel/protocol/output.ts";
import { firstOf } from "../grader/first-of.ts";
import { printable } from "./print.ts";
import type { StatusLine } from "./status-line.ts";

interface Summary {
  failure: CellEnd | undefined;
  interrupted: boolean;
  /** Errors that cells left behind and nobody caught. */
  uncaught: readonly Uncaught[];
  saved: string | undefined;
  unchanged: boolean;
}

/** A timer may leave an error behind at each tick. */
const mostUncaught = 5;

const cellEnds = {
  ok: ["ok", "green"],
  announced: ["error, as announced", "yellow"],
  error: ["error", "red"],
} as const;

export class Report {
  readonly #status: StatusLine;
  readonly #began = performance.now();
  #ticking: NodeJS.Timeout | undefined;
  #lastPrinted = "";
  #cells = 0;

  constructor(status: StatusLine) {
    this.#status = status;
  }

  starting(): void {
    this.#tick(() => "starting the session");
  }

  start({ cell, number, total }: CellStart): void {
    const began = performance.now();
    this.#lastPrinted = "";
    this.#tick(() => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      return `[${progress(number, total)}] running ${seconds} s  ${this.#lastPrinted || title(cell.source)}`;
    });
  }

  /** A long cell shows the last line it has printed beside its clock. */
  output(output: Output): void {
    if (output.type !== "stream") return;
    this.#lastPrinted =
      stripVTControlCharacters(output.text)
        .trim()
        .split(/[\r\n]+/)
        .at(-1) || this.#lastPrinted;
  }

  end({ cell, number, total, outcome, expected, milliseconds }: CellEnd): void {
    this.close();
    this.#cells = number;
    const [word, color] = outcome.status === "ok" ? cellEnds.ok : expected ? cellEnds.announced : cellEnds.error;
    const time = duration(milliseconds).padStart(7);
    this.#status.print(`[${progress(number, total)}] ${style(color, word.padEnd(5))} ${time}  ${title(cell.source)}`);
    for (const output of cell.outputs) {
      const text = indented(plainText(output));
      if (text !== "") this.#status.print(text);
    }
  }

  summary(path: string, { failure, interrupted, uncaught, saved, unchanged }: Summary): void {
    this.close();
    const time = duration(performance.now() - this.#began);
    if (interrupted)
      this.#status.print(`${path}: interrupted${failure ? ` in cell ${failure.number}` : ""} after ${time}`);
    else if (failure?.outcome.status === "error") {
      const { ename, evalue, traceback } = failure.outcome;
      const where = `cell ${failure.number} of ${failure.total}${ofLine(traceback, failure.number)}`;
      this.#status.print(style("red", `${path}: error in ${where}: ${ename}: ${evalue.split("\n", 1)[0]}`));
    } else this.#status.print(`${path}: ${this.#cells} ${this.#cells === 1 ? "cell" : "cells"} ran in ${time}`);
    this.#tellUncaught(path, uncaught);
    if (saved !== undefined) this.#status.print(`saved ${saved}`);
    if (unchanged) this.#status.print(`${path} is unchanged; --output FILE saves what ran`);
  }

  /** Each with what its cell shows of it, if that came too late to be printed with the cell. */
  #tellUncaught(path: string, uncaught: readonly Uncaught[]): void {
    const { told, more } = firstOf(uncaught, mostUncaught);
    for (const { number, total, error, text, late } of told) {
      const { ename, evalue, traceback, inPromise } = error;
      const where = `cell ${number} of ${total}${ofLine(traceback, number)}`;
      const hint = inPromise ? ". Is an await missing?" : "";
      const what = `${ename}: ${evalue.split("\n", 1)[0]}`;
      this.#status.print(style("red", `${path}: ${where} left an error behind that nothing caught: ${what}${hint}`));
      if (late) this.#status.print(indented(text));
    }
    if (more > 0)
      this.#status.print(style("red", `${path}: ${more} more errors like these: mend these, and run it again`));
  }

  waiting(): void {
    this.#tick(() => "waiting for what the cells left running");
  }

  close(): void {
    clearInterval(this.#ticking);
    this.#status.clear();
  }

  #tick(text: () => string): void {
    this.close();
    const show = () => this.#status.show(text());
    show();
    this.#ticking = setInterval(show, 100).unref();
  }
}

const progress = (number: number, total: number) => `${String(number).padStart(String(total).length)}/${total}`;

/** The first line of code that is not a comment: what a reader would call the cell. */
function title(source: string): string {
  const lines = source.split("\n").map(line => line.trim());
  const line = lines.find(line => line !== "" && !line.startsWith("//")) ?? lines[0] ?? "";
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}

const duration = (milliseconds: number) =>
  milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

const style = (color: "green" | "yellow" | "red", text: string) => styleText(color, text, { stream: process.stdout });

function plainText(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.traceback.join("\n");
  const text = output.data["text/plain"] ?? output.data["text/markdown"];
  return typeof text === "string" ? text : `(${Object.keys(output.data).join(", ")})`;
}

/** The line of the cell that the traceback names first: ", line 3". */
function ofLine(traceback: string[], number: number): string {
  const match = stripVTControlCharacters(traceback.join("\n")).match(new RegExp(`cell ${number}:(\\d+)`, "i"));
  return match ? `, line ${match[1]}` : "";
}

/** As outputs of a cell stand below its line; "" for nothing. */
function indented(output: string): string {
  // Before it is indented: what moves the cursor would leave the indent.
  const text = printable(output, process.stdout.isTTY).trimEnd();
  return text === "" ? "" : text.replace(/^/gm, "    ");
}
