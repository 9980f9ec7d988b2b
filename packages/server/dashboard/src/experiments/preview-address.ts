/** What a preview link shows. */
export interface PreviewTarget {
  readonly experiment: string;
  readonly variant: string;
  readonly token: string;
}

/** The address of a page that shows one arm: `pw_<experiment>` names it, and `pw_preview` is the token. */
export function previewAddress(page: string, { experiment, variant, token }: PreviewTarget): string {
  const address = new URL(page);
  address.searchParams.set(`pw_${experiment}`, variant);
  address.searchParams.set("pw_preview", token);
  return address.href;
}
