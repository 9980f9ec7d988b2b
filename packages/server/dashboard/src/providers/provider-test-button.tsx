import { type ProviderTest, providerTest } from "@pricewright/core/api";
import { type ReactElement, useState } from "react";
import { FailureNote } from "../api/failure-note.tsx";
import { useCommand } from "../api/use-command.ts";
import { useRefusal } from "../session/use-refusal.ts";

/** Props of {@link ProviderTestButton}. */
export interface ProviderTestButtonProps {
  readonly path: string;
  readonly name: string;
}

/** Asks a provider what a key may not do, and says so. */
export function ProviderTestButton({ path, name }: ProviderTestButtonProps): ReactElement {
  const command = useCommand();
  const [result, setResult] = useState<ProviderTest | null>(null);
  const off = useRefusal("admin") !== null || command.pending;
  const test = async () =>
    setResult(await command.run({ path: `${path}/test`, method: "POST", body: {}, schema: providerTest }));
  return (
    <>
      <button type="button" className="button" aria-disabled={off} onClick={() => !off && void test()}>
        {command.pending ? `Asking ${name}…` : "Test"}
      </button>
      <FailureNote failure={command.failure} />
      <p role="status">
        {result?.ok && "The key works, and may do all that is needed."}
        {result &&
          !result.ok &&
          `The key lacks: ${result.missingPermissions.join(", ") || "everything; it is refused"}.`}
      </p>
    </>
  );
}
