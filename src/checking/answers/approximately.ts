// A number that need not be right to the last digit.
import { formatAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { numberFault } from "./number.ts";

/** An answer that is off by no more than this part of the right one may have been rounded on the way. */
const roundedOnTheWay = 1e-3;

/** A wider tolerance would take wrong formulas for right. */
const widest = 0.05;

/** A number that was computed has more digits than this, and is no rounded one. */
const mostWritten = 8;

/** With one digit only, an answer is another number: 0.8 for 0.84. */
const fewest = 2;

/** A number that is no count is right with so many digits: what all lessons say. */
export const digitsEnough = 3;

/** A half is rounded up, also where float64 has it a little smaller: 0.038 for 0.0375. */
const halfUp = 1 + 1e-12;

/** Whether a number is the other one, rounded or cut off after so many digits: 0.69 for 0.6931 after two. */
function isAfter(answer: number, right: number, digits: number): boolean {
  const scale = 10 ** (digits - 1 - Math.floor(Math.log10(Math.abs(right))));
  const cut = Number((Math.trunc(right * scale) / scale).toPrecision(digits));
  const up = Number((right * halfUp).toPrecision(digits));
  return Number(right.toPrecision(digits)) === answer || up === answer || cut === answer;
}

/**
 * Whether a number is the other one, rounded or cut off after at least so many digits. A last digit of 0 is not seen in a number: 2.3
 * is 2.30, too, and so 2.302585 after three digits.
 */
export function isRounded(answer: number, right: number, atLeast: number): boolean {
  if (right === 0 || !Number.isFinite(right)) return false;
  for (let digits = atLeast; digits <= mostWritten; digits++) if (isAfter(answer, right, digits)) return true;
  return false;
}

/** A count of digits in a sentence. */
const inWords = (count: number): string =>
  ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"][count] ?? String(count);

/**
 * A number that may differ by a part of its size, 1e-5 where left out (so much may float32 be off), and by an absolute amount where
 * one is given; where the right answer is 0, `tolerance` is absolute. The right number is right, too, when it is rounded or cut off
 * after `digits` digits, three where left out; a question that needs more says so in its text. An answer that is the right one with
 * too few digits is asked for so many; one that is off by a thousandth at most is asked whether it was rounded on the way. Of any
 * other nothing is said: a wrong formula is near by chance.
 */
export function approximately(
  right: number,
  { tolerance = 1e-5, absolute = 0, digits = digitsEnough }: Nearness = {},
): Comparison<number> {
  const isWithin = (a: number, b: number, times = 1) =>
    Math.abs(a - b) <= times * Math.max(absolute, tolerance * (Math.max(Math.abs(a), Math.abs(b)) || 1));
  return {
    right,
    fault: numberFault,
    wrong(answer) {
      if (right > 0 && right <= 1 && isWithin(answer, 100 * right))
        return `${formatAnswer(answer)} is right in percent, but a part of 1 is asked for: all of it is 1`;
      if (isRounded(answer, right, fewest))
        return `${formatAnswer(answer)} is right as far as it goes, but at least ${inWords(digits)} digits are asked for`;
      return right !== 0 && Math.abs(answer - right) <= roundedOnTheWay * Math.abs(right)
        ? `${formatAnswer(answer)} is off by less than a thousandth: was something rounded on the way?`
        : undefined;
    },
    // The right number is never the rounded one of two. Where neither is right, the second may be.
    same: (a, b) => isWithin(a, b) || (b === right ? isRounded(a, b, digits) : isRounded(b, a, digits)),
    isRounded: answer => isRounded(answer, right, fewest),
    format: formatAnswer,
    digits,
    faults: () => [
      ...(tolerance >= 0 && tolerance < widest
        ? []
        : [`a tolerance is expected from 0 to ${widest}, but it is ${tolerance}`]),
      ...(Number.isInteger(digits) && digits >= fewest && digits <= mostWritten
        ? []
        : [`digits are expected to be a whole number from ${fewest} to ${mostWritten}, but they are ${digits}`]),
    ],
  };
}

/** How near to the right number an answer has to be. */
interface Nearness {
  /** How much it may differ, as a part of its size. */
  readonly tolerance?: number;
  /** How much it may differ, whatever its size. */
  readonly absolute?: number;
  /** After how many digits it may be rounded or cut off. */
  readonly digits?: number;
}
