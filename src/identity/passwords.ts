import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP advises: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The hash of a password that nobody knows, so that an unknown login costs the same work as a known one. */
const decoy =
  '$argon2id$v=19$m=19456,t=2,p=1$2j4ABvYVSTJN6fOuTSSUkg$6jo9JX3lK98sLcAXONieAWCPRVIGH4iD2eV1Ua76/UE'

// Keyboards write й as one character or as two.
const typed = (password: string): string => password.normalize('NFC')

export const hashPassword = (password: string): Promise<string> => hash(typed(password), cost)

/** Whether the password is the one of the hash; without a hash it never is, after the same work. */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? decoy, typed(password))
  return matches && passwordHash !== undefined
}
