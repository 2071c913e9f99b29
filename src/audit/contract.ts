import { z } from 'zod'
import { Moment } from '../kernel/moments.js'
import { PageQuery, pageOf } from '../kernel/pages.js'

export const AuditEntry = z
  .object({
    log: z.string(),
    index: z.string(),
    at: z.string(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    /** The leaf as it stands in the log. */
    leaf: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.output<typeof AuditEntry>

export const AuditEntries = pageOf(AuditEntry).meta({ id: 'AuditEntries' })

export const AuditQuery = PageQuery.extend({
  /** When, in which log, and at which place the last entry stood that was seen. */
  after: z
    .string()
    .regex(/^[12]\d{3}-[^~]{2}-[^~]+\.\d{6}Z~[a-z0-9-]{1,64}~\d{1,15}$/)
    .refine((after) => z.iso.datetime().safeParse(after.split('~')[0]).success)
    .optional(),
  actor: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  subject: z.string().max(200).optional(),
  log: z.string().max(64).optional(),
  from: Moment.optional(),
  to: Moment.optional(),
})
export type AuditQuery = z.output<typeof AuditQuery>

export const LogParams = z.object({ log: z.string().regex(/^[a-z0-9-]{1,64}$/) })
export const LogKeys = z
  .object({ keys: z.array(z.object({ log: z.string(), verifierKey: z.string() })) })
  .meta({ id: 'LogKeys' })
