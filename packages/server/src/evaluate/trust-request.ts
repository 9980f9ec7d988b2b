import { randomBytes } from "node:crypto";
import type { FrozenRecord } from "@pricewright/core";
import type { EvaluateRequest, FieldProblem } from "@pricewright/core/api";
import {
  isMintedVisitorId,
  looksPersonal,
  mintVisitorId,
  passedRecords,
  provenOverrides,
} from "@pricewright/core/evaluation";
import { previewSecret } from "../experiments/preview-secret.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { DerivedAttributes } from "./derived-attributes.ts";
import type { TrustedRequest } from "./evaluate-unit.ts";

const NO_OVERRIDES: Readonly<Record<string, string>> = {};

/** What a request is judged by. */
export interface TrustRequestInput {
  readonly request: EvaluateRequest;
  readonly caller: Principal;
  readonly secrets: TenantSecrets;
  readonly derived: DerivedAttributes;
  readonly overQuota: boolean;
  /** Whether a price of the visitor was taken in from another server, which minted its id. */
  readonly isMovedVisitor: boolean;
  /** Records from before are of tests that are gone. */
  readonly recordsSince: Date | null;
  readonly now: Date;
}

/**
 * Takes from a request what its caller may say, and lists the rest: a browser's attributes are claims, its records must
 * be signed, and its visitor must be one that the server minted.
 *
 * @throws RequestProblem for a unit that the caller may not speak for.
 */
export function trustRequest({
  request,
  caller,
  secrets,
  derived,
  overQuota,
  isMovedVisitor,
  recordsSince,
  now,
}: TrustRequestInput): TrustedRequest {
  const ignored: FieldProblem[] = [];
  const fromServer = caller.kind === "secret";
  const unit = unitOf(request, caller, { secrets, isMovedVisitor, ignored });
  const attributes = fromServer ? { ...derived, ...request.attributes } : { ...derived, ...caller.account?.attributes };
  if (!fromServer) {
    for (const name of Object.keys(request.attributes ?? {}))
      ignored.push({
        field: `attributes.${name}`,
        code: "attribute-not-verified",
        message: `a browser's "${name}" is a claim; send it from your server, or in an account token`,
      });
  }
  if (!fromServer && request.payingCustomer !== undefined)
    ignored.push({ field: "payingCustomer", code: "attribute-not-verified", message: "only a server may say so" });
  const overrides = overridesOf(request, caller, { secrets, now, ignored });
  return {
    unit: unit.id,
    isNew: unit.isNew,
    attributes,
    frozen: frozenOf(request, unit.id, caller, { secrets, since: recordsSince, ignored }),
    overrides,
    payingCustomer: fromServer && request.payingCustomer === true,
    hasIdentity: request.hasIdentity !== false,
    overQuota,
    fromBrowser: !fromServer,
    keyId: caller.keyId,
    ignored,
    experiments: request.experiments,
    locale: request.locale,
    currency: request.currency,
  };
}

function unitOf(
  { unit }: EvaluateRequest,
  caller: Principal,
  {
    secrets,
    isMovedVisitor,
    ignored,
  }: Pick<TrustRequestInput, "secrets" | "isMovedVisitor"> & { readonly ignored: FieldProblem[] },
): { readonly id: UnitId; readonly isNew: boolean } {
  if (caller.account) {
    if (unit && (unit.kind !== "account" || unit.id !== caller.account.id))
      throw new RequestProblem("forbidden", "An account token evaluates its own account only. Leave `unit` out.");
    return { id: { kind: "account", id: caller.account.id }, isNew: false };
  }
  const minting = () => secrets.derive(`visitors/${caller.scope.environment}`);
  if (!unit) return { id: { kind: "visitor", id: mintVisitorId(minting(), randomBytes(16)) }, isNew: true };
  const personal = looksPersonal(unit.id);
  if (caller.kind === "publishable") {
    if (unit.kind === "account")
      throw new RequestProblem(
        "forbidden",
        "A publishable key evaluates visitors only. Evaluate accounts on your server with a secret key, or with an account token.",
      );
    if (personal)
      throw new RequestProblem(
        "personal-id",
        `The visitor's id looks like ${describe(personal)}. Send none for a new visitor, and keep the id of the answer.`,
      );
    if (!isMovedVisitor && !isMintedVisitorId(unit.id, minting()))
      throw new RequestProblem(
        "unknown-visitor",
        "This visitor's id was not made by this server. Send none for a new visitor, and keep the id of the answer.",
      );
  } else if (personal) {
    ignored.push({
      field: "unit.id",
      code: "personal-id",
      message: `the id looks like ${describe(personal)}; use an id that says nothing about a person`,
    });
  }
  return { id: unit, isNew: false };
}

function overridesOf(
  request: EvaluateRequest,
  { kind, scope }: Principal,
  { secrets, now, ignored }: Pick<TrustRequestInput, "secrets" | "now"> & { readonly ignored: FieldProblem[] },
): Readonly<Record<string, string>> {
  if (request.overrides === undefined) return NO_OVERRIDES;
  const proven = provenOverrides(request, {
    environment: scope.environment,
    isTrusted: kind === "secret" || kind === "session",
    secret: previewSecret(scope, secrets),
    at: now,
  });
  ignored.push(...proven.ignored);
  return proven.overrides;
}

function frozenOf(
  { frozen = [] }: EvaluateRequest,
  unit: UnitId,
  { scope }: Principal,
  { secrets, since, ignored }: Pick<TrustRequestInput, "secrets"> & { since: Date | null; ignored: FieldProblem[] },
): readonly FrozenRecord[] {
  if (frozen.length === 0) return [];
  const passed = passedRecords(frozen, unit, secrets.derive(`frozen/${scope.environment}`), { since });
  ignored.push(...passed.ignored);
  return passed.records;
}

function describe(personal: "email" | "card"): string {
  return personal === "email" ? "an e-mail address" : "a payment card's number";
}
