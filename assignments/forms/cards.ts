// Ten task cards for each student: drawn from a pool, with numbers of their own.
import { type Context, question, type Random } from "../../src/checking/index.ts";
import { confusions, type Form, formMatching, forms } from "./form.ts";

/** Tasks of each form. A number in the text is drawn anew. */
export type CardPool = { readonly [Name in Form]: readonly ((random: Random) => string)[] };

/** One card as a student has it. */
export interface Card {
  readonly form: Form;
  readonly text: string;
}

/** How many cards a student gets. */
const count = 10;

/** Ten cards, each form among them at least once; at most one of each task. */
export const drawCards = ({ draw }: Context, exercise: string, pool: CardPool): readonly Card[] =>
  draw(
    exercise,
    random =>
      random
        .sample(
          forms.flatMap(form => pool[form].map(task => ({ form, task }))),
          count,
        )
        .map(({ form, task }) => ({ form, text: task(random) })),
    cards => forms.every(form => cards.some(card => card.form === form)),
  );

/** card1, card2, … */
export type CardName = `card${number}`;

/** The right form of each card. */
export const formsOf = (cards: readonly Card[]): { readonly [Name in CardName]: Form } =>
  Object.fromEntries(cards.map(({ form }, i) => [`card${i + 1}`, form]));

/** The question that shows the cards and takes a form for each. */
export const cardQuestion = (
  cards: readonly Card[],
  {
    id,
    points,
    intro,
    because = "you asked the three questions: how many steps in, how many out, and when the output starts.",
    solution,
  }: { id: string; points: number; intro: string; because?: string; solution?: string },
) =>
  question({
    id,
    items: [1],
    points,
    asks: `${intro}\n${cards.map(({ text }, i) => `  ${i + 1}. ${text}`).join("\n")}`,
    answer: formMatching<CardName>(formsOf(cards)),
    because,
    ...(solution !== undefined && { solution }),
    hints: [
      "Ask of each card: does the input come all at once or step by step? Then ask the same of the output.",
      "If both take many steps: can an output be given as soon as its input is read, or does the first one wait for the last input?",
    ],
    fingerprints: cards.flatMap(({ form }, i) => confusions(`card${i + 1}` as CardName, form, `card ${i + 1}`)),
  });

/** Days in words, and as a date has them. */
const days = [
  ["third", "03"],
  ["ninth", "09"],
  ["tenth", "10"],
] as const;

/** The lesson's tasks. */
export const lessonCards: CardPool = {
  "one-to-one": [
    random => `A picture of ${random.integer(28, 64)} rows of pixels is read at once. Out comes which digit it shows.`,
    random =>
      `The size, the age and ${random.integer(3, 9)} other facts of a flat go in together. Its price comes out.`,
    random => `A photo of a leaf is read at once. Out comes which of ${random.integer(12, 90)} trees it is from.`,
    random => `The ${random.integer(6, 30)} values of one blood test go in together. Out comes healthy or ill.`,
  ],
  "one-to-many": [
    random =>
      `A photo is read at once. A sentence that describes it comes out, word by word, at most ${random.integer(12, 25)} words.`,
    random => `One of ${random.integer(3, 9)} kinds of music is chosen. A melody comes out, note by note.`,
    random => `One of ${random.integer(4, 20)} topics is chosen. A poem about it comes out, word by word.`,
    random =>
      `A digit is chosen. The ${random.integer(15, 60)} moves of a pen that writes it come out, one after the other.`,
    random =>
      `A first letter is chosen. An invented name of up to ${random.integer(8, 14)} letters comes out, letter by letter.`,
  ],
  "many-to-one": [
    random =>
      `A review of ${random.integer(40, 400)} words is read, word by word. At its end the stars come out, from 1 to 5.`,
    random =>
      `A clip of ${random.integer(50, 300)} frames is watched. After the last frame one word says which sport it shows.`,
    random => `An e-mail of ${random.integer(60, 900)} words is read, word by word. Out comes spam or no spam.`,
    random =>
      `The temperatures of the last ${random.integer(7, 60)} days are read in order. The one of tomorrow comes out.`,
    random => `A surname is read letter by letter. Out comes which of ${random.integer(6, 18)} languages it is from.`,
  ],
  "many-to-many-equal": [
    random =>
      `A sentence of ${random.integer(8, 40)} words is read. Each word is marked: part of a person's name, or not.`,
    random =>
      `A strand of DNA with ${random.integer(200, 900)} letters is read. Each letter is marked: inside a gene, or not.`,
    random =>
      `A camera sends ${random.integer(10, 60)} frames a second. With each frame comes how many people are on it.`,
    random =>
      `A heart is measured ${random.integer(50, 400)} times a second. With each value comes whether it beats regularly so far.`,
    random => `A sentence of ${random.integer(8, 40)} words is read. Each word gets its kind: noun, verb, …`,
  ],
  "many-to-many-unequal": [
    random =>
      `A German sentence of ${random.integer(5, 30)} words is read. Then the English one is written, shorter or longer.`,
    random =>
      `${random.integer(200, 900)} sound frames of a spoken sentence are heard. Then its words are written, far fewer.`,
    random => `A report of ${random.integer(300, 900)} words is read. Then a summary of it is written.`,
    random => `A question of ${random.integer(5, 20)} words is read. Then the answer is written, word by word.`,
    random => {
      const [word, day] = random.pick(days);
      return `A date in words is read, such as “the ${word} of May 1998”. Then its ten characters are written: 1998-05-${day}.`;
    },
  ],
};
