import type { FrozenRecord } from "./frozen-record.ts";
import { encoder } from "./text-bytes.ts";

/** Whom an experiment randomises on: a visitor before they have an account, or an account. */
export type UnitKind = "visitor" | "account";

/** A person or customer by kind and id, and what the caller knows about them. */
export interface Unit {
  /**
   * Assignment hashes the id alone; the kind goes into the frozen record.
   *
   * @default "visitor"
   */
  readonly kind?: UnitKind;
  /** Hashed as given, without normalisation; 1 to 512 bytes of UTF-8. */
  readonly id: string;
  /**
   * What audiences may ask about. Pass only what the caller derived or verified.
   *
   * @default {}
   */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /**
   * The prices this unit was shown before, one record an experiment, verified by the caller. After sign-up
   * these are the records that `identify` moved to the account, which is why logging in changes no price.
   *
   * @default []
   */
  readonly frozen?: readonly FrozenRecord[];
  /**
   * Variants to look at, by the experiment's key. Never counted, never to be sold. Variants that the
   * experiment does not have are ignored.
   *
   * @default {}
   */
  readonly overrides?: Readonly<Record<string, string>>;
  /**
   * Whether the unit pays already; matters to experiments on new customers only.
   *
   * @default false
   */
  readonly payingCustomer?: boolean;
  /**
   * Whether the id is the caller's own and kept. False while consent to storage is withheld: pass any
   * throw-away id then.
   *
   * @default true
   */
  readonly hasIdentity?: boolean;
  /**
   * Whether the unit is one of the seller's own people: what it was shown stays, and it is never counted.
   *
   * @default false
   */
  readonly internal?: boolean;
  /**
   * Whether the unit was shown a price shortly before this experiment started.
   *
   * @default false
   */
  readonly seenBefore?: boolean;
  /**
   * Whether the tenant has no uses left this month for a new unit.
   *
   * @default false
   */
  readonly overQuota?: boolean;
}

const MAXIMUM_BYTES = 512;

/** Whether an id can be assigned: not empty, and at most 512 bytes of UTF-8. */
export function isUnitId(id: unknown): id is string {
  if (typeof id !== "string" || id.length > MAXIMUM_BYTES) return false;
  // A UTF-16 unit takes at most three bytes, so only long ids need to be measured.
  return id !== "" && (id.length * 3 <= MAXIMUM_BYTES || encoder.encode(id).length <= MAXIMUM_BYTES);
}
