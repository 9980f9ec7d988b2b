import murmurhash from "murmurhash";

const encoder = /* @__PURE__ */ new TextEncoder();
const buffer = /* @__PURE__ */ new Uint8Array(2048);
const viewsByLength: Uint8Array[] = [];

/** murmur3_x86_32 over a text's UTF-8 bytes (a lone surrogate counts as U+FFFD); an unsigned 32-bit integer. */
export function murmur3Utf8(text: string, seed: number): number {
  // A UTF-16 unit takes at most three bytes.
  if (text.length > buffer.length / 3) return murmurhash.v3(encoder.encode(text), seed);
  const length = isAscii(text) ? fillLowBytes(text) : encoder.encodeInto(text, buffer).written;
  return murmurhash.v3(view(length), seed);
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

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

/** Writes the low bytes into the buffer, which keeps 8 bits of a number by itself. */
function fillLowBytes(text: string): number {
  for (let index = 0; index < text.length; index++) buffer[index] = text.charCodeAt(index);
  return text.length;
}

/** The first `length` bytes of the buffer, without making a new view for a length seen before. */
function view(length: number): Uint8Array {
  const known = viewsByLength[length];
  if (known) return known;
  const made = buffer.subarray(0, length);
  viewsByLength[length] = made;
  return made;
}
