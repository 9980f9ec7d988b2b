import { UsageMeter } from "@pricewright/react";
import { usageDocument } from "@pricewright/react/server";

// Your server writes them.
const usages = [
  usageDocument({ name: "Projects", used: 1, limit: 3 }),
  usageDocument({ name: "Render minutes", used: 4300, limit: 5000, resetsAt: "2026-04-01T00:00:00Z" }),
  usageDocument({ name: "Seats", used: 10, limit: 10 }),
  usageDocument({ name: "API calls", used: 120_400, limit: null }),
];

export function Example() {
  return (
    <div style={{ display: "grid", gap: "1.5rem" }}>
      {usages.map((usage) => (
        <UsageMeter key={usage.name} usage={usage} />
      ))}
    </div>
  );
}
