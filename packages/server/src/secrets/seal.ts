import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** A key that seals secrets, with the name that sealed texts carry. */
export interface MasterKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Buffer;
}

/** Thrown when a sealed secret cannot be opened; the message never holds the secret. */
class SealError extends Error {
  override readonly name = "SealError";
}

/**
 * Seals a secret with the first of the keys: AES-256-GCM, a fresh nonce each time. What it belongs to is authenticated
 * with it, so a sealed text that is moved to another row does not open.
 */
export function seal(secret: Buffer, context: string, [current]: readonly MasterKey[]): string {
  if (!current) throw new SealError("There is no key to seal with.");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", current.key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return ["1", current.id, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/**
 * Opens what {@link seal} made with any of the keys.
 *
 * @throws SealError where the key is not there, the text was changed, or it belongs to something else.
 */
export function open(text: string, context: string, keys: readonly MasterKey[]): Buffer {
  const [version, id, nonce = "", sealed = "", tag = ""] = text.split(".");
  const key = keys.find((candidate) => candidate.id === id);
  if (version !== "1" || !key) throw new SealError(`The key "${id}" that sealed this is not configured.`);
  const decipher = createDecipheriv("aes-256-gcm", key.key, Buffer.from(nonce, "base64url"), { authTagLength: 16 })
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, "base64url"));
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed, "base64url")), decipher.final()]);
  } catch (error) {
    throw new SealError("A sealed secret was changed, or belongs to something else.", { cause: error });
  }
}
