// Question 10: a project of the student's own, which a person marks by its rubric. It is part of the set: one name, one file to
// hand in and to run, one queue of texts; a course that wants a date of its own for it hands the set in twice.
import { question, text } from "../../src/checking/index.ts";

export const projectQuestion = () =>
  question({
    id: "beyond-graded/q10",
    items: [54, 58, 62],
    points: 4,
    asks: "The report of your project, in the Markdown cell below, 150 to 600 words.\n  (1) Your question, the data and where they come from, the form (of the five), and a baseline that knows nothing of order.\n  (2) What you expected, written before the run, as a number.\n  (3) What came out: three seeds, each beside the baseline, and what was kept apart for the test.\n  (4) What you say to that: was the expectation right, what did not work, and was a recurrence the right tool?",
    answer: text({
      writtenIn: "markdown",
      rubric: [
        {
          wants:
            "a question that can be answered by a number; data and their source; the form fits; a baseline that is fair",
          marks: 1,
        },
        { wants: "an expectation as a number, with a reason, that was plainly written before the run", marks: 1 },
        {
          wants:
            "three seeds beside the baseline, on data that was not trained on; the figure in the notebook shows the same numbers; the model is trained as it should be (masked, clipped, shuffled where needed)",
          marks: 1,
        },
        {
          wants:
            "expectation and result are compared honestly; one thing that did not work or a limit; a reason why a recurrence was, or was not, the right tool",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "Question: how well does an untrained recurrence of 100 units recall the bit of 12 steps before? The data are random bits that I draw; the form is many to many of equal length. The baseline always says the more frequent bit, about 0.5. I expected 0.9, because the lesson's curve stays high up to 18 for ρ = 0.9, and I have fewer updates. On 400 bits that were not used for the training, each of three seeds gave 1.00; the baseline had 0.54, 0.54, 0.52. So I expected too little: even 60 updates are enough for a linear readout. What did not work: with ρ = 0.5 it is no better than the baseline, since what is 12 steps old is scaled by 0.5 to the power of 12. A recurrence is right here: the bit must be carried, and the distance is fixed, so a convolution over 13 bits would do as well and could be computed at once.",
          marks: 4,
        },
        {
          answer:
            "I trained a GRU on names, to tell female from male. The data are the names of the course. I expected that it would be good, about 0.8. It had 0.79 with one seed; always saying female has 0.5. The expectation was right. With more units it would be better. A recurrence is right because names are sequences.",
          marks: 2,
        },
        {
          answer:
            "I built an LSTM for stock prices. The loss went down to 0.01, which is very good. The prediction and the true curve lie upon each other in the figure. One sees that LSTMs are very strong for time series of all kinds. With more layers and more epochs it would become even better, and one could earn money with it.",
          marks: 0,
        },
      ],
      minWords: 50,
      maxWords: 800,
    }),
    because: "a result is worth what it is compared with.",
    hints: [
      "What would somebody say who looks at the answers only, and never at the inputs? That is a baseline.",
      "Write your expectation before you run the cell, and leave it as it was.",
    ],
  });
