/** Every table that belongs to no tenant, with its schema. The isolation suite asserts that there is no other. */
export const TABLES_WITHOUT_TENANT: readonly string[] = [
  "drizzle.__drizzle_migrations",
  "people.login_accounts",
  "people.sessions",
  "people.sign_up_links",
  "people.users",
  "people.verifications",
];
