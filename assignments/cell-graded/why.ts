// Question 7: what the student's own unit shows, in words.
import { question, text } from "../../src/checking/index.ts";

export const whyQuestion = () => ({
  q7: question({
    id: "cell-graded/q7",
    items: [70, 93, 115],
    points: 2,
    asks: "Look at what your unit of question 6 does with [1, 0, 0, …]. Explain in two to five sentences, with your own numbers: where is the 1 after the first step, which of your weights decides how long it stays, and why can no state know the input that comes next?",
    answer: text({
      rubric: [
        {
          wants:
            "the input is kept in the state, which goes round through the recurrent weight; its size decides how long",
          marks: 1,
        },
        { wants: "a state is made of its own input and the state before, so later inputs cannot reach it", marks: 1 },
      ],
      samples: [
        {
          answer:
            "After the first step the 1 is only in the state, about 0.46 in mine. Each later step multiplies it by u = 0.9 before tanh, so it fades slowly; with u = 0.5 it would be gone after a few steps. A state is computed from its input and the state before, so an input that comes later has not been read yet.",
          marks: 2,
        },
        { answer: "The recurrent weight u keeps the 1 in the state: 0.9 of it in each step.", marks: 1 },
        { answer: "The network has a memory, and it trains the memory to keep the important inputs.", marks: 0 },
      ],
      minWords: 12,
      maxWords: 180,
    }),
    because: "the state is the memory, and it is made from left to right.",
    hints: ["Print your states. What happens to the number from one step to the next?"],
  }),
});
