import { formatCredits } from "@pricewright/core/money";
import { type AuditEntry, writeAudits } from "../audit/write-audit.ts";
import type { Queries, Scope } from "../database/database.ts";
import type { AccountOutcomes, AccountRequests } from "./run-group.ts";

/** What {@link auditCommands} goes by. */
export interface AuditCommandsInput {
  readonly scope: Scope;
  readonly groups: readonly AccountRequests[];
  readonly done: readonly AccountOutcomes[];
  readonly now: string;
}

/** Writes who gave, took back or refunded credits; what usage took is in the ledger, and its charges. */
export async function auditCommands(queries: Queries, { scope, groups, done, now }: AuditCommandsInput): Promise<void> {
  const entries = groups.flatMap(({ account, requests }, group) =>
    requests.flatMap(({ command, actor }, index): AuditEntry[] => {
      const outcome = done[group]?.outcomes[index];
      if (!outcome || "error" in outcome || outcome.replayed) return [];
      const { result } = outcome;
      const entry = (action: string, id: string, amount: bigint) => [
        {
          actor,
          action: `credits.${action}`,
          target: `account/${account}`,
          detail: { id, amount: formatCredits(amount) },
        },
      ];
      if (result.type === "granted") return entry("grant", result.grant, result.amount);
      if (result.type === "refunded") return entry("refund", result.refund, result.amount);
      if (result.type === "voided" || result.type === "expired")
        return entry(command.type, result.grant, result.amount);
      return [];
    }),
  );
  await writeAudits(queries, scope, entries, new Date(now));
}
