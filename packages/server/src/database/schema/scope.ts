import { sql } from "drizzle-orm";
import { pgPolicy, pgRole, text, timestamp } from "drizzle-orm/pg-core";

/** The role that requests run under; it owns nothing, so row-level security applies to it. */
export const applicationRole = pgRole("pw_app").existing();

const SCOPE = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')`;

/** Rows are seen only within the transaction's tenant and environment. */
export const scoped = () => pgPolicy("scope", { to: applicationRole, using: SCOPE, withCheck: SCOPE });

const TENANT = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')`;

/** Rows are seen only within the transaction's tenant, in both of its environments. */
export const tenantScoped = () => pgPolicy("scope", { to: applicationRole, using: TENANT, withCheck: TENANT });

/** The columns that say whose a row is, first in every key. */
export const scope = () => ({ tenantId: text().notNull(), environment: text({ enum: ["test", "live"] }).notNull() });

/** A moment, as ISO 8601 text. */
export const time = () => timestamp({ withTimezone: true, mode: "string" });
