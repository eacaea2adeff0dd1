// (c) Why clipping matters more for long sequences.
import { approximately, question, several, text } from "../../src/checking/index.ts";

/** A step multiplies a gradient by rho; two lengths of sequences; a gradient of three numbers and the limit of its length. */
export interface ClippingNumbers {
  readonly rho: number;
  readonly short: number;
  readonly long: number;
  readonly g: readonly number[];
  readonly limit: number;
}

export function clippingQuestions({ rho, short, long, g, limit }: ClippingNumbers) {
  const norm = Math.hypot(...g);
  const growth = (T: number) => rho ** (T - 1);
  const grown = (T: number) => ({
    answer: approximately(growth(T), { tolerance: 1e-3 }),
    fingerprints: [
      { answer: rho ** T, hint: "how many steps lie between the last state and the first?" },
      { answer: rho * (T - 1), hint: "each step multiplies again: a power." },
    ],
  });
  const c1 = question({
    id: "exam/c1",
    items: [11, 38, 84],
    points: 1,
    asks: [
      "Three numbers:",
      `  afterShort: each step back multiplies a gradient by ${rho}. By which factor has it grown from the last state to the first of ${short} steps?`,
      `  afterLong: and of ${long} steps?`,
      `  factor: the gradient [${g.join(", ")}] is clipped by its norm at ${limit}. By which factor is each of its numbers multiplied?`,
    ].join("\n"),
    answer: several({
      afterShort: grown(short),
      afterLong: grown(long),
      factor: {
        answer: approximately(limit / norm, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: norm / limit, hint: "the other way round: clipping makes it shorter." },
          { answer: limit / Math.max(...g.map(Math.abs)), hint: "the norm is the length of the whole gradient." },
          { answer: limit / norm ** 2, hint: "the norm is the root of the sum of squares." },
          { answer: limit, hint: "that is how long it is afterwards; by what is it multiplied?" },
        ],
      },
    }),
    solution: [
      `afterShort = ${rho} ** ${short - 1} // ${growth(short).toPrecision(4)}: ${short} states have ${short - 1} steps between them`,
      `afterLong = ${rho} ** ${long - 1} // ${growth(long).toPrecision(4)}`,
      `factor = ${limit} / Math.hypot(${g.join(", ")}) // ${(limit / norm).toPrecision(4)}: the limit divided by the length`,
    ].join("\n"),
    because: "a power of the steps between, and the limit divided by the length.",
    hints: [],
  });

  const c2 = question({
    id: "exam/c2",
    items: [10, 84, 104],
    points: 3,
    asks: `Why is clipping the gradient important where sequences are long, and less so where they are short? Three to six sentences, with your numbers of question c1 (${short} and ${long} steps).`,
    answer: text({
      writtenIn: "markdown",
      rubric: [
        {
          wants:
            "the gradient is a product with a factor for each step, so it grows exponentially with the length; with own numbers",
          marks: 1,
        },
        {
          wants: "one update of that length throws the weights far away or to NaN, and what was learned is lost",
          marks: 1,
        },
        {
          wants:
            "clipping bounds the length of the update and keeps its direction; over few steps there is little to bound",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "On its way back the gradient is multiplied once for each step. Over the short sequence that is a factor of about 2, over the long one of many thousands. One update of that length throws the weights far away, often to NaN, and all that was learned is lost. Clipping by the norm shortens it to the limit and keeps its direction, so the update still goes downhill. Over few steps there is hardly anything to clip.",
          marks: 3,
        },
        {
          answer:
            "In long sequences gradients explode, because they are multiplied at each step. The weights would become NaN, so the gradient is cut.",
          marks: 2,
        },
        {
          answer:
            "Long sequences have more data than short ones, so the training takes longer, and with clipping it gets faster and needs less memory.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 200,
    }),
    because: "a product over many steps has room to grow; clipping bounds what one update can do.",
    hints: [],
  });
  return { c1, c2 };
}
