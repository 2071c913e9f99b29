import { z } from 'zod'
import { verdicts } from './reason.js'
import { subjectKinds } from './subjects.js'

const Subject = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .meta({
    description:
      'Anything a donor was sent: a BIN, an IBAN, a phone, the number of a collection, box or receipt, the IIN of a collector, a link, or the whole message',
    examples: ['C-7KQ4-M2XA-9T3C'],
  })

export const NewVerification = z.strictObject({ subject: Subject }).meta({ id: 'NewVerification' })
export const VerificationQuery = z.strictObject({ subject: Subject })

const Name = z.object({ kk: z.string(), ru: z.string(), en: z.string().optional() })

const SubjectVerdict = z
  .object({
    kind: z.enum([...subjectKinds, 'unreadable']),
    subject: z.string(),
    verdict: z.enum(verdicts),
    organization: z.object({ bin: z.string(), name: Name }).optional(),
    collection: z.object({ number: z.string(), purpose: Name }).optional(),
    box: z
      .object({
        place: z.string(),
        openings: z.number(),
        lastOpenedOn: z.string().nullable(),
        sealBroken: z.boolean().meta({ description: 'As it was found when the box was last opened' }),
      })
      .optional(),
  })
  .meta({ id: 'SubjectVerdict' })
export type SubjectVerdict = z.output<typeof SubjectVerdict>

export const Verification = z
  .object({
    verdict: z.enum(verdicts),
    reasons: z.array(
      z.object({
        code: z.string(),
        text: z.string(),
        about: z.string().optional().meta({ description: 'Which part of the subject it speaks of' }),
      }),
    ),
    sources: z.array(z.object({ name: z.string(), asOf: z.iso.datetime() })),
    subject: z.string().meta({
      description: 'What was asked, in its one written form; an IIN or a phone only as a keyed hash',
    }),
    subjects: z.array(SubjectVerdict).meta({ description: 'Each part of what was asked' }),
    signed: z.string().meta({ description: 'JWS (EdDSA) over all this; keys at /.well-known/jwks.json' }),
  })
  .meta({ id: 'Verification' })
export type Verification = z.output<typeof Verification>

export const Jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string(),
        alg: z.literal('EdDSA'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({ id: 'Jwks' })
