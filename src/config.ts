import { z } from 'zod'

const secret = (bytes: number) =>
  z
    .base64()
    .refine((text) => Buffer.from(text, 'base64').length === bytes, `must be ${bytes} bytes in base64`)

/**
 * The environment. Secrets have no default: outside the demo they must be given; the demo makes its own once and keeps
 * them in `ADAL_DATA` (see `docs/decisions/secrets.md`).
 */
export const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  /** Any PostgreSQL ≥ 15; without it the service starts its own. */
  DATABASE_URL: z.string().optional(),
  ADAL_DATA: z.string().default('./var'),
  /** The folder of uploaded documents; without it `documents` in `ADAL_DATA`. */
  ADAL_DOCUMENTS: z.string().optional(),
  /** `on` fills an empty embedded database with the demo story. */
  ADAL_DEMO: z.enum(['on', 'off']).optional(),
  /** 32 bytes: signs the bearer tokens (HMAC-SHA-256). */
  ADAL_TOKEN_SECRET: secret(32).optional(),
  /** 32 bytes: the Ed25519 seed that signs checkpoints and verdicts. */
  ADAL_LOG_SECRET: secret(32).optional(),
  /** 32 bytes: seals personal fields (AES-256-GCM) and keys their look-up. */
  ADAL_FIELD_SECRET: secret(32).optional(),
  /** The name under which the log signs, usually the host that serves it. */
  ADAL_LOG_NAME: z
    .string()
    .regex(/^[^\s+]+$/)
    .default('adal.local/log'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_ROLE_CLAIM: z.string().default('roles'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})
export type Environment = z.output<typeof Environment>

/** The three secrets, decoded. */
export interface Secrets {
  readonly token: Buffer
  readonly log: Buffer
  readonly field: Buffer
}
