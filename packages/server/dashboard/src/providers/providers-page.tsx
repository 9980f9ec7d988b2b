import { providerList } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { PageTitle } from "../navigation/page-title.tsx";
import { RefusalNote } from "../session/refusal-note.tsx";
import { ConnectedAccountCard } from "./connected-account-card.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { PROVIDER_NAMES } from "./provider-names.ts";

const MODES = {
  hybrid: "Use your own keys, or be paid through this platform.",
  "byok-only": "This server works with your own keys only.",
  "managed-only": "This server takes payments for you; own keys are not taken.",
};

/** The tenant's own keys of payment providers. Only their last four characters ever come back. */
export function ProvidersPage(): ReactElement {
  const resource = useResource("/v1/providers", providerList);
  return (
    <>
      <PageTitle>Payment providers</PageTitle>
      <RefusalNote needs="admin" />
      <ResourceStatus resource={resource} />
      {resource.data && (
        <>
          <p className="quiet">{MODES[resource.data.mode]} Keys are sealed when they arrive and never shown again.</p>
          {resource.data.takesPayments && <ConnectedAccountCard />}
          {resource.data.mode !== "managed-only" &&
            (Object.keys(PROVIDER_NAMES) as (keyof typeof PROVIDER_NAMES)[]).map((provider) => (
              <ProviderCard
                key={provider}
                provider={provider}
                name={PROVIDER_NAMES[provider]}
                known={resource.data?.providers.find((each) => each.provider === provider) ?? null}
                onChange={() => void resource.reload()}
              />
            ))}
        </>
      )}
    </>
  );
}
