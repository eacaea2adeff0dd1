// (a) The mapping forms, and an application of each.
import { type Context, matching, question } from "../../src/checking/index.ts";
import { type CardPool, cardQuestion, drawCards } from "../forms/cards.ts";
import { confusions, type Form, forms, type Key, keys } from "../forms/form.ts";

/** Other tasks than the lesson's and the graded set's. */
const examCards: CardPool = {
  "one-to-one": [
    random => `The ${random.integer(5, 30)} answers of one form go in together. Out comes whether a loan is granted.`,
    random => `A passport photo is read at once. Out comes which of ${random.integer(20, 90)} employees it shows.`,
    random => `${random.integer(4, 12)} measurements of one flower go in together. Its kind comes out.`,
    random =>
      `One position of a board game is read at once. One number says who is ahead, from 0 to ${random.integer(10, 90)}.`,
  ],
  "one-to-many": [
    random =>
      `A chart is read at once. A description of it comes out, word by word, at most ${random.integer(20, 60)} words.`,
    random => `One of ${random.integer(4, 20)} dances is chosen. Its steps come out, one after the other.`,
    random => `A dish is chosen. Its recipe comes out, word by word, up to ${random.integer(80, 300)} words.`,
    random => `A start and a goal on a map go in together. Out come up to ${random.integer(20, 60)} turns, one by one.`,
  ],
  "many-to-one": [
    random => `A tweet of ${random.integer(20, 60)} words is read, word by word. At its end comes angry or friendly.`,
    random =>
      `A patient's pulse is read ${random.integer(200, 900)} times. After the last value comes the risk, one number.`,
    random => `${random.integer(5, 30)} moves of a mouse are followed. Then comes whether a person moves it.`,
    random => `A protein of ${random.integer(100, 900)} letters is read. At its end comes which family it belongs to.`,
  ],
  "many-to-many-equal": [
    random => `A verse of ${random.integer(6, 14)} syllables is read. Each syllable is marked: stressed or not.`,
    random => `A clip of ${random.integer(50, 300)} frames is watched. With each frame comes where the ball is.`,
    random => `A melody of ${random.integer(20, 90)} notes is heard. Each note gets its chord as soon as it sounds.`,
    random => `A machine sends ${random.integer(5, 40)} values a second. With each comes whether it works well so far.`,
  ],
  "many-to-many-unequal": [
    random => `A formula of ${random.integer(8, 30)} signs is read to its end. Then it is said in words, more of them.`,
    random =>
      `A meeting of ${random.integer(30, 90)} minutes is heard to its end. Then its minutes are written, far shorter.`,
    random =>
      `A line of ${random.integer(30, 80)} letters of code is read. Then a comment on it is written, word by word.`,
    random => `A sentence of ${random.integer(5, 20)} words is read to its end. Then it is said in another language.`,
  ],
};

const applications: { readonly [Name in Form]: readonly string[] } = {
  "one-to-one": ["face recognition", "credit scoring", "flower recognition"],
  "one-to-many": ["chart description", "choreography", "recipe writing"],
  "many-to-one": ["mood of a message", "risk after a night of pulse values", "protein families"],
  "many-to-many-equal": ["stress of each syllable", "tracking a ball", "chords for each note"],
  "many-to-many-unequal": ["minutes of a meeting", "comments for code", "interpreting"],
};

/** What a student is asked who took one application for another's form. */
function confused(of: { readonly [Name in Form]: string }) {
  return forms.flatMap(form =>
    confusions(keys[form], form).map(({ answer, hint }) => {
      const wrong = Object.values(answer)[0] as Form;
      return { answer: { [keys[form]]: of[wrong] } as { [Name in Key]?: string }, hint: `${of[wrong]} as ${hint}` };
    }),
  );
}

export function formQuestions(context: Context) {
  const cards = drawCards(context, "cards", examCards);
  const a1 = cardQuestion(cards, {
    id: "exam/a1",
    points: 2,
    intro: "Which mapping form has each of these ten tasks?",
    because: "three questions tell the form: how many steps go in, how many come out, and when does the output start?",
    solution: cards.map(({ form }, i) => `card${i + 1} = ${JSON.stringify(form)}`).join("\n"),
  });
  const drawn = context.draw("applications", random => ({
    of: Object.fromEntries(forms.map(form => [form, random.pick(applications[form])])) as { [Name in Form]: string },
    order: random.shuffle(forms),
  }));
  const list = drawn.order.map(form => drawn.of[form]);
  const right = Object.fromEntries(forms.map(form => [keys[form], drawn.of[form]])) as { [Name in Key]: string };
  const a2 = question({
    id: "exam/a2",
    items: [2],
    points: 1,
    asks: `Give each form the application that fits:\n${list.map(name => `  ${JSON.stringify(name)}`).join("\n")}`,
    answer: matching<Key, string>(right, { among: list }),
    solution: Object.entries(right)
      .map(([form, name]) => `${form}: ${JSON.stringify(name)}`)
      .join("\n"),
    because: "each of them takes and gives its steps as the name of the form says.",
    hints: [],
    fingerprints: confused(drawn.of),
  });
  return { a1, a2 };
}
