import { hmacSha256Text } from "#hmac-sha256";
import { fromBase64Url, textToBase64Url } from "./base64url.ts";
import { isSameText } from "./same-text.ts";

/** A token that carries a text which anybody may read and nobody may change. */
export function signText(text: string, secret: Uint8Array): string {
  const content = textToBase64Url(text);
  return `${content}.${hmacSha256Text(secret, content)}`;
}

/** The text of a token that {@link signText} made with this secret, or null. */
export function readSigned(token: string, secret: Uint8Array): string | null {
  const [content = "", code = "", ...rest] = token.split(".");
  if (rest.length > 0 || !isSameText(hmacSha256Text(secret, content), code)) return null;
  const bytes = fromBase64Url(content);
  return bytes && new TextDecoder().decode(bytes);
}
