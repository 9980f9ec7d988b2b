import type { MemberRole } from "@pricewright/core/api";
import { type ReactElement, type ReactNode, useState } from "react";
import { useRefusal } from "../session/use-refusal.ts";
import { Dialog } from "./dialog.tsx";

/** Props of {@link DialogButton}. */
export interface DialogButtonProps {
  readonly label: string;
  /** Heading of the dialog. @default the label */
  readonly title?: string;
  /** @default "button" */
  readonly className?: string;
  /** Who may do it. @default "admin" */
  readonly needs?: MemberRole;
  /** What the dialog holds; `close` ends it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that asks for more, or for a confirmation, before anything changes. Off for those who may not do it. */
export function DialogButton({
  label,
  title = label,
  className = "button",
  needs = "admin",
  children,
}: DialogButtonProps): ReactElement {
  const [open, setOpen] = useState(false);
  const refusal = useRefusal(needs);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-disabled={refusal !== null}
        title={refusal ?? undefined}
        onClick={() => refusal === null && setOpen(true)}
      >
        {label}
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {children(() => setOpen(false))}
        </Dialog>
      )}
    </>
  );
}
