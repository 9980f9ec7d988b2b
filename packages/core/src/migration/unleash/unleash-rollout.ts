import type { UnleashHash } from "../foreign-hash.ts";
import type { Obstacle, Path } from "../import-result.ts";
import type { UnleashStrategy } from "./client-features.ts";

/** Whom a strategy lets in: everyone, or a rollout; and which context field it hashes for that. */
export interface StrategyRollout {
  readonly rollout?: NonNullable<UnleashHash["rollout"]>;
  readonly stickiness?: string;
}

/** The rollout that a strategy stands for; an obstacle where it is of another kind. */
export function rolloutOf({ name, parameters }: UnleashStrategy, path: Path, obstacle: Obstacle): StrategyRollout {
  if (name === "default") return {};
  if (name === "flexibleRollout") {
    const stickiness = String(parameters?.stickiness || "default");
    return { ...gradual(parameters?.rollout, parameters?.groupId), stickiness };
  }
  if (name === "gradualRolloutUserId") {
    return { ...gradual(parameters?.percentage, parameters?.groupId), stickiness: "userId" };
  }
  obstacle([...path, "name"], "unsupported-strategy", `its strategy is "${name}"`);
  return {};
}

function gradual(share: unknown, groupId: unknown): StrategyRollout {
  const percentage = Math.max(Number(share) || 0, 0);
  return percentage >= 100 ? {} : { rollout: { group: String(groupId || ""), percentage } };
}
