// How many numbers each kind of layer learns, from its sizes: d features or inputs, u units.

/** `u(d + u) + u` */
export const simpleRNN = (d: number, u: number): number => u * (d + u) + u;

/** `u·d + u` */
export const dense = (d: number, u: number): number => u * d + u;

/** Four blocks: three gates and a candidate. */
export const lstm = (d: number, u: number): number => 4 * simpleRNN(d, u);

/** Three blocks; with `resetAfter` (Keras's default) a second bias vector in each. */
export const gru = (d: number, u: number, resetAfter: boolean): number => 3 * (simpleRNN(d, u) + (resetAfter ? u : 0));

/** Two LSTM or simple layers, one of which reads from the end: `2 · one`. What comes after reads 2u numbers. */
export const bidirectional = (one: number): number => 2 * one;

/** A row of `size` numbers for each word, without biases. */
export const embedding = (words: number, size: number): number => words * size;
