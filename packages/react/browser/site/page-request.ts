/** What a page under test is made of: its address, as an object. */
export interface PageRequest {
  /** Its path. */
  readonly name: SiteName;
  readonly direction: "ltr" | "rtl";
  /** A language whose dictionary the page uses. */
  readonly language: "en" | "de" | "ar";
  readonly currency: string;
  /** What the visitor was assigned; `preview` for an override. */
  readonly assignment: "assigned" | "preview" | "uncounted";
  readonly quote: string | null;
}

export type SiteName =
  | "single"
  | "subscription"
  | "below"
  | "charts"
  | "studio"
  | "navigation"
  | "account"
  | "brands"
  | "consent";
