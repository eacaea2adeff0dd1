// Measures: numbers by name, under the toolkit's names and, for who comes from Keras, under Keras's.

/** The measures of one epoch: "loss", "accuracy", "valLoss", … They can be read under Keras's names too: "val_loss". */
export type Measures = Record<string, number>;

/** loss → valLoss */
export const validationName = (name: string): string => `val${name[0]!.toUpperCase()}${name.slice(1)}`;

/** Gives `object` what it has under camelCase names under Keras's too; these do not show when it is printed or listed. */
export function withKerasNames<Values extends Record<string, unknown>>(object: Values): Values {
  for (const [name, value] of Object.entries(object)) {
    const keras = name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    if (keras !== name) Object.defineProperty(object, keras, { value, enumerable: false, configurable: true });
  }
  return object;
}

/** loss: 2.3026 · accuracy: 0.1000 — no clock in it, so that the same seed prints the same line. */
export const formatMeasures = (measures: Measures): string =>
  Object.entries(measures)
    .map(([name, value]) => `${name}: ${value.toFixed(4)}`)
    .join(" · ");
