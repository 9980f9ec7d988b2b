/** What a build needs to know; `npm run dev` sets both. */
interface ImportMetaEnv {
  /** Publishable key: `pw_pk_test_...`. */
  readonly VITE_PRICEWRIGHT_KEY: string;
  /** Address of the Pricewright server. */
  readonly VITE_PRICEWRIGHT_URL: string;
}
