// How a validation looks: a sentence, and a list of what is missing.
import { escapeHtml } from "../../display/index.ts";

/** @param title "2 things are missing" @param missing each in a sentence @param advice what to do before handing in */
export function validationHtml(title: string, missing: readonly string[], advice: string): string {
  const color = missing.length > 0 ? "#cf222e" : "#1a7f37";
  const items = missing.map(one => `<li>${escapeHtml(one)}</li>`).join("");
  return (
    `<div role="status" style="border-left: 4px solid ${color}; padding-left: 8px"><strong>` +
    `<span aria-hidden="true">${missing.length > 0 ? "✗" : "✓"} </span>${escapeHtml(title)}</strong>` +
    `${items && `<ul>${items}</ul>`}<p>${escapeHtml(advice)}</p></div>`
  );
}
