import { z } from 'zod'
import { DocumentIds } from '../documents/contract.js'
import { Day, Kato } from '../kernel/identifiers.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { PublishedText } from '../organizations/contract.js'

export const statuses = ['pending', 'information-requested', 'approved', 'refused'] as const
export const silences = ['refusal', 'approval', 'escalation'] as const
const decisions = ['approve', 'refuse', 'request-information'] as const
export const decisionKinds = [...decisions, 'conflict-of-interest'] as const

const conflictUnsaid = declareReason('conflict-unsaid', {
  kk: 'Мүдделер қақтығысының бар-жоғын көрсетіңіз.',
  ru: 'Укажите, есть ли конфликт интересов.',
  en: 'Say whether there is a conflict of interest.',
})

const Documents = DocumentIds(50)
const Citation = z.object({ act: z.string(), article: z.string().optional(), url: z.string().optional() })

export const NewApplication = z
  .strictObject({
    collection: z.string().max(40),
    documents: Documents,
    filedOn: Day.optional().meta({ description: 'Where it was filed on an earlier day; default: today' }),
  })
  .meta({ id: 'NewEmergencyApplication' })
export type NewApplication = z.output<typeof NewApplication>

export const NewDecision = z
  .strictObject({
    decision: z.enum(decisions),
    reasons: PublishedText,
    decidedOn: Day.optional().meta({
      description: 'Where it was decided on an earlier day, from which it then holds; default: today',
    }),
    conflictOfInterest: z.strictObject(
      { declared: z.boolean() },
      { error: ({ input }) => (input === undefined ? conflictUnsaid : undefined) },
    ),
  })
  .meta({ id: 'NewEmergencyDecision' })
export type NewDecision = z.output<typeof NewDecision>

export const NewReply = z
  .strictObject({ text: z.string().trim().min(1).max(4000), documents: Documents })
  .meta({ id: 'NewEmergencyReply', description: 'What the authority asked for; not published' })
export type NewReply = z.output<typeof NewReply>

export const EmergencyPath = z.object({ id: z.uuid() })
export const ApplicationPath = z.object({ id: z.uuid() })

export const QueueQuery = PageQuery.extend({
  after: z.uuid().optional(),
  status: z.enum(statuses).optional(),
  due: Day.optional().meta({ description: 'Due on that day or earlier' }),
})
export type QueueQuery = z.output<typeof QueueQuery>

export const DecisionQuery = PageQuery.extend({
  after: z.uuid().optional(),
  region: Kato.optional().meta({ description: 'Decided by an official of that place or below it' }),
  emergency: z.uuid().optional(),
})
export type DecisionQuery = z.output<typeof DecisionQuery>

/** What the applicant is told on filing: by which article, until when, and what silence means. */
const Receipt = z
  .object({
    filedOn: z.string(),
    gate: Citation.nullable().meta({ description: 'Null where the law in force knows no such decision' }),
    clock: z
      .object({
        workingDays: z.number(),
        dueOn: z.string().nullable(),
        silence: z.string(),
        citation: Citation,
      })
      .nullable(),
    variantHash: z.string(),
  })
  .meta({ id: 'EmergencyApplicationReceipt' })

const ApplicationView = z
  .object({
    id: z.uuid(),
    emergency: z.uuid(),
    collection: z.string(),
    status: z.enum(statuses),
    approvers: z.number(),
    documents: z.array(z.uuid()),
    filedOn: z.string(),
    dueOn: z.string().nullable(),
    silence: z.enum(silences).nullable(),
    requests: z.array(z.object({ reasons: z.string(), on: z.string() })),
    replies: z.array(
      z.object({ text: z.string(), documents: z.array(z.uuid()), recordedAt: z.iso.datetime() }),
    ),
  })
  .meta({ id: 'EmergencyApplication' })
export type ApplicationView = z.output<typeof ApplicationView>

export const ApplicationFiled = z
  .object({
    id: z.uuid(),
    emergency: z.uuid(),
    collection: z.string(),
    status: z.enum(statuses),
    receipt: Receipt,
  })
  .meta({ id: 'EmergencyApplicationFiled' })
export type ApplicationFiled = z.output<typeof ApplicationFiled>

export const ApplicationDecided = z
  .object({
    id: z.uuid(),
    status: z.enum([...statuses, 'one-of-two']),
    approvers: z.number(),
    approversNeeded: z.number(),
  })
  .meta({ id: 'EmergencyApplicationDecided' })
export type ApplicationDecided = z.output<typeof ApplicationDecided>

export const ApplicationStatus = z
  .object({ id: z.uuid(), status: z.enum(statuses) })
  .meta({ id: 'EmergencyApplicationStatus' })

export const ApplicationPage = pageOf(ApplicationView).meta({ id: 'EmergencyApplicationPage' })

const DecisionView = z
  .object({
    id: z.uuid(),
    emergency: z.uuid(),
    collection: z.string(),
    decision: z.enum(decisionKinds),
    reasons: z.string(),
    region: z.string().meta({ description: 'Of the official' }),
    filedOn: z.string(),
    decidedOn: z.string(),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: 'PublishedDecision' })

export const DecisionPage = pageOf(DecisionView).meta({ id: 'DecisionPage' })
