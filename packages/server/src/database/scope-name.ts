import type { Scope } from "./database.ts";

/** Names of scopes that stay in memory, such as those of remembered keys. */
const names = new WeakMap<Scope, string>();

/** A text that names a scope, and no other: none begins with another. */
export function scopeName(scope: Scope): string {
  const known = names.get(scope);
  if (known !== undefined) return known;
  const name = JSON.stringify([scope.tenantId, scope.environment]);
  names.set(scope, name);
  return name;
}

/** The scope whose name a text begins with. */
export function scopeOfName(text: string): Scope {
  const [name = ""] = /^\["(?:[^"\\]|\\.)*","(?:test|live)"\]/.exec(text) ?? [];
  const [tenantId, environment] = JSON.parse(name) as [string, Scope["environment"]];
  return { tenantId, environment };
}
