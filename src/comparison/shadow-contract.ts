import { z } from 'zod'
import { addDays, daysBetween } from '../kernel/days.js'
import { Day } from '../kernel/identifiers.js'
import { declareReason } from '../kernel/reasons.js'

declareReason('period-ends-first', {
  kk: 'Кезең басталмай тұрып аяқталады.',
  ru: 'Период заканчивается раньше, чем начинается.',
  en: 'The period ends before it begins.',
})
declareReason('period-too-long', {
  kk: 'Кезең 366 күннен аспауы керек.',
  ru: 'Период не может быть длиннее 366 дней.',
  en: 'The period cannot be longer than 366 days.',
})

/** What was asked, once the days are known: 30 days up to and on `to`. */
export const periodOf = ({ from, to }: { from?: string; to?: string }, today: string) => {
  const last = to ?? today
  return { from: from ?? addDays(last, -29), to: last }
}
type Period = ReturnType<typeof periodOf>

/** Why a period cannot be answered, as the code of a reason. */
export const wrongPeriod = ({ from, to }: Period): string | undefined => {
  const days = daysBetween(from, to) + 1
  if (days < 1) return 'period-ends-first'
  return days > 366 ? 'period-too-long' : undefined
}

export const ShadowQuery = z.strictObject({
  variant: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Default: every published variant, in a list' }),
  from: Day.optional().meta({ description: 'Default: 29 days before `to`' }),
  to: Day.optional().meta({ description: 'Default: today' }),
})
export type ShadowQuery = z.output<typeof ShadowQuery>

const count = z.int().nonnegative()
const counts = {
  total: count,
  stopped: count.meta({ description: 'That the variant would have stopped' }),
  notComputable: count.meta({
    description: 'For which an index value or a calendar is not known; they are not stopped',
  }),
}
const Counts = z.object(counts).meta({ id: 'ShadowCounts' })
const tiyn = z.string().regex(/^\d+$/)

export const ShadowFigures = z
  .object({
    variant: z.string(),
    variantHash: z.string(),
    from: z.string(),
    to: z.string(),
    registrations: Counts,
    openings: Counts,
    donations: z.object({ ...counts, totalTiyn: tiyn, stoppedTiyn: tiyn }).meta({ id: 'ShadowDonations' }),
  })
  .meta({ id: 'ShadowFigures' })
export type ShadowFigures = z.output<typeof ShadowFigures>

const ShadowList = z.object({ items: z.array(ShadowFigures), next: z.null() }).meta({ id: 'ShadowList' })
export const ShadowAnswer = z.union([ShadowFigures, ShadowList])

/** What exactly is counted. */
export const whatIsCounted = `What each published variant of the law would have made of the live register in a period of days in Almaty.

Registrations and openings: every decision to register or to open a drive that was recorded in the period, those that the law in force refused among them; a drive that was tried twice counts twice. A variant stops a registration with a bar or a breach, and an opening also with a precondition that is not met. What it said at the time counts; decisions made before it was published are judged by it now, with the facts that were kept.

Donations: every donation received in the period (by its day in the books) and not reversed since, also what is held for return. Each drive is judged once, with its facts as of the last day of the period on which it received a donation; if the variant finds it unlawful on that day, all of its donations in the period count as stopped. Whether a donor would have given to somebody else is not known here.`
