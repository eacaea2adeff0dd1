// How a validation looks: a sentence, a list of what is missing or not right, and what there is.
import { escapeHtml } from "../../display/index.ts";

interface Lists {
  /** What is missing, each in a sentence. */
  readonly missing: readonly string[];
  /** Answers that are there and not right. */
  readonly notRight: readonly string[];
}

/** Only where nothing is missing and nothing is wrong it is green. */
export function validationMark({ missing, notRight }: Lists): { readonly mark: string; readonly color: string } {
  if (missing.length > 0) return { mark: "✗", color: "#cf222e" };
  return notRight.length > 0 ? { mark: "◐", color: "#9a6700" } : { mark: "✓", color: "#1a7f37" };
}

/** @param title "2 things are missing" @param below what there is, and what to do before handing in */
export function validationHtml(title: string, lists: Lists, below: readonly string[]): string {
  const { mark, color } = validationMark(lists);
  const all = [...lists.missing, ...lists.notRight.map(one => `not right yet: ${one}`)];
  const items = all.map(one => `<li>${escapeHtml(one)}</li>`).join("");
  return (
    `<div role="status" style="border-left: 4px solid ${color}; padding-left: 8px"><strong>` +
    `<span aria-hidden="true">${mark} </span>${escapeHtml(title)}</strong>` +
    `${items && `<ul>${items}</ul>`}${below.map(one => `<p>${escapeHtml(one)}</p>`).join("")}</div>`
  );
}
