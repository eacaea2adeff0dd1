// From text to tokens: characters or words.

import { describe } from "../options.ts";

/**
 * The characters of a text, one token each; an emoji or a letter beyond the basic plane stays whole.
 * @throws TypeError for what is no text
 * @example characters("hi!") // ["h", "i", "!"]
 */
export function characters(text: string): string[] {
  assertText("characters", text);
  return Array.from(text);
}

/**
 * The words, numbers and punctuation marks of a text, one token each; white space separates and is lost.
 * @throws TypeError for what is no text
 * @example words("Don't panic, 42!") // ["Don't", "panic", ",", "42", "!"]
 */
export function words(text: string): string[] {
  assertText("words", text);
  return text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|\S/gu) ?? [];
}

function assertText(who: string, text: unknown): void {
  if (typeof text !== "string") throw new TypeError(`${who} expects a text, but got ${describe(text)}`);
}
