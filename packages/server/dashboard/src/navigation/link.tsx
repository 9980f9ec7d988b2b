import type { MouseEvent, ReactElement, ReactNode } from "react";
import { navigate } from "./use-route.ts";

/** Props of {@link Link}. */
export interface LinkProps {
  /** Path of a page of the dashboard. */
  readonly href: string;
  readonly className?: string;
  /** Whether it leads to where the reader is. */
  readonly current?: boolean;
  readonly children: ReactNode;
}

/** A link inside the dashboard. New tabs and windows work as everywhere. */
export function Link({ href, className, current, children }: LinkProps): ReactElement {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a href={href} className={className} aria-current={current ? "page" : undefined} onClick={follow}>
      {children}
    </a>
  );
}
