import { z } from 'zod'
import { DocumentIds } from '../documents/contract.js'
import { Bin, Day, Kato } from '../kernel/identifiers.js'
import { PageQuery } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { PublishedText } from '../organizations/contract.js'
import { registerStatus } from '../organizations/register.js'
import { applicationStatus } from './tables.js'

const endsBeforeBegin = declareReason('accreditation-ends-before', {
  kk: 'Соңғы күн бірінші күннен бұрын бола алмайды.',
  ru: 'Последний день не может быть раньше первого.',
  en: 'The last day cannot be before the first.',
})
const fromRequired = declareReason('accreditation-from', {
  kk: 'Аккредиттеудің бірінші күнін көрсетіңіз.',
  ru: 'Укажите первый день аккредитации.',
  en: 'Give the first day of the accreditation.',
})
const onlyForGrant = declareReason('only-for-grant', {
  kk: 'Мерзім тек аккредиттеу берілгенде көрсетіледі.',
  ru: 'Срок указывается только при аккредитации.',
  en: 'Days belong to a grant only.',
})

const Documents = DocumentIds(100)

interface Days {
  readonly from?: string
  readonly to?: string | null
}
const inOrder = ({ from, to }: Days): boolean => from === undefined || to == null || from <= to
const to = Day.nullable().default(null).meta({ description: 'The last day; null: without end' })

export const NewAccreditationApplication = z
  .strictObject({ documents: Documents })
  .meta({ id: 'NewAccreditationApplication' })
export type NewAccreditationApplication = z.output<typeof NewAccreditationApplication>

export const NewAccreditationDecision = z
  .strictObject({
    decision: z.enum(['grant', 'refuse', 'request-information']),
    reasons: PublishedText,
    from: Day.optional().meta({ description: 'The first day; required for a grant' }),
    to,
  })
  .refine(({ decision, from }) => decision !== 'grant' || from !== undefined, {
    path: ['from'],
    error: fromRequired,
  })
  .refine(({ decision, from }) => decision === 'grant' || from === undefined, {
    path: ['from'],
    error: onlyForGrant,
  })
  .refine((days) => days.decision === 'grant' || days.to === null, { path: ['to'], error: onlyForGrant })
  .refine(inOrder, { path: ['to'], error: endsBeforeBegin })
  .meta({ id: 'NewAccreditationDecision' })
export type NewAccreditationDecision = z.output<typeof NewAccreditationDecision>

export const RequestedInformation = z
  .strictObject({ text: z.string().trim().min(1).max(4000), documents: Documents })
  .meta({ id: 'RequestedInformation' })
export type RequestedInformation = z.output<typeof RequestedInformation>

const from = Day.optional().meta({
  description: 'The first day; today if none is given, never an earlier one',
})

export const Suspension = z
  .strictObject({ reasons: PublishedText, from, to })
  .refine(inOrder, { path: ['to'], error: endsBeforeBegin })
  .meta({ id: 'NewSuspension' })
export type Suspension = z.output<typeof Suspension>

export const AccreditationChange = z
  .strictObject({ reasons: PublishedText, from })
  .meta({ id: 'NewAccreditationChange' })
export type AccreditationChange = z.output<typeof AccreditationChange>

export const AccreditationReply = z
  .strictObject({ reasons: PublishedText })
  .meta({ id: 'NewAccreditationReply' })

export const BinPath = z.object({ bin: Bin })
export const ApplicationPath = z.object({ id: z.uuid() })
export const ApplicationQuery = PageQuery.extend({
  status: z.enum(applicationStatus).optional(),
  after: z.uuid().optional(),
})
export const RegisterQuery = PageQuery.extend({
  query: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'A part of a name, a BIN, or KZ-BIN-<bin>' }),
  region: Kato.optional().meta({ description: 'A KATO code and all below it' }),
  status: z.enum(registerStatus).optional(),
  after: Bin.optional(),
})
export type RegisterQuery = z.output<typeof RegisterQuery>
