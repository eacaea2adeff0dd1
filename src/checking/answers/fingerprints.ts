// Known mistakes of an answer, as far as its kind alone tells them apart.
import type { AnswerKind, Fingerprint, Judgement } from "./kind.ts";

// biome-ignore lint/suspicious/noExplicitAny: fingerprints of every kind of answer
type AnyKind = AnswerKind<any, Judgement | Promise<Judgement>>;

/**
 * What is wrong with one mistake of a list: that it is none, or that it cannot be told from an earlier one.
 * @param place where it stands in the list
 * @param shown the mistake in a message
 * @returns undefined where nothing is wrong
 */
export function indistinctFault(
  kind: AnyKind,
  fingerprints: readonly Fingerprint<unknown>[],
  place: number,
  shown: string,
): string | undefined {
  const { answer } = fingerprints[place]!;
  const isSame = (other: unknown): boolean => kind.same?.(other, answer) ?? false;
  if (kind.fault(answer) === undefined && isSame(kind.right))
    return `${shown} is the right answer; draw other parameters`;
  if (typeof answer === "number" && kind.digits !== undefined) {
    const rounded = Number(answer.toPrecision(kind.digits));
    if (kind.same?.(rounded, kind.right))
      return `${shown} is right when it is rounded to ${rounded}: ask for more digits (\`digits\`), or draw other parameters`;
  }
  return fingerprints.slice(0, place).some(earlier => isSame(earlier.answer))
    ? `${shown} stands twice; let twins share one hint that asks which, or draw other parameters`
    : undefined;
}
