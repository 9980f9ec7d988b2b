import { z } from "zod";
import { reason } from "./fields.ts";

/** What somebody may do in a tenant: each may do what those before it may. */
export type MemberRole = "viewer" | "analyst" | "admin" | "owner";

/** Somebody who belongs to a tenant. */
export interface MemberResource {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly joinedAt: string;
}

/** `GET /v1/members`, in the order in which they came. */
export interface MemberList {
  readonly members: readonly MemberResource[];
}

/** `PATCH /v1/members/{id}`. */
export interface ChangeMemberRequest {
  readonly role: MemberRole;
}

/** `POST /v1/invitations`. */
export interface InviteRequest {
  readonly email: string;
  readonly role: MemberRole;
}

/** Somebody who was asked to join and has not answered yet. */
export interface InvitationResource {
  readonly id: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** `GET /v1/invitations`, oldest first. */
export interface InvitationList {
  readonly invitations: readonly InvitationResource[];
}

/** A new invitation, with the only showing of its link. */
export interface CreatedInvitation extends InvitationResource {
  /** Where the one who is invited accepts; it works once. */
  readonly link: string;
}

/** Somebody new. */
export interface NewPersonRequest {
  readonly name: string;
  readonly email: string;
  /** 12 to 128 characters. */
  readonly password: string;
}

/** `POST /v1/invitations/accept`: by somebody who is signed in, or who becomes a person here. */
export interface AcceptInvitationRequest {
  /** Of the link. */
  readonly token: string;
  /** Left out by somebody who is signed in. */
  readonly name?: string | undefined;
  /** Left out by somebody who is signed in. */
  readonly password?: string | undefined;
}

/** `POST /v1/first-owner`: the first owner of a server, by the link that it wrote when it started. */
export interface FirstOwnerRequest extends NewPersonRequest {
  readonly token: string;
}

/** `POST /v1/tenants`: a tenant of one's own. */
export interface CreateTenantRequest {
  /** Of the company. */
  readonly name: string;
  readonly owner: NewPersonRequest;
  /** Of the link, where sign-up is by invitation. */
  readonly token?: string | undefined;
}

/** How far a tenant is made. */
export type ProvisioningState = "pending" | "provisioning" | "ready" | "failed";

/** `GET /v1/tenant`: the caller's own. */
export interface TenantResource {
  readonly id: string;
  readonly name: string;
  /** Null for no limits. */
  readonly plan: "free" | "starter" | "pro" | "enterprise" | null;
  readonly provisioning: {
    readonly state: ProvisioningState;
    readonly attempts: number;
    /** Why the last attempt failed. */
    readonly error: string | null;
  };
  /** Null for a tenant without a trial. */
  readonly trialEndsAt: string | null;
  /** When everything of it is deleted; null where nobody asked for that. */
  readonly deletionDueAt: string | null;
}

/** `POST /v1/tenant/deletion`: to delete the caller's own tenant in 7 days. */
export interface DeleteTenantRequest {
  /** The tenant's name, as a person typed it. */
  readonly name: string;
}

/** A new tenant, with the only showing of its first keys. */
export interface CreatedTenant extends TenantResource {
  readonly keys: { readonly secretKey: string; readonly publishableKey: string };
}

/** `GET /v1/session`: who is signed in, and where. */
export interface SessionResponse {
  /** Null at this machine's own dashboard, which reads without signing in. */
  readonly person: { readonly id: string; readonly name: string; readonly email: string } | null;
  readonly role: MemberRole;
  readonly tenant: string;
  readonly environment: "test" | "live";
  /** Every tenant that the person belongs to. */
  readonly tenants: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: MemberRole;
    /** When everything of it is deleted; null where nobody asked for that. */
    readonly deletionDueAt: string | null;
  }[];
}

/** `GET /v1/license`: what this server's licence is. Whatever it says, prices are shown and sold as before. */
export interface LicenseResource {
  readonly state: "none" | "valid" | "expired" | "not-genuine";
  /** The same in a sentence. */
  readonly detail: string;
  readonly license: {
    readonly customer: string;
    readonly plan: string;
    readonly features: readonly unknown[];
    readonly quotas: readonly unknown[];
    readonly issuedAt: string;
    readonly expiresAt: string;
  } | null;
}

/** `POST /v1/import`. */
export interface ImportResponse {
  readonly rows: number;
  /** How many rows of each part. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Something that was done and has nothing to say. */
export interface DoneResponse {
  readonly done: true;
}

const role = z.enum(["viewer", "analyst", "admin", "owner"]);
const email = z.email().max(254);
const name = z.string().trim().min(1).max(200);
const password = z.string().min(12).max(128);
const token = z.string().min(16).max(128);

const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  joinedAt: z.string(),
});

const invitation = {
  id: z.string(),
  email: z.string(),
  role,
  createdAt: z.string(),
  expiresAt: z.string(),
};

const newPerson = { name, email, password };

const tenant = {
  id: z.string(),
  name: z.string(),
  plan: z.enum(["free", "starter", "pro", "enterprise"]).nullable(),
  provisioning: z.object({
    state: z.enum(["pending", "provisioning", "ready", "failed"]),
    attempts: z.number().int(),
    error: z.string().nullable(),
  }),
  trialEndsAt: z.string().nullable(),
  deletionDueAt: z.string().nullable(),
};

export const memberResource: z.ZodType<MemberResource> = member;
export const memberList: z.ZodType<MemberList> = z.object({ members: z.array(member) });
export const changeMemberRequest: z.ZodType<ChangeMemberRequest> = z.strictObject({ role });
export const inviteRequest: z.ZodType<InviteRequest> = z.strictObject({ email, role });
export const invitationList: z.ZodType<InvitationList> = z.object({ invitations: z.array(z.object(invitation)) });
export const createdInvitation: z.ZodType<CreatedInvitation> = z.object({ ...invitation, link: z.string() });
export const acceptInvitationRequest: z.ZodType<AcceptInvitationRequest> = z.strictObject({
  token,
  name: name.optional(),
  password: password.optional(),
});
export const firstOwnerRequest: z.ZodType<FirstOwnerRequest> = z.strictObject({ ...newPerson, token });
export const createTenantRequest: z.ZodType<CreateTenantRequest> = z.strictObject({
  name,
  owner: z.strictObject(newPerson),
  token: token.optional(),
});
export const deleteTenantRequest: z.ZodType<DeleteTenantRequest> = z.strictObject({ name: z.string().max(200) });
export const tenantResource: z.ZodType<TenantResource> = z.object(tenant);
export const createdTenant: z.ZodType<CreatedTenant> = z.object({
  ...tenant,
  keys: z.object({ secretKey: z.string(), publishableKey: z.string() }),
});
export const sessionResponse: z.ZodType<SessionResponse> = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  role,
  tenant: z.string(),
  environment: z.enum(["test", "live"]),
  tenants: z.array(z.object({ id: z.string(), name: z.string(), role, deletionDueAt: z.string().nullable() })),
});
export const licenseResource: z.ZodType<LicenseResource> = z.object({
  state: z.enum(["none", "valid", "expired", "not-genuine"]),
  detail: z.string(),
  license: z
    .object({
      customer: z.string(),
      plan: z.string(),
      features: z.array(z.unknown()),
      quotas: z.array(z.unknown()),
      issuedAt: z.string(),
      expiresAt: z.string(),
    })
    .nullable(),
});
export const doneResponse: z.ZodType<DoneResponse> = z.object({ done: z.literal(true) });
export const importResponse: z.ZodType<ImportResponse> = z.object({
  rows: z.number().int(),
  parts: z.record(z.string(), z.number().int()),
});

/** `POST /v1/environment/empty`: deletes what the test environment was used for. */
export interface EmptyEnvironmentRequest {
  /** Goes to the audit log. */
  readonly reason: string;
}

/** How much was deleted. */
export interface EmptyEnvironmentResponse {
  readonly rows: number;
}

export const emptyEnvironmentRequest: z.ZodType<EmptyEnvironmentRequest> = z.strictObject({
  reason,
});

export const emptyEnvironmentResponse: z.ZodType<EmptyEnvironmentResponse> = z.object({ rows: z.number().int() });
