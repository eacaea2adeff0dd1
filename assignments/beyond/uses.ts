// Questions 9 and 10: how LSTMs are trained, and what recurrences are and are not for.
import { matching, question } from "../../src/checking/index.ts";

export function useQuestions() {
  const q9 = question({
    id: "beyond/q9",
    items: [47],
    asks: 'How is an LSTM trained? "yes" or "no". Do its gates have a learning rule of their own ("own rule")? Do its gradients come from backpropagation through time ("bptt")? Do its gates make clipping needless ("no clipping")? Does the bias of the forget gate begin at 1 or more, so that it keeps at first, in Keras and here ("forget bias")? As a language model, does it read what it has said itself while it learns ("reads itself")?',
    answer: matching(
      { "own rule": "no", bptt: "yes", "no clipping": "no", "forget bias": "yes", "reads itself": "no" },
      { among: ["yes", "no"] },
    ),
    because:
      "gates are layers like others, and learn by the same gradients. A gate near 1 keeps a gradient from vanishing; nothing keeps it from exploding.",
    hints: [
      "What do the gates have that other layers have not?",
      "Lesson 5: what does clipping cure? Lesson 6: which gate keeps, and at which value? Lesson 10: what does a taught network read?",
    ],
    fingerprints: [
      {
        answer: { "own rule": "yes" },
        hint: "own rule: a gate is a sigmoid of a sum, and it can be differentiated.",
      },
      {
        answer: { bptt: "no" },
        hint: "bptt: it is differentiated through all its steps, like the simple cell.",
      },
      {
        answer: { "no clipping": "yes" },
        hint: "no clipping: gates help where gradients vanish. And where they explode?",
      },
      { answer: { "forget bias": "no" }, hint: "forget bias: f = sigmoid(… + b) near 1 keeps (lesson 6)." },
      { answer: { "reads itself": "yes" }, hint: "reads itself: it is taught by the right past (lesson 10)." },
    ],
  });

  const q10 = question({
    id: "beyond/q10",
    items: [54, 58],
    asks: 'Does a recurrence suit? "yes" or "no". To write down speech while it is spoken ("speech"); to say from age, income and town whether a customer will pay ("customer"); to watch a machine\'s sensor on a small chip, at each reading, for years ("sensor"); to say what kind a cloud of 1,000 points is, which come in any order ("points"); to say the next throw of a fair die from those before ("die"); to learn from a library of texts on 1,000 machines at once, as fast as possible ("library").',
    answer: matching(
      { speech: "yes", customer: "no", sensor: "yes", points: "no", die: "no", library: "no" },
      { among: ["yes", "no"] },
    ),
    because:
      "it suits where order matters and things come one after the other, in little memory. Not where there is no order, nothing to remember, or all steps are to be computed at once.",
    hints: [
      "Turn the order round: is it another case then?",
      "What does each step have to wait for? And what must be kept for the next one?",
    ],
    fingerprints: [
      { answer: { speech: "no" }, hint: "speech: it comes step by step, and what was heard decides what is heard." },
      { answer: { customer: "yes" }, hint: "customer: exchange income and town: does that change the customer?" },
      { answer: { sensor: "no" }, hint: "sensor: how many numbers must the chip keep from one reading to the next?" },
      {
        answer: { points: "yes" },
        hint: "points: in another order it is the same cloud, and should get the same answer.",
      },
      { answer: { die: "yes" }, hint: "die: what do the throws before say of the next?" },
      {
        answer: { library: "yes" },
        hint: "library: step 1,000 of a text waits for 999 others. What do the machines do meanwhile?",
      },
    ],
  });

  return { q9, q10 };
}
