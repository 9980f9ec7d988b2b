import { hash, randomBytes } from "node:crypto";

/** What an API key says of itself. */
export interface ApiKeyParts {
  readonly kind: "secret" | "publishable";
  readonly environment: "test" | "live";
}

const PREFIXES = { secret: "sk", publishable: "pk" } as const;
const BODY = /^pw_(sk|pk)_(test|live)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new key: `pw_sk_test_`, 32 random characters (190 bits), and a checksum that secret scanners can verify. */
export function generateApiKey({ kind, environment }: ApiKeyParts): string {
  const body = randomCharacters(32);
  return `pw_${PREFIXES[kind]}_${environment}_${body}${checksum(body)}`;
}

/** Reads a key's kind and environment, or null when it is not a key or was mistyped. */
export function parseApiKey(key: string): ApiKeyParts | null {
  const match = BODY.exec(key);
  if (!match || checksum(match[3] as string) !== match[4]) return null;
  return { kind: match[1] === "sk" ? "secret" : "publishable", environment: match[2] as "test" | "live" };
}

/** What is stored of a key: its SHA-256 in hexadecimal. */
export function hashApiKey(key: string): string {
  return hash("sha256", key);
}

function randomCharacters(count: number): string {
  let text = "";
  while (text.length < count) {
    for (const byte of randomBytes(count)) {
      // 248 is the largest multiple of 62 in a byte: rejecting the rest keeps every character equally likely.
      if (byte < 248 && text.length < count) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

function checksum(body: string): string {
  let value = hash("sha256", body, "buffer").readUInt32BE(0);
  let text = "";
  for (let index = 0; index < 6; index++) {
    text += ALPHABET[value % 62];
    value = Math.floor(value / 62);
  }
  return text;
}
