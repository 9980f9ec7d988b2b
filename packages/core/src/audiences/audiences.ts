import type { AudienceCompiler } from "../assignment/audience.ts";
import { compileCondition } from "./compile-condition.ts";

/** What {@link audiences} needs to know besides the conditions. */
export interface AudiencesOptions {
  /**
   * Saved lists of values by name, for `$inGroup` and `$notInGroup`.
   *
   * @default {}
   */
  readonly groups?: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Makes the compiler of audiences that `createAssigner` takes. Operators that do not exist, operands of the wrong
 * kind, unknown groups and patterns beyond the supported subset are problems at set-up; asking never throws.
 *
 * @example
 * createAssigner(experiments, { audiences: audiences({ groups: { partners: ["acme"] } }) });
 */
export function audiences(options: AudiencesOptions = {}): AudienceCompiler {
  const groups = new Map(Object.entries(options.groups ?? {}));
  return (audience, report) => compileCondition(audience, { groups, report });
}
