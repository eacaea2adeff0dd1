// Questions 6 and 7: how long a unit of one's own keeps an impulse, and why its gradient fares alike.
import { approximately, type Context, question, several, text } from "../../src/checking/index.ts";

/** Three digits. */
const rounded = (x: number) => Math.round(1000 * x) / 1000;

export function memoryQuestions({ draw }: Context) {
  const { keep, far } = draw(
    "memory of an impulse",
    random => ({ keep: random.integer(12, 39), far: random.integer(40, 90) }),
    ({ keep, far }) => {
      const [left, fromRounded] = [0.5 ** (far / keep), rounded(0.5 ** (1 / keep)) ** far];
      return (
        Math.abs(left - (0.5 * keep) / far) > 0.01 && Math.abs(left - fromRounded) > Math.max(0.015 * left, 1.5e-3)
      );
    },
  );
  const u = 0.5 ** (1 / keep);
  const q6 = question({
    id: "bptt-graded/q6",
    items: [138],
    points: 2,
    asks: `A linear unit, whose state becomes u·(the state before) + x, is to keep half of an impulse after exactly ${keep} steps. Give u, and the share that is left after ${far} steps. (Three digits of each are enough; but go on with all digits of u.)`,
    answer: several({
      u: {
        answer: approximately(u, { absolute: 6e-4 }),
        fingerprints: [
          { answer: 0.5 / keep, hint: "each step multiplies: u to the power of the steps is a half." },
          { answer: 1 - 0.5 / keep, hint: "each step takes a share of what is left, not of the whole." },
          { answer: 0.5 ** keep, hint: "that is what is left after so many steps with u = 0.5; it is to be a half." },
          { answer: 2 ** (1 / keep), hint: "the state is to become smaller: u is below 1." },
        ],
      },
      left: {
        answer: approximately(u ** far, { tolerance: 5e-3, absolute: 6e-4 }),
        fingerprints: [
          { answer: u * far, hint: "each step multiplies." },
          {
            answer: rounded(u) ** far,
            hint: "yours goes on with a rounded u: the power makes much of the digits that are lost.",
          },
          { answer: 0.5 * (keep / far), hint: "each step multiplies by the same factor; it is no straight line." },
        ],
      },
    }),
    because: "u to the power of the steps: the logarithm makes a division of it.",
    hints: [`u ** ${keep} is 0.5.`, "A root is a power with a fraction."],
  });
  const q7 = question({
    id: "bptt-graded/q7",
    items: [9, 138],
    points: 2,
    asks: "Plot or print, for your unit of question 6, what is left of an impulse after each step. Then explain in two to five sentences, with your numbers: why does the part of an early step in the gradient shrink by the same factor, and of what is ∂L/∂u the sum?",
    answer: text({
      rubric: [
        {
          wants:
            "forwards and backwards each step multiplies by the same u, so the early part has u to the power of the steps between",
          marks: 1,
        },
        { wants: "the gradient of the shared weight is the sum of the parts of all steps", marks: 1 },
      ],
      samples: [
        {
          answer:
            "After 20 steps half of the impulse is left in mine, because each step multiplies by u = 0.966. The gradient of an early step comes back through the same steps and is multiplied by the same u at each, so it is halved after 20 steps, too. The gradient of u is the sum of the parts of all steps, and the early parts are the small ones.",
          marks: 2,
        },
        {
          answer: "The gradient comes back through the same steps, and each multiplies it by u, as it does forwards.",
          marks: 1,
        },
        {
          answer: "Early steps are not important for the result, so the network gives them a small gradient.",
          marks: 0,
        },
      ],
      minWords: 15,
      maxWords: 180,
    }),
    because: "the loop multiplies by u in both directions, and the weight's gradient is a sum over steps.",
    hints: ["What does one step do to the state? And to a gradient that goes back through it?"],
  });
  return { q6, q7 };
}
