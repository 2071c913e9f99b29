import { z } from 'zod'
import { Moment } from '../kernel/moments.js'
import { foreignCurrencies, Money, MoneyView, PositiveMoney, tenge } from '../kernel/money.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { sameName } from '../kernel/same-name.js'
import { PublishedText } from '../organizations/contract.js'

/** The notes and coins of the National Bank, in tenge. */
const notes = [20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1] as const

const onePersonTwice = declareReason('present-twice', {
  kk: 'Бір адам екі рет аталған: ашқанда кемінде екі адам болуы керек.',
  ru: 'Один человек назван дважды: при вскрытии нужны хотя бы двое.',
  en: 'One person is named twice: an opening takes at least two.',
})
const denominationTwice = declareReason('denomination-twice', {
  kk: 'Бір номинал екі рет аталған.',
  ru: 'Один номинал назван дважды.',
  en: 'A denomination is named twice.',
})
const doesNotAddUp = declareReason('denominations-do-not-add-up', {
  kk: 'Номиналдардың қосындысы саналған сомаға тең емес.',
  ru: 'Сумма по номиналам не равна сосчитанной.',
  en: 'The denominations do not add up to what was counted.',
})
const notForeign = declareReason('tenge-are-no-foreign-notes', {
  kk: 'Теңге саналған сомаға кіреді.',
  ru: 'Тенге входят в сосчитанную сумму.',
  en: 'Tenge belong to what was counted.',
})

const SealNumber = z.string().trim().min(1).max(50)
const Seal = z
  .strictObject({ number: SealNumber, state: z.enum(['intact', 'broken']) })
  .meta({ id: 'SealFound' })

const Present = z
  .array(z.string().trim().min(1).max(200))
  .min(2)
  .max(10)
  .refine(
    (people) => people.every((one, i) => people.slice(i + 1).every((other) => !sameName(one, other))),
    onePersonTwice,
  )
  .meta({ description: 'Who was there, at least two: kept sealed, and in no public log' })

const Denominations = z
  .array(z.strictObject({ tenge: z.literal(notes), count: z.int().min(1).max(1_000_000) }))
  .min(1)
  .refine((list) => new Set(list.map(({ tenge }) => tenge)).size === list.length, denominationTwice)
type Denominations = z.output<typeof Denominations>

/** In tiyn. */
const sumOf = (denominations: Denominations): bigint =>
  denominations.reduce((sum, { tenge, count }) => sum + BigInt(tenge) * BigInt(count) * 100n, 0n)

const ForeignNotes = PositiveMoney.refine(({ currency }) => currency !== tenge, {
  path: ['currency'],
  error: notForeign,
})

/** The protocol of the opening of a donation box. */
export const NewBoxOpening = z
  .strictObject({
    openedAt: Moment,
    place: PublishedText.max(300).optional().meta({ description: 'Default: where the box stands' }),
    present: Present,
    seal: Seal.meta({ description: 'As it was found' }),
    newSeal: SealNumber.optional().meta({
      description: 'With which the box was closed again; left out where it was taken away',
    }),
    counted: Money.meta({ description: 'In tenge; nothing, where the box was empty' }),
    denominations: Denominations.optional(),
    foreignNotes: z.array(ForeignNotes).max(foreignCurrencies.length).optional().meta({
      description: 'Only noted here: record each as a gift by the channel `box` in its currency',
    }),
    document: z
      .uuid()
      .optional()
      .meta({ description: 'The signed protocol, as POST /v1/documents answered' }),
  })
  .refine(
    ({ counted, denominations }) => denominations === undefined || sumOf(denominations) === counted.amount,
    {
      path: ['counted', 'amount'],
      error: doesNotAddUp,
    },
  )
  .meta({ id: 'NewBoxOpening' })
export type NewBoxOpening = z.output<typeof NewBoxOpening>

export const BoxOpening = z
  .object({
    opening: z.uuid(),
    box: z.string().meta({ examples: ['B-7KQ4-M2XA-9T3C'] }),
    openedAt: z.string(),
    counted: MoneyView,
    heldForReturn: MoneyView.meta({ description: 'Of it: past a target that must not be passed' }),
    seal: Seal,
    transaction: z.uuid().nullable().meta({ description: 'Null where the box was empty' }),
  })
  .meta({ id: 'BoxOpening' })
export type BoxOpening = z.output<typeof BoxOpening>

const BoxProtocol = BoxOpening.omit({ heldForReturn: true })
  .extend({
    place: z.string(),
    present: z.array(z.string()),
    newSeal: z.string().nullable(),
    denominations: z.array(z.object({ tenge: z.number(), count: z.number() })).nullable(),
    foreignNotes: z.array(MoneyView).nullable(),
    document: z.string().nullable().meta({ description: 'SHA-256 of the signed protocol' }),
    reversed: z.boolean(),
    recordedAt: z.string(),
  })
  .meta({ id: 'BoxProtocol', description: 'Whoever looks at who was there is written down' })
export type BoxProtocol = z.output<typeof BoxProtocol>

export const BoxProtocolPage = pageOf(BoxProtocol).meta({ id: 'BoxProtocolPage' })
export const BoxProtocolQuery = PageQuery.extend({ after: z.uuid().optional() })
export const BoxParams = z.object({ number: z.string().max(40), box: z.string().max(40) })
