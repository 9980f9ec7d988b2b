import { generateKeyPairSync } from "node:crypto";

/** Makes a pair of keys, in PEM: the private one signs licences, the public one goes with what is sold. */
export function newLicenseKeys(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 3072,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}
