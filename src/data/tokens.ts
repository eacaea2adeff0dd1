// From text to tokens: characters or words.

/** The characters of a text, one token each; an emoji or a letter beyond the basic plane stays whole. */
export const characters = (text: string): string[] => Array.from(text);

/**
 * The words, numbers and punctuation marks of a text, one token each; white space separates and is lost.
 * @example words("Don't panic, 42!") // ["Don't", "panic", ",", "42", "!"]
 */
export const words = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*|\S/gu) ?? [];
