// A small picture with a palette as a PNG, uncompressed, so that it needs no zlib: https://www.w3.org/TR/png-3/
import { bytesToBase64 } from "./base64.ts";

const crcTable = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = crcTable[(sum ^ byte) & 255]! ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Adler's sum modulo 65521, which ends a zlib stream. */
function adler(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

const bigEndian = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const littleEndian = (value: number): number[] => [value & 255, value >>> 8];

function chunk(type: string, body: Uint8Array | readonly number[]): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  bytes.set(bigEndian(body.length));
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(body, 8);
  bytes.set(bigEndian(crc(bytes.subarray(4, 8 + body.length))), 8 + body.length);
  return bytes;
}

/** The most bytes that one stored block of a deflate stream holds. */
const mostInBlock = 65535;

/** A zlib stream of stored blocks: https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4 */
function stored(raw: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(raw.length / mostInBlock));
  const bytes = new Uint8Array(2 + 5 * blocks + raw.length + 4);
  bytes.set([0x78, 0x01]);
  let at = 2;
  for (let block = 0; block < blocks; block++) {
    const part = raw.subarray(block * mostInBlock, (block + 1) * mostInBlock);
    bytes.set([block === blocks - 1 ? 1 : 0, ...littleEndian(part.length), ...littleEndian(0xffff ^ part.length)], at);
    bytes.set(part, at + 5);
    at += 5 + part.length;
  }
  bytes.set(bigEndian(adler(raw)), at);
  return bytes;
}

/**
 * @param palette at most 255 colors as [red, green, blue]
 * @param colorAt the number of a pixel's color in the palette, or -1 for a pixel through which the ground is seen
 * @returns the picture as a `data:` address
 */
export function pngAddress(
  width: number,
  height: number,
  palette: readonly (readonly [number, number, number])[],
  colorAt: (row: number, column: number) => number,
): string {
  // Color 0 is transparent; those of the palette begin at 1. Each line of pixels begins with the number of its filter, 0: none.
  const raw = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) raw[row * (width + 1) + 1 + column] = colorAt(row, column) + 1;
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", [...bigEndian(width), ...bigEndian(height), 8, 3, 0, 0, 0]),
    chunk("PLTE", [255, 255, 255, ...palette.flat()]),
    chunk("tRNS", [0]),
    chunk("IDAT", stored(raw)),
    chunk("IEND", []),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return `data:image/png;base64,${bytesToBase64(bytes)}`;
}
