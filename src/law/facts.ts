import { z } from 'zod'
import { isDay } from '../kernel/days.js'
import { Day, Kato } from '../kernel/identifiers.js'
import { Money } from '../kernel/money.js'
import type { FieldError } from '../kernel/problems.js'
import { declareReason, fieldErrorsOf, reason } from '../kernel/reasons.js'

export const collectorKinds = ['organization', 'individual'] as const
export const accountKinds = ['organization', 'personal', 'none'] as const
export const channels = ['transfer', 'card', 'qr', 'cash', 'box', 'in-kind'] as const
export const approvalStatuses = ['pending', 'approved', 'refused'] as const
export const legalForms = [
  'private-institution',
  'public-foundation',
  'corporate-foundation',
  'private-foundation',
  'association',
  'public-association',
  'non-profit-jsc',
  'foreign-branch',
  'religious-association',
  'political-party',
  'trade-union',
] as const

export type Channel = (typeof channels)[number]

const endBeforeStart = declareReason('end-before-start', {
  kk: 'Бұл күн жинаудың басталған күнінен бұрын бола алмайды.',
  ru: 'Этот день не может быть раньше начала сбора.',
  en: 'This day cannot be before the collection starts.',
})
const monthShape = declareReason('month-shape', {
  kk: 'Ай ЖЖЖЖ-АА түрінде жазылады, мысалы 2026-01.',
  ru: 'Месяц пишется как ГГГГ-ММ, например 2026-01.',
  en: 'A month is written YYYY-MM, e.g. 2026-01.',
})
const monthTwice = declareReason('month-given-twice', {
  kk: 'Бұл ай екі рет берілген.',
  ru: 'Этот месяц указан дважды.',
  en: 'This month is given twice.',
})

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: ({ input }) => (input === undefined ? reason('required') : undefined) })

/** A fact that may be left out: absent and `null` mean the same, namely the value given here. */
const absentAs = <S extends z.ZodType, D>(schema: S, absent: D) =>
  z.codec(schema.nullish(), z.custom<NonNullable<z.output<S>> | D>(), {
    decode: (given) => given ?? absent,
    encode: (known) => known as z.output<S> | null,
  })

const Tiyn = Money.shape.amount
const Count = z.int().min(0)
const OptionalDay = absentAs(Day, null)
const Flag = absentAs(z.boolean(), false)
const Period = z.strictObject({ from: OptionalDay, to: OptionalDay })

const Collector = z.strictObject({
  kind: oneOf(collectorKinds),
  legalForm: absentAs(oneOf(legalForms), null),
  accreditation: absentAs(Period.extend({ suspensions: absentAs(z.array(Period), []) }), null),
})

const Month = z.string().regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, { error: monthShape })
const MonthOfTransfers = z.strictObject({
  month: absentAs(Month, null),
  senders: absentAs(Count, 0),
  received: absentAs(Tiyn, 0n),
})
const Transfers = z.array(MonthOfTransfers).superRefine((transfers, context) => {
  const seen = new Set<string>()
  transfers.forEach(({ month }, index) => {
    if (month !== null && seen.has(month))
      context.addIssue({ code: 'custom', path: [index, 'month'], message: monthTwice })
    if (month !== null) seen.add(month)
  })
})

const notBeforeStart = (day: 'endsOn' | 'closedOn') => ({
  path: [day],
  error: endBeforeStart,
  // Said together with whatever else is wrong, not only once all the rest is right.
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null,
})
const isBefore = (day: string | null | undefined, start: string): boolean =>
  typeof day === 'string' && isDay(day) && typeof start === 'string' && isDay(start) && day < start

/**
 * The facts of one collection on the day `on` for which the question is asked. Days are ISO days in Asia/Almaty, money is
 * whole tiyn (a decimal string or a safe integer outside, `bigint` inside). Required are `on`, `collector.kind`, `startsOn`
 * and at least one channel; all else may be absent or `null`, and decodes to `null`, 0, `false`, `[]`, and `true` for
 * `forOthers`. Unknown fields are refused; facts that do not apply are ignored.
 */
export const Facts = z
  .strictObject({
    on: Day,
    collector: Collector,
    forOthers: absentAs(z.boolean(), true),
    account: absentAs(
      z.strictObject({ kind: absentAs(oneOf(accountKinds), 'none' as const), dedicated: Flag }),
      {
        kind: 'none' as const,
        dedicated: false,
      },
    ),
    channels: z.array(oneOf(channels)).min(1),
    boxes: absentAs(z.strictObject({ numbered: Flag, sealed: Flag }), { numbered: false, sealed: false }),
    region: absentAs(Kato, null),
    startsOn: Day,
    endsOn: OptionalDay,
    closedOn: OptionalDay,
    notice: absentAs(z.strictObject({ givenOn: OptionalDay, endDateGiven: Flag }), null),
    emergency: absentAs(
      z.strictObject({ declaredOn: OptionalDay, effectiveFrom: OptionalDay, endsOn: OptionalDay }),
      null,
    ),
    approval: absentAs(
      z.strictObject({ status: absentAs(oneOf(approvalStatuses), null), approvers: absentAs(Count, 0) }),
      null,
    ),
    target: absentAs(Tiyn, null),
    raised: absentAs(Tiyn, 0n),
    costs: absentAs(Tiyn, 0n),
    report: absentAs(z.strictObject({ publishedOn: OptionalDay }), null),
    misuse: Flag,
    transfers: absentAs(Transfers, []),
  })
  .refine((facts) => !isBefore(facts.endsOn, facts.startsOn), notBeforeStart('endsOn'))
  .refine((facts) => !isBefore(facts.closedOn, facts.startsOn), notBeforeStart('closedOn'))
  .meta({ id: 'Facts', description: 'The facts of one collection on one day' })
export type Facts = z.output<typeof Facts>

/** The facts as they are understood, or every field that is wrong, with its pointer (`/transfers/1/month`) and why. */
export function decodeFacts(input: unknown): Facts | FieldError[] {
  const read = Facts.safeDecode(input as z.input<typeof Facts>)
  return read.success ? read.data : fieldErrorsOf(read.error)
}
