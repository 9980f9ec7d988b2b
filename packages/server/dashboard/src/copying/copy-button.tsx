import { type ReactElement, useState } from "react";

/** Props of {@link CopyButton}. */
export interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for those who cannot see it, such as `the secret key`. */
  readonly what: string;
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, what }: CopyButtonProps): ReactElement {
  const [state, setState] = useState<"ready" | "copied" | "failed">("ready");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  return (
    <button type="button" className="button small" aria-label={`Copy ${what}`} onClick={copy}>
      <span aria-live="polite">{{ ready: "Copy", copied: "Copied", failed: "Press Ctrl+C" }[state]}</span>
    </button>
  );
}
