// The works that the course stands on: the questions of notebooks/bibliography.ipynb.
import { choice, choices, matching, question } from "../../src/checking/index.ts";

const works = [
  "Elman 1990",
  "Bengio 1994",
  "Hochreiter 1997",
  "Gers 2000",
  "Pascanu 2013",
  "Cho 2014",
  "Bahdanau 2015",
  "Xu 2015",
] as const;

const earlier = ["teacher forcing", "truncated backpropagation", "the latch", "REINFORCE"] as const;
const later = ["the forget gate", "the GRU", "attention", "layer normalization"] as const;

const opened = [
  "Arjovsky 2016",
  "S. Bengio 2015",
  "Gal 2016",
  "Gregor 2015",
  "Schuster 1997",
  "Tallec 2018",
  "Weiss 2018",
] as const;

/** The questions of the assignment "bibliography", made when they are first asked for. */
export function bibliography() {
  const q1 = question({
    id: "bibliography/q1",
    items: [139],
    asks: [
      `Which of these works shows it? Give each its work, in quotes: ${works.join(", ")}. Two are left over.`,
      "  latch: a unit that stores a bit safely against noise loses its gradient",
      "  adding: a state that is carried on by adding, behind gates",
      "  forgetting: a gate by which that state is let go",
      "  clipping: gradients are shortened by their norm, and a picture of the cliff says why",
      "  gru: two gates and no second state",
      "  lookingBack: the writer of a translation looks back at every word of the source",
    ].join("\n"),
    answer: matching(
      {
        latch: "Bengio 1994",
        adding: "Hochreiter 1997",
        forgetting: "Gers 2000",
        clipping: "Pascanu 2013",
        gru: "Cho 2014",
        lookingBack: "Bahdanau 2015",
      },
      { among: works },
    ),
    fingerprints: [
      {
        answer: { forgetting: "Hochreiter 1997" },
        hint: "the first LSTM had two gates; which of the three came later?",
      },
      {
        answer: { adding: "Elman 1990" },
        hint: "that is the simple network, whose state is computed anew at every step.",
      },
      {
        answer: { lookingBack: "Xu 2015" },
        hint: "there a caption looks at places of a picture; who did it with words before that?",
      },
      {
        answer: { latch: "Pascanu 2013" },
        hint: "there the conditions stand; the one unit with its bit is nineteen years older.",
      },
      {
        answer: { clipping: "Bengio 1994" },
        hint: "there gradients vanish; the cure for those that explode came later.",
      },
    ],
    because:
      "vanishing came first (S. Hochreiter had found it in 1991), then a cell against it, its forget gate, and much later clipping, the GRU and attention.",
    hints: ["Lessons 5 and 6 name five of the six.", "What was a problem before it was solved?"],
  });

  const q2 = question({
    id: "bibliography/q2",
    items: [139],
    asks: `Which of these were known when the LSTM was published, in 1997? Give a list: ${[...earlier, ...later].toSorted().join(", ")}.`,
    answer: choices(earlier, {
      among: [...earlier, ...later].toSorted(),
      remarks: {
        "teacher forcing":
          "it is as old as training while the network runs; what was the state at each step replaced by?",
        "truncated backpropagation": "whoever trained on endless input needed it from the beginning.",
        "the latch": "it shows the trouble that the LSTM was made against.",
        REINFORCE: "it is older than any use in hard attention.",
        "the forget gate": "without it the first LSTM could only add; was that noticed before it was built?",
        "the GRU": "it is a simpler cell than the LSTM; a cell simpler than what?",
        attention: "it mends what went wrong in translating by two LSTMs or GRUs.",
        "layer normalization": "it answers to batch normalization.",
      },
    }),
    because:
      "teacher forcing is of 1989, truncation of 1990, REINFORCE of 1992, the latch of 1994; the others are of 2000 to 2016.",
    hints: ["Four of them are older.", "Which of them mends something in LSTMs, or is measured against them?"],
  });

  const q3 = question({
    id: "bibliography/q3",
    items: [139],
    asks: [
      `Which work would you open? In quotes: ${opened.join(", ")}. Two are left over.`,
      "  bias: how large must a gate's bias be, to remember something over 500 steps?",
      "  alone: a network writes well while it is taught, and badly on its own; what could its training do?",
      "  zero: on the copying task, what loss has a network that remembers nothing?",
      "  drop: may other units be dropped at every step?",
      "  count: can a GRU learn to count brackets of any number?",
    ].join("\n"),
    answer: matching(
      {
        bias: "Tallec 2018",
        alone: "S. Bengio 2015",
        zero: "Arjovsky 2016",
        drop: "Gal 2016",
        count: "Weiss 2018",
      },
      { among: opened },
    ),
    fingerprints: [
      {
        answer: { zero: "Tallec 2018" },
        hint: "it is a task with a sign and a long gap; who made its networks unitary?",
      },
      { answer: { bias: "Arjovsky 2016" }, hint: "there is no gate there; who asked whether time can be warped?" },
      { answer: { alone: "Gregor 2015" }, hint: "that one paints; who throws a coin between teacher and network?" },
      {
        answer: { count: "Tallec 2018" },
        hint: "warped time is about how long; who wrote of numbers of finite precision?",
      },
    ],
    because: "the sentence after each work in the list says what it is for.",
    hints: [
      "Read the sentences after the works, not their titles.",
      "Search the page: Ctrl+F finds “copying”, “coin”, “count”.",
    ],
  });

  const parts = ["an input gate", "an output gate", "a forget gate", "a state that is added to"] as const;
  const q4 = question({
    id: "bibliography/q4",
    items: [139],
    asks: `You read: “The LSTM of 1997 has three gates.” Which part did it not have: ${parts.map(part => `"${part}"`).join(", ")}?`,
    answer: choice("a forget gate", { among: parts }),
    fingerprints: [
      { answer: "a state that is added to", hint: "that is its very idea: the constant error carousel." },
      { answer: "an output gate", hint: "it is there: what the others read of the state is gated." },
      { answer: "an input gate", hint: "it is there: what comes into the state is gated." },
    ],
    because: "that gate is of 2000. Who cites only 1997 for the LSTM of today cites half of it.",
    hints: ["Two of the five works of the notes are about the LSTM. What does the second add?"],
  });
  return { q1, q2, q3, q4 };
}
