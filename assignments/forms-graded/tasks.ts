// The ten cards of the graded set: other tasks than the lesson's, with more to mislead.
import type { CardPool } from "../forms/cards.ts";

export const gradedCards: CardPool = {
  "one-to-one": [
    random =>
      `A thermometer is read once. From this value alone a program says which of ${random.integer(3, 9)} states the road is in, from dry to icy.`,
    random =>
      `${random.integer(20, 90)} numbers describe a customer. They go in together, and ${random.integer(3, 9)} probabilities come out together.`,
    random =>
      `One word goes in, by itself, out of ${random.integer(20, 90)},000. Out comes its entry in a dictionary, found in one step.`,
    random =>
      `A photo of ${random.integer(200, 900)} × ${random.integer(200, 900)} pixels goes in as one list of numbers. Out comes the age of the person, one number.`,
  ],
  "one-to-many": [
    random =>
      `${random.integer(100, 900)} numbers describe a picture; a plain network has made them of it. Of them a sentence is made, word by word.`,
    random =>
      `A command is given, one of ${random.integer(4, 12)}. A robot's ${random.integer(5, 20)} joints then get new angles again and again, until the movement is over.`,
    random =>
      `A customer's data go in once. A letter to the customer comes out, at most ${random.integer(80, 300)} words.`,
    random =>
      `The number of players is chosen, from 2 to ${random.integer(4, 9)}. A game board is laid, field after field, each fitting the ones before.`,
  ],
  "many-to-one": [
    random =>
      `A report of ${random.integer(200, 900)} words is read. At its end ${random.integer(5, 20)} probabilities come out together, one for each topic.`,
    random => `A motor is measured ${random.integer(100, 900)} times. Then a program says how many days it will last.`,
    random => `A melody of ${random.integer(40, 200)} notes is heard to its end. Who composed it?`,
    random =>
      `${random.integer(10, 60)} sensors are read every minute, for ${random.integer(3, 12)} hours. Then comes one verdict on the night: good sleep or bad.`,
  ],
  "many-to-many-equal": [
    random =>
      `While somebody speaks, a program says for each of ${random.integer(50, 100)} sound frames a second: voice or noise.`,
    random => `After each of ${random.integer(20, 80)} moves of a game a program says how good White's chances are.`,
    random =>
      `A text of ${random.integer(300, 900)} letters is typed. After each letter the keyboard proposes the next one.`,
    random =>
      `A car reads ${random.integer(5, 20)} sensors ${random.integer(10, 50)} times a second, and each time the brake gets a new force.`,
  ],
  "many-to-many-unequal": [
    random =>
      `A sum such as “${random.integer(11, 89)}+${random.integer(11, 89)}” is read character by character. Then the result is written, digit by digit.`,
    random =>
      `A voice message of ${random.integer(300, 900)} sound frames is heard to its end. Then it is written down, letter by letter.`,
    random =>
      `A short program is read, ${random.integer(40, 200)} characters. Then comes what it prints, character by character.`,
    random =>
      `A sentence of ${random.integer(6, 20)} words is read to its end. Then it is said again in other words, more or fewer.`,
  ],
};
