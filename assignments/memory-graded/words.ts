// Questions 5 and 7: what the student's own run showed, and claims that hold or not.
import { choices, question, text } from "../../src/checking/index.ts";

const letters = ["A", "B", "C", "D", "E", "F"] as const;

const remark =
  "at least one claim is judged wrongly: take each to an experiment of the lesson, or to a count of your own";

export function wordQuestions() {
  const q5 = question({
    id: "memory-graded/q5",
    items: [101],
    points: 2,
    asks: "Explain your own run of question 4 with your own numbers, in two to five sentences. When does your loss come down to your loss without memory, and what has the network learned until then? What does it learn only afterwards, and where does the loss end?",
    answer: text({
      rubric: [
        {
          wants:
            "says when the loss comes down to the loss without memory (within the first hundred updates or so; in some runs it stays there for a while), and gives the loss without memory and the last loss of their own run",
          marks: 1,
        },
        {
          wants: "until then: when to say blanks, which needs no memory; afterwards: to keep the symbols over T steps",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "My loss fell within 100 updates to about 0.24, which is 3 · ln 5 / 20. Until then the network had learned to say blanks and that after the sign a symbol comes, but not which one. After that it kept the symbols over the 11 steps, and the loss fell to 0.01.",
          marks: 2,
        },
        {
          answer:
            "The loss comes down to the loss without memory, 0.24, at update 100 and ends at 0.01, because the network has learned more by then.",
          marks: 1,
        },
        {
          answer: "The loss falls from the start to the end, since the network gets better with each update it does.",
          marks: 0,
        },
      ],
      minWords: 12,
    }),
    because: "down to the guide is what can be known without memory.",
    hints: ["At which update does the curve cross the guide? A high point later on is one step that was too long."],
  });

  const q7 = question({
    id: "memory-graded/q7",
    items: [95, 96, 101, 102, 111],
    points: 1,
    asks: [
      "Which of these hold? Answer with a list of letters.",
      "  A: a GRU by default may fail at a lag where the same GRU with other biases succeeds",
      "  B: padSequences with maxlen keeps the beginning of a text where nothing else is said",
      "  C: where the accuracy is at its ceiling, a better cell does not help",
      "  D: an LSTM always remembers longer than a plain network",
      "  E: with biases ln L, about the same part of the first word is left for every L",
      "  F: a rating with five classes is many-to-many, because five numbers come out",
    ].join("\n"),
    answer: choices(["A", "C", "E"], {
      among: letters,
      // One for all: which claim is judged wrongly would be the answer within a few tries.
      remarks: Object.fromEntries(letters.map(letter => [letter, remark])) as Record<(typeof letters)[number], string>,
    }),
    because: "start and data decide before the kind of cell does.",
    hints: ["Think of an experiment of the lesson for each of them."],
    solution: "A, C and E",
  });
  return { q5, q7 };
}
