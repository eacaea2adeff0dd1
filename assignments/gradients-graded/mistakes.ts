// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import type { gradientsGraded } from "./questions.ts";

export const mistakes: MistakesOf<typeof gradientsGraded> = {
  q3: [
    {
      // One step too many: the gradient before the first state.
      answer: (g, hs, U) => {
        const gradients = [g];
        for (const h of hs.toReversed())
          gradients.unshift(
            U.map(row => row.reduce((sum, weight, j) => sum + weight * (1 - h[j]! ** 2) * gradients[0]![j]!, 0)),
          );
        return gradients;
      },
      hint: "one step too many",
    },
    {
      // `push` for `unshift`, and the last of the list read: right numbers, the wrong way round.
      answer: (g, hs, U) => {
        const gradients = [g];
        for (let t = hs.length - 1; t > 0; t--) {
          const later = gradients.at(-1)!;
          gradients.push(
            U.map(row => row.reduce((sum, weight, j) => sum + weight * (1 - hs[t]![j]! ** 2) * later[j]!, 0)),
          );
        }
        return gradients;
      },
      hint: "the order is turned round",
    },
    {
      // `=` for `+=`.
      answer: (g, hs, U) => {
        const gradients = [g];
        for (let t = hs.length - 1; t > 0; t--) {
          const before = g.map(() => 0);
          for (let i = 0; i < g.length; i++)
            for (let j = 0; j < g.length; j++) before[i] = U[i]![j]! * (1 - hs[t]![j]! ** 2) * gradients[0]![j]!;
          gradients.unshift(before);
        }
        return gradients;
      },
      hint: null,
    },
    {
      // The slope without its square.
      answer: (g, hs, U) => {
        const gradients = [g];
        for (let t = hs.length - 1; t > 0; t--) {
          const later = gradients[0]!;
          gradients.unshift(U.map(row => row.reduce((sum, w, j) => sum + w * (1 - hs[t]![j]!) * later[j]!, 0)));
        }
        return gradients;
      },
      hint: null,
    },
    { answer: (_g, hs) => hs, hint: null },
  ],
  q4: [
    {
      // The factor upside down.
      answer: (parameters, gradients, rate, limit) => {
        const length = Math.hypot(...gradients.flat());
        const factor = length > limit ? length / limit : 1;
        return parameters.map((p, i) => p.map((x, j) => x - rate * factor * gradients[i]![j]!));
      },
      hint: null,
    },
    {
      // Norms added up.
      answer: (parameters, gradients, rate, limit) => {
        const length = gradients.reduce((sum, g) => sum + Math.hypot(...g), 0);
        const factor = length > limit ? limit / length : 1;
        return parameters.map((p, i) => p.map((x, j) => x - rate * factor * gradients[i]![j]!));
      },
      hint: null,
    },
    {
      // The norm of the parameters in the place of that of the gradients.
      answer: (parameters, gradients, rate, limit) => {
        const length = Math.hypot(...parameters.flat());
        const factor = length > limit ? limit / length : 1;
        return parameters.map((p, i) => p.map((x, j) => x - rate * factor * gradients[i]![j]!));
      },
      hint: null,
    },
    {
      // The new parameters are clipped.
      answer: (parameters, gradients, rate, limit) => {
        const next = parameters.map((p, i) => p.map((x, j) => x - rate * gradients[i]![j]!));
        const length = Math.hypot(...next.flat());
        return next.map(p => p.map(x => (length > limit ? (x * limit) / length : x)));
      },
      hint: null,
    },
  ],
  // Of six claims two to four hold: remarks of their own, which depend on the student's claims.
  q9: [
    { answer: ["A", "B", "C", "D", "E", "F"], hint: null },
    { answer: [], hint: null },
  ],
};
