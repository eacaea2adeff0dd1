// Bytes and text in base64, in Node and in a page.

/** So many bytes at a time become the arguments of one call. */
const chunkBytes = 8192;

export function bytesToBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += chunkBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  return btoa(text);
}

/** Text as UTF-8 in base64. */
export const textToBase64 = (text: string): string => bytesToBase64(new TextEncoder().encode(text));
