// TrainingHistory: what fit() measured, epoch by epoch, under Keras's names.

import { jupyterDisplay, type MimeBundle, nodeInspect, table } from "../../display/index.ts";
import { type Measures, withKerasNames } from "./measures.ts";

/**
 * What `fit` measured, epoch by epoch; it shows itself as a table.
 * @example const { history } = await model.fit(x, y, { validationSplit: 0.2 }); history.valLoss
 */
export class TrainingHistory {
  /** Numbers of the epochs, from 0. */
  readonly epoch: number[] = [];
  /** For each measure, one number an epoch: history.loss, history.valLoss, and under Keras's name history.val_loss. */
  readonly history: Record<string, number[]> = {};

  append(epoch: number, measures: Measures): void {
    this.epoch.push(epoch);
    for (const [name, value] of Object.entries(measures)) {
      this.history[name] ??= [];
      this.history[name].push(value);
    }
    withKerasNames(this.history);
  }

  toString(): string {
    return this.epoch.map((epoch, i) => `Epoch ${epoch + 1} · ${formatMeasures(this.#at(i))}`).join("\n");
  }
  [jupyterDisplay](): MimeBundle {
    const names = Object.keys(this.history);
    const html = table({
      caption: "Training history",
      columns: ["Epoch", ...names],
      rows: this.epoch.map((epoch, i) => [`${epoch + 1}`, ...names.map(name => this.history[name]![i]!.toFixed(4))]),
    });
    return { "text/plain": this.toString(), "text/html": html };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  #at(i: number): Measures {
    return Object.fromEntries(Object.entries(this.history).map(([name, values]) => [name, values[i]!]));
  }
}

/** loss: 2.3026 · accuracy: 0.1000 — no clock in it, so that the same seed prints the same line. */
export const formatMeasures = (measures: Measures): string =>
  Object.entries(measures)
    .map(([name, value]) => `${name}: ${value.toFixed(4)}`)
    .join(" · ");
