import { z } from "zod";
import { isUnitId } from "../assignment/unit.ts";
import { isoTime } from "./fields.ts";

/** What a secret key may be allowed to do. */
export type ApiKeyScope = "evaluate" | "events" | "credits" | "manage";

/** `POST /v1/keys`: a key for the environment of the one who asks. */
export interface CreateKeyRequest {
  readonly kind: "secret" | "publishable";
  /** Where it is used, for people. */
  readonly name: string;
  /**
   * What a secret key may do; only what the one who asks may do.
   *
   * @default evaluate, events and credits
   */
  readonly scopes?: readonly ApiKeyScope[] | undefined;
  /**
   * Sites that a publishable key is for, such as `https://shop.example`.
   *
   * @default any site
   */
  readonly origins?: readonly string[] | undefined;
}

/** `POST /v1/keys/{id}/rotate`. */
export interface RotateKeyRequest {
  /**
   * Hours for which the old key still works; at most 720.
   *
   * @default 24
   */
  readonly overlapHours?: number | undefined;
}

/** A key as the API shows it: never the key itself. */
export interface KeyResource {
  readonly id: string;
  readonly kind: "secret" | "publishable";
  readonly environment: "test" | "live";
  readonly name: string;
  readonly lastFour: string;
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  readonly createdAt: string;
  /** Known to about a minute; null for a key that was never used. */
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** A new key, with the only showing of what it is. */
export interface CreatedKey extends KeyResource {
  readonly key: string;
}

/** A part of the list of keys, oldest first. */
export interface KeyList {
  readonly keys: readonly KeyResource[];
}

const origin = z
  .string()
  .max(256)
  .refine(isOrigin, "use an origin, such as https://shop.example: scheme, host and port, without a path");

const scope = z.enum(["evaluate", "events", "credits", "manage"]);

export const createKeyRequest: z.ZodType<CreateKeyRequest> = z
  .strictObject({
    kind: z.enum(["secret", "publishable"]),
    name: z.string().trim().min(1).max(100),
    scopes: z.array(scope).min(1).max(4).optional(),
    origins: z.array(origin).max(50).optional(),
  })
  .refine(({ kind, scopes }) => kind === "secret" || scopes === undefined, {
    path: ["scopes"],
    message: "only a secret key has scopes; leave them out",
  })
  .refine(({ kind, origins }) => kind === "publishable" || origins === undefined, {
    path: ["origins"],
    message: "only a publishable key has origins; leave them out",
  });

export const rotateKeyRequest: z.ZodType<RotateKeyRequest> = z.strictObject({
  overlapHours: z.number().min(0).max(720).optional(),
});

const resource = z.object({
  id: z.string(),
  kind: z.enum(["secret", "publishable"]),
  environment: z.enum(["test", "live"]),
  name: z.string(),
  lastFour: z.string(),
  scopes: z.array(z.string()),
  origins: z.array(z.string()),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export const keyResource: z.ZodType<KeyResource> = resource;
export const createdKey: z.ZodType<CreatedKey> = resource.extend({ key: z.string() });
export const keyList: z.ZodType<KeyList> = z.object({ keys: z.array(resource) });

/** `POST /v1/account-tokens`: lets a browser act for one account. */
export interface AccountTokenRequest {
  readonly account: string;
  /** Attributes that audiences may rely on; at most 4 kB as JSON. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** A token to be given to the account's browser; send it as a key is sent. */
export interface AccountTokenResponse {
  readonly token: string;
  readonly expiresAt: string;
}

export const accountTokenRequest: z.ZodType<AccountTokenRequest> = z.strictObject({
  account: z.string().refine(isUnitId, "use 1 to 512 bytes of UTF-8"),
  attributes: z
    .record(z.string().max(128), z.unknown())
    .refine((attributes) => JSON.stringify(attributes).length <= 4096, "use at most 4 kB of attributes")
    .optional(),
});

export const accountTokenResponse: z.ZodType<AccountTokenResponse> = z.object({
  token: z.string(),
  expiresAt: isoTime,
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
