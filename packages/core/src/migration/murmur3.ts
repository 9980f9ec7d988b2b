import murmurhash from "murmurhash";
import { buffer, encoder, view, write } from "../assignment/text-bytes.ts";

/** murmur3_x86_32 over a text's UTF-8 bytes (a lone surrogate counts as U+FFFD); an unsigned 32-bit integer. */
export function murmur3Utf8(text: string, seed: number): number {
  // A UTF-16 unit takes at most three bytes.
  if (text.length > buffer.length / 3) return murmurhash.v3(encoder.encode(text), seed);
  return murmurhash.v3(view(write(text, 0)), seed);
}

/** murmur3_x86_32 over the low byte of each UTF-16 code unit of a text; an unsigned 32-bit integer. */
export function murmur3LowBytes(text: string, seed: number): number {
  if (text.length > buffer.length) {
    return murmurhash.v3(
      Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)),
      seed,
    );
  }
  return murmurhash.v3(view(fillLowBytes(text)), seed);
}

/** Writes the low bytes into the buffer, which keeps 8 bits of a number by itself. */
function fillLowBytes(text: string): number {
  for (let index = 0; index < text.length; index++) buffer[index] = text.charCodeAt(index);
  return text.length;
}
