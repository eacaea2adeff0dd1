// Text and notes in HTML, without scripts.

/** Text made safe to stand in HTML, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const codeOrStress = /`([^`\n]+)`|(?<![\p{L}\p{N}_*])\*(\p{L}[\p{L} ]*)\*(?![\p{L}\p{N}_*])/gu;

/** A sentence made safe to stand in HTML, in which `code` and *stress* look as they are meant. */
export const sentenceHtml = (text: string): string =>
  escapeHtml(text).replace(codeOrStress, (_, code?: string, stress?: string) =>
    code === undefined ? `<em>${stress}</em>` : `<code>${code}</code>`,
  );

/** A note with a colored edge; its title says in words what the color says. A text of several lines is code. */
export const noteHtml = (color: string, title: string, text: string): string => {
  const shown = text.includes("\n") ? `<pre><code>${escapeHtml(text)}</code></pre>` : `<p>${sentenceHtml(text)}</p>`;
  return (
    `<div role="note" style="border-left: 4px solid ${color}; padding-left: 8px">` +
    `<strong>${escapeHtml(title)}</strong>${text && shown}</div>`
  );
};
