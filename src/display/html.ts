// Text and notes in HTML, without scripts.

/** Text made safe to stand in HTML, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** A note with a colored edge; its title says in words what the color says. */
export const noteHtml = (color: string, title: string, text: string): string =>
  `<div role="note" style="border-left: 4px solid ${color}; padding-left: 8px">` +
  `<strong>${escapeHtml(title)}</strong>${text && `<p>${escapeHtml(text)}</p>`}</div>`;
