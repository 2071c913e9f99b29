import { z } from 'zod'
import { Bin, Day, Iban, Kato } from '../kernel/identifiers.js'
import { Money, PositiveMoney } from '../kernel/money.js'
import { PageQuery } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { channels } from '../law/facts.js'
import { PublishedText } from '../organizations/contract.js'
import { Spending } from './spending.js'

export const statuses = ['planned', 'open', 'closed', 'reported', 'refused', 'cancelled'] as const
export type Status = (typeof statuses)[number]

const onlyTenge = declareReason('only-tenge', {
  kk: 'Жинау теңгемен жүргізіледі (KZT).',
  ru: 'Сбор ведётся в тенге (KZT).',
  en: 'A collection is kept in tenge (KZT).',
})
const channelTwice = declareReason('channel-twice', {
  kk: 'Бір тәсіл екі рет аталған.',
  ru: 'Один способ назван дважды.',
  en: 'A channel is named twice.',
})
const nothingToAmend = declareReason('nothing-to-amend', {
  kk: 'Не өзгеретінін көрсетіңіз.',
  ru: 'Укажите, что меняется.',
  en: 'Say what is to change.',
})

const feeOfNobody = declareReason('fee-without-host', {
  kk: 'Қамқоршы ұйымсыз сыйақы болмайды.',
  ru: 'Без принимающей организации вознаграждения нет.',
  en: 'There is no fee without a host.',
})
const feeAboveCap = declareReason('fee-above-cap', {
  kk: 'Сыйақы – жинау шығыны: ол шығындардың жарияланған шегінен аспайды.',
  ru: 'Вознаграждение – расход на сбор: оно не выше объявленного предела расходов.',
  en: 'The fee is a cost of collecting: it does not exceed the declared cap on costs.',
})

const Percent = z.int().min(1).max(100)

const inTenge = { path: ['currency'], error: onlyTenge }
const Target = PositiveMoney.refine((money) => money.currency === 'KZT', inTenge)
const Announced = Money.refine((money) => money.currency === 'KZT', inTenge)

const Words = z.string().trim().min(1).max(1000)
const Purpose = z
  .strictObject({
    kk: Words,
    ru: Words,
    en: Words.optional(),
    category: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,39}$/)
      .meta({ examples: ['treatment', 'flood-relief', 'animals'] }),
  })
  .meta({ id: 'NewPurpose' })

/** What a drive is for, in the languages in which it was said. */
export type Purpose = Omit<z.output<typeof Purpose>, 'category'>

export const NewCollection = z
  .strictObject({
    collector: z.union([z.literal('self'), Bin]).meta({
      description:
        'The BIN of an organization for which the caller may act, or `self` for a private collector',
    }),
    purpose: Purpose,
    region: Kato,
    startsOn: Day,
    endsOn: Day.optional(),
    target: Target.optional(),
    channels: z
      .array(z.enum(channels))
      .min(1)
      .refine((list) => new Set(list).size === list.length, channelTwice),
    account: Iban.optional().meta({
      description:
        'An account of the organization (or of the host), or the personal account of a private collector',
    }),
    dedicatedAccount: z.boolean().default(false).meta({
      description:
        'The personal account serves this collection alone; of an organization the register says it',
    }),
    emergency: z.uuid().optional(),
    host: Bin.optional().meta({
      description: 'The registered organization under whose roof it is collected',
    }),
    hostFeePercent: Percent.optional().meta({
      description: 'What the host may keep of what is raised; agreed when the host accepts, and published',
    }),
    spending: Spending.optional(),
    announced: Announced.optional().meta({ description: 'What was announced to have been raised' }),
    forOthers: z.boolean().default(true),
    consent: z.boolean().default(false).meta({
      description:
        'A private collector may be named on the public page and confirmed to donors by IIN or phone',
    }),
  })
  .refine(({ host, hostFeePercent }) => hostFeePercent === undefined || host !== undefined, {
    path: ['hostFeePercent'],
    error: feeOfNobody,
  })
  .refine(
    ({ hostFeePercent = 0, spending }) => hostFeePercent <= (spending?.costCapPercent ?? hostFeePercent),
    { path: ['hostFeePercent'], error: feeAboveCap },
  )
  .meta({ id: 'NewCollection' })
export type NewCollection = z.output<typeof NewCollection>

// Where nothing has to be said, the body may be left out.
export const Opening = z.strictObject({ openedOn: Day.optional() }).meta({ id: 'Opening' }).default({})
export type Opening = z.output<typeof Opening>

export const Notice = z
  .strictObject({
    givenOn: Day.optional(),
    endDateGiven: z
      .boolean()
      .optional()
      .meta({ description: 'Default: whether the collection has a last day' }),
  })
  .meta({ id: 'Notice', description: 'Notice to the local authorised body' })
  .default({})
export type Notice = z.output<typeof Notice>

export const Amendment = z
  .strictObject({
    endsOn: Day.optional(),
    target: Target.optional(),
    announced: Announced.optional(),
    purpose: Purpose.optional(),
    spending: Spending.optional(),
  })
  .refine((changes) => Object.values(changes).some((change) => change !== undefined), nothingToAmend)
  .meta({ id: 'Amendment' })
export type Amendment = z.output<typeof Amendment>

export const Closing = z.strictObject({ closedOn: Day.optional() }).meta({ id: 'Closing' }).default({})
export type Closing = z.output<typeof Closing>

export const ClosingReport = z
  .strictObject({ publishedOn: Day.optional(), text: PublishedText.optional() })
  .meta({ id: 'ClosingReport', description: 'The figures are those of the ledger' })
  .default({})
export type ClosingReport = z.output<typeof ClosingReport>

const NewBox = z
  .strictObject({
    serial: z.string().trim().min(1).max(50),
    place: z.string().trim().min(1).max(300).meta({ description: 'Published' }),
    setUpOn: Day.optional(),
    sealedOn: Day.optional(),
  })
  .meta({ id: 'NewBox' })

export const NewBoxes = z.strictObject({ boxes: z.array(NewBox).min(1).max(200) }).meta({ id: 'NewBoxes' })
export type NewBoxes = z.output<typeof NewBoxes>

export const Cancellation = z
  .strictObject({
    reasons: PublishedText,
    misuse: z
      .boolean()
      .default(false)
      .meta({ description: 'Misuse of the money is established; by the registrar only' }),
  })
  .meta({ id: 'Cancellation' })
export type Cancellation = z.output<typeof Cancellation>

export const CollectionPath = z.object({ number: z.string().max(40) })

export const CollectionQuery = PageQuery.extend({
  after: z.uuid().optional(),
  query: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Number, BIN, words of the name of the organization or of the purpose' }),
  emergency: z.uuid().optional(),
  status: z.enum(statuses).optional(),
})
export type CollectionQuery = z.output<typeof CollectionQuery>

export const AsOfQuery = z.strictObject({ on: Day.optional().meta({ description: 'Default: today' }) })
