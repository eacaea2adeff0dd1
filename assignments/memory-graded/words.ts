// Questions 5 and 7: what the student's own run showed, and claims that hold or not.
import { choices, question, text } from "../../src/checking/index.ts";

const letters = ["A", "B", "C", "D", "E", "F"] as const;

export function wordQuestions() {
  const q5 = question({
    id: "memory-graded/q5",
    items: [101],
    points: 2,
    asks: "Explain your own run of question 4 with your own numbers, in two to five sentences. Where does the loss stand for a while, and why there? What has the network learned until then, and what only afterwards?",
    answer: text({
      rubric: [
        {
          wants:
            "says that the loss stays for a while near the loss without memory, and gives both numbers of their own",
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
            "My loss fell within 100 updates to about 0.24, which is 3 · ln 5 / 20, and stayed there for some 200 updates. Until then the network had learned to say blanks and that after the sign a symbol comes, but not which one. After that it kept the symbols over the 11 steps, and the loss fell to 0.01.",
          marks: 2,
        },
        {
          answer:
            "The loss first stays at the loss without memory, 0.24, and then it falls because it has learned more.",
          marks: 1,
        },
        {
          answer: "The loss falls from the start to the end, since the network gets better with each update it does.",
          marks: 0,
        },
      ],
      minWords: 12,
    }),
    because: "the plateau is what can be known without memory.",
    hints: ["Compare the height of the plateau with your memoryless loss."],
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
      remarks: {
        A: "Think of the pairs of the latch.",
        B: "Look at what padSequences does with six words and maxlen 4.",
        C: "Think of what a ceiling is.",
        D: "Think of the plain networks whose matrix starts orthogonal.",
        E: "Compute it for two lengths.",
        F: "Many-to-many counts steps, not numbers.",
      },
    }),
    because: "start and data decide before the kind of cell does.",
    hints: ["Think of an experiment of the lesson for each of them."],
    solution: "A, C and E",
  });
  return { q5, q7 };
}
