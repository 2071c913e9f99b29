import { z } from 'zod'
import { pageOf } from '../kernel/pages.js'
import { legalForms } from '../law/facts.js'
import { OrganizationName, StatusChangeView } from '../organizations/answers.js'
import { registerStatus } from '../organizations/register.js'
import { actKinds, applicationStatus } from './tables.js'

const Moment = z.iso.datetime()
const Day = z.string()

export const AccreditationActView = z
  .object({
    id: z.uuid(),
    kind: z.enum(actKinds),
    about: z.uuid().optional().meta({ description: 'The act that a reply or an appeal answers' }),
    reasons: z.string(),
    from: Day.optional(),
    to: Day.nullable().optional(),
    voluntary: z.boolean().optional(),
    recordedAt: Moment,
  })
  .meta({ id: 'AccreditationAct' })

export const ApplicationView = z
  .object({
    id: z.uuid(),
    bin: z.string(),
    status: z.enum(applicationStatus),
    voluntary: z.boolean().meta({ description: 'The law in force knows no mandatory accreditation' }),
    documents: z.array(z.uuid()),
    appliedAt: Moment,
    decidedAt: Moment.optional(),
    decidedBy: z.uuid().optional(),
    acts: z.array(AccreditationActView),
  })
  .meta({ id: 'AccreditationApplication' })
export const Applications = pageOf(ApplicationView).meta({ id: 'AccreditationApplications' })

const Period = { from: Day, to: Day.nullable() }

export const AccreditationView = z
  .object({
    state: z.enum(['none', 'not-yet', 'in-force', 'suspended', 'revoked', 'expired']),
    on: Day.meta({ description: 'The day for which the state is told' }),
    period: z
      .object({ ...Period, suspensions: z.array(z.object(Period)) })
      .nullable()
      .meta({
        description: 'From the first grant to the last day granted; gaps between grants are suspensions too',
      }),
    voluntary: z.boolean(),
    history: z
      .array(AccreditationActView)
      .meta({ description: 'Newest first, with the replies of the organization' }),
  })
  .meta({ id: 'Accreditation' })

const entry = {
  bin: z.string(),
  orgId: z.string().meta({ examples: ['KZ-BIN-240340000128'] }),
  name: OrganizationName,
  legalForm: z.enum(legalForms),
  region: z.string(),
  status: z.enum(registerStatus).meta({ description: 'claimed: anybody’s word, nobody has checked it' }),
  since: Moment,
}

export const RegisterEntry = z
  .object({ ...entry, accreditation: AccreditationView.shape.state })
  .meta({ id: 'RegisterEntry' })
export const RegisterPage = pageOf(RegisterEntry).meta({ id: 'RegisterPage' })

export const RegisteredOrganization = z
  .object({
    ...entry,
    etag: z.string(),
    ledger: z.string(),
    accounts: z
      .array(z.object({ iban: z.string(), dedicatedTo: z.string().optional(), activeSince: Moment }))
      .meta({ description: 'Active accounts only; a claim has none' }),
    controllers: z
      .array(z.object({ fullName: z.string(), role: z.string() }))
      .meta({ description: 'Of a confirmed organization only; never with a personal number' }),
    history: z.array(StatusChangeView),
    accreditation: AccreditationView,
  })
  .meta({ id: 'RegisteredOrganization' })
