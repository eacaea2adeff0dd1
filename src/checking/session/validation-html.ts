// How a validation looks: a sentence, a list of what is missing, and what there is.
import { escapeHtml } from "../../display/index.ts";

/** @param title "2 things are missing" @param missing each in a sentence @param below what there is, and what to do before handing in */
export function validationHtml(title: string, missing: readonly string[], below: readonly string[]): string {
  const color = missing.length > 0 ? "#cf222e" : "#1a7f37";
  const items = missing.map(one => `<li>${escapeHtml(one)}</li>`).join("");
  return (
    `<div role="status" style="border-left: 4px solid ${color}; padding-left: 8px"><strong>` +
    `<span aria-hidden="true">${missing.length > 0 ? "✗" : "✓"} </span>${escapeHtml(title)}</strong>` +
    `${items && `<ul>${items}</ul>`}${below.map(one => `<p>${escapeHtml(one)}</p>`).join("")}</div>`
  );
}
