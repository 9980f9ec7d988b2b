interface Encodable {
  readonly toString: (encoding: "base64url") => string;
}

/** Node's way, ten times as fast, where there is one. */
const { Buffer: buffers } = globalThis as {
  readonly Buffer?: {
    readonly from: {
      (bytes: ArrayBufferLike, offset: number, length: number): Encodable;
      (text: string): Encodable;
    };
  };
};

/** Bytes as unpadded base64url. */
export function toBase64Url(bytes: Uint8Array): string {
  if (buffers) return buffers.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** UTF-8 of a text as unpadded base64url. */
export function textToBase64Url(text: string): string {
  return buffers ? buffers.from(text).toString("base64url") : toBase64Url(new TextEncoder().encode(text));
}

/** Bytes of unpadded base64url, or null where it is none, or not written in the one way that it can be. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64Url(bytes) === text ? bytes : null;
}
