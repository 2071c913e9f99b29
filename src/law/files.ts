import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { confidences } from './confidence.js'
import { findingCodes, outcomes, remedyCodes, sanctionReasons } from './evaluation.js'
import { channels, collectorKinds } from './facts.js'
import { provisionIds } from './provision-ids.js'
import { questionNames } from './question-names.js'
import { ruleStates } from './rule-states.js'

/*
 * The shapes of the files in `data/law`: what a person writes there, checked when it is read. `load.ts` reads the files,
 * `legislation.ts` makes the law of them.
 */

export const statuses = ['in-force', 'proposed', 'comparator', 'hypothetical'] as const

const Words = z.string().trim().min(1)
/** A text for people, in each language. */
export const InThreeLanguages = z.strictObject({ kk: Words, ru: Words, en: Words })

/** Where a fact comes from; `data/README.md` explains the marks. */
export const Citation = z.strictObject({
  act: Words,
  article: Words.optional(),
  // A page links to it, so it must lead somewhere and do nothing.
  url: z.url({ protocol: /^https?$/ }).optional(),
  status: z.enum(statuses),
  confidence: z.enum(confidences),
})

const Cited = { citation: Citation, note: Words.optional() }
/** False until a lawyer has read the Kazakh texts of the file. */
const Kazakh = { kazakhReadByLawyer: z.boolean() }

const AmountByDay = z
  .strictObject({
    knownUntil: Day,
    values: z.array(z.strictObject({ from: Day, kzt: z.int().positive(), ...Cited })).min(1),
  })
  .refine(({ values }) => values.every((value, i) => i === 0 || values[i - 1]!.from < value.from), {
    error: 'the days must ascend',
  })

/** `indices.yaml`: amounts in whole tenge, each from its day until the next one's; the last until `knownUntil`. */
export const IndicesFile = z.strictObject({
  monthlyCalculationIndex: AmountByDay,
  minimumWage: AmountByDay,
})

/** `calendars.yaml`: the weekdays (Monday to Friday) on which nobody works, a year each. */
export const CalendarsFile = z.strictObject({
  years: z
    .array(z.strictObject({ year: z.int(), daysOff: z.array(Day), ...Cited }))
    .refine((years) => new Set(years.map(({ year }) => year)).size === years.length, {
      error: 'a year is given twice',
    }),
})

/** What a change may say of one parameter, and within which bounds; a fine is bounded by the ceiling for who is liable. */
export const ParameterRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fine'), liable: z.enum(collectorKinds) }),
  z.strictObject({
    kind: z.literal('count'),
    minimum: z.int(),
    maximum: z.int(),
    /** Null where the value may stay unpublished; a count without a default must be given. */
    default: z.int().nullable().optional(),
  }),
  z.strictObject({ kind: z.literal('choice'), values: z.array(Words).min(1), default: Words.optional() }),
  z.strictObject({ kind: z.literal('list'), values: z.array(Words).min(1) }),
  z.strictObject({ kind: z.literal('day') }),
])
export type ParameterRule = z.output<typeof ParameterRule>

const Provision = z.strictObject({
  number: Words.optional(),
  title: InThreeLanguages,
  /** What holds where nothing is said. */
  absent: Words,
  settings: z.record(z.string(), z.record(z.string(), ParameterRule)),
  ...Cited,
})
export type Provision = z.output<typeof Provision>

/** `provisions.yaml`: the switches with their settings and parameters, and the ceilings of fines in MCI. */
export const ProvisionsFile = z.strictObject({
  ...Kazakh,
  provisions: z.record(z.enum(provisionIds), Provision),
  ceilings: z.strictObject({ mci: z.record(z.enum(collectorKinds), z.int().positive()), ...Cited }),
})

const DutyValue = z.union([z.number(), z.string(), z.array(z.string())])
/** `duties.yaml`: what holds today beside the switches; no finding of a collection comes of it. */
export const DutiesFile = z.strictObject({
  ...Kazakh,
  duties: z.array(
    z.strictObject({
      id: Words,
      title: InThreeLanguages,
      values: z.record(z.string(), DutyValue).default({}),
      ...Cited,
    }),
  ),
})

/** `texts.yaml`: what people read for the codes of an evaluation. */
export const TextsFile = z.strictObject({
  ...Kazakh,
  outcomes: z.record(z.enum(outcomes), InThreeLanguages),
  findings: z.record(z.enum(findingCodes), InThreeLanguages),
  remedies: z.record(z.enum(remedyCodes), InThreeLanguages),
  /** For each answer a sentence, with `{days}` where a parameter of the question is put in. */
  questions: z.record(z.enum(questionNames), z.strictObject({ yes: InThreeLanguages, no: InThreeLanguages })),
  /** As they stand in a list within a sentence. */
  channels: z.record(z.enum(channels), InThreeLanguages),
  ruleStates: z.record(z.enum(ruleStates), InThreeLanguages),
  /** Why no sanction is due, or a milder one; and with `{day}` put in from when. */
  sanctionReasons: z.record(
    z.enum(sanctionReasons),
    z.strictObject({ said: InThreeLanguages, since: InThreeLanguages.optional() }),
  ),
  /** Said of a way that is open no longer. */
  hindsight: InThreeLanguages,
})

/** `kato.yaml`: the names of the regions by their KATO code. */
export const KatoFile = z.strictObject({
  regions: z.record(z.string().regex(/^\d{2}0{7}$/), InThreeLanguages),
  ...Cited,
})
