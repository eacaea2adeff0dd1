// TrainingHistory: what fit() measured, epoch by epoch, under Keras's names.

import { jupyterDisplay, type MimeBundle, nodeInspect, table } from "../../display/index.ts";
import { assertNumber } from "../../options.ts";
import { formatMeasures, type Measures, withKerasNames } from "./measures.ts";
import { tellingHistory } from "./not-measured.ts";

/** The most rows of a table of epochs that is easy to read; of more epochs it shows every 2nd, 5th, 10th, … */
export const mostRows = 12;

/**
 * What `fit` measured, epoch by epoch; it shows itself as a table.
 * @example const { history } = await model.fit(x, y, { validationSplit: 0.2 }); history.valLoss
 */
export class TrainingHistory {
  readonly #epochs: number;
  /** Numbers of the epochs, from 0. */
  readonly epoch: number[] = [];
  /** For each measure, one number an epoch: history.loss, history.valLoss, and under Keras's name history.val_loss. */
  readonly history: Record<string, number[]> = {};

  /** @param epochs how many `fit` was asked for; those that were done where left out */
  constructor(epochs = 0) {
    assertNumber("TrainingHistory", "epochs", epochs);
    this.#epochs = epochs;
  }

  append(epoch: number, measures: Measures): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(measures)) {
      if (Object.hasOwn(this.history, name)) this.history[name]!.push(value);
      else this.history[name] = [value];
    }
    withKerasNames(this.history);
    if (this.epoch.length === 1) tellingHistory(this.history);
  }

  toString(): string {
    if (this.epoch.length === 0) return "No epoch was trained.";
    const { rows, every } = this.#shown();
    const lines = rows.map(i => `Epoch ${this.epoch[i]! + 1} · ${formatMeasures(this.#at(i))}`);
    return [...lines, ...(every > 1 ? [`(${this.#caption(every)})`] : [])].join("\n");
  }
  [jupyterDisplay](): MimeBundle {
    if (this.epoch.length === 0) return { "text/plain": this.toString() };
    const { rows, every } = this.#shown();
    const names = Object.keys(this.history);
    const html = table({
      caption: this.#caption(every),
      columns: ["Epoch", ...names],
      rows: rows.map(i => [`${this.epoch[i]! + 1}`, ...names.map(name => this.history[name]![i]!.toFixed(4))]),
    });
    return { "text/plain": this.toString(), "text/html": html };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  /** Which epochs a table shows: all, or the first, every 2nd (5th, 10th, …) and the last. */
  #shown(): { rows: number[]; every: number } {
    const { epoch } = this;
    const every = roundStep((this.#end - (epoch[0] ?? 0)) / mostRows);
    const stands = (i: number) => i === 0 || i === epoch.length - 1 || (epoch[i]! + 1) % every === 0;
    return { rows: [...epoch.keys()].filter(stands), every };
  }
  /** The number of epochs that fit was asked for, or of those that were done. */
  get #end(): number {
    return Math.max(this.#epochs, (this.epoch.at(-1) ?? -1) + 1);
  }
  #caption(every: number): string {
    if (every === 1) return "Training history";
    const ordinal = every === 2 ? "2nd" : `${every}th`;
    return `Training history: ${(this.epoch.at(-1) ?? -1) + 1} of ${this.#end} epochs, every ${ordinal} shown`;
  }

  #at(i: number): Measures {
    return Object.fromEntries(Object.entries(this.history).map(([name, values]) => [name, values[i]!]));
  }
}

/** The least of 1, 2, 5, 10, 20, 50, … that is not below n. */
function roundStep(n: number): number {
  let step = 1;
  for (const factors = [2, 2.5, 2]; step < n; step *= factors[0]!, factors.push(factors.shift()!));
  return step;
}
