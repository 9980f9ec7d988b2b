/** A provider of identities that speaks OpenID Connect. */
export interface SingleSignOn {
  /** Its address, below which `.well-known/openid-configuration` lies. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
