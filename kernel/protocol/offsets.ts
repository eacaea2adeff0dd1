// Cursor positions: Jupyter counts Unicode code points, JavaScript (and so the session) UTF-16 code units.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#cursor-pos-unicode-note

/** Positions beyond the text's end mean its end; negative ones its start. */
export function toUtf16(text: string, codePoints: number): number {
  let offset = 0;
  for (let passed = 0; passed < codePoints && offset < text.length; passed++)
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  return offset;
}

export function toCodePoints(text: string, utf16: number): number {
  let codePoints = 0;
  for (let offset = 0; offset < Math.min(utf16, text.length); codePoints++)
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  return codePoints;
}
