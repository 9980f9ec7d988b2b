/** The one encoder of this package. */
export const encoder: TextEncoder = /* @__PURE__ */ new TextEncoder();

// Room for three bytes a UTF-16 unit of the longest salt (`holdout:` and 128) and id (512) that assignment takes.
/** Bytes to be hashed are written here, so that hashing makes no object. */
export const buffer: Uint8Array = /* @__PURE__ */ new Uint8Array(2048);
const viewsByLength: Uint8Array[] = [];

/** Writes a text's UTF-8 into the buffer, without making an object when it is ASCII. Gives the end. */
export function write(text: string, start: number): number {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 127) return start + encoder.encodeInto(text, buffer.subarray(start)).written;
    buffer[start + index] = unit;
  }
  return start + text.length;
}

/** The first `length` bytes of the buffer, without making a new view for a length seen before. */
export function view(length: number): Uint8Array {
  viewsByLength[length] ??= buffer.subarray(0, length);
  return viewsByLength[length];
}
