// JSON text that every reader takes: what a message and a notebook file are written as.

/**
 * As JSON.stringify, but half a surrogate pair becomes U+FFFD. JavaScript's text may hold one ("😀"[0]), and JSON can say
 * it, as "\ud83d"; but no UTF-8 file can, so that whoever saves it as Python does fails, and a notebook is lost.
 */
export function toJsonText(value: unknown, indent?: number | string): string {
  const text = JSON.stringify(value, undefined, indent);
  // Only a half is written as an escape; a whole pair stands as it is. A backslash before it may be a backslash of its own.
  return text.includes("\\ud")
    ? text.replace(/\\(\\|ud[89a-f][0-9a-f]{2})/g, found => (found === "\\\\" ? found : "\ufffd"))
    : text;
}
