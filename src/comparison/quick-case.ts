import { isDay } from '../kernel/days.js'
import { isIin, isKato } from '../kernel/identifiers.js'
import {
  accountKinds,
  approvalStatuses,
  channels,
  collectorKinds,
  type Facts,
  legalForms,
} from '../law/facts.js'
import type { Case, Labels } from './cases.js'

/** Said of whatever is not plainly right: the contract decides, and names what is wrong. */
const doubt = Symbol('doubt')
type Read<T> = (value: unknown) => T | typeof doubt

type Members<T> = { readonly [Name in keyof T]-?: Read<T[Name]> }

function object<T extends object>(members: Members<T>, isRight: (read: T) => boolean = () => true): Read<T> {
  const readers = Object.entries<Read<unknown>>(members)
  const known = new Set(Object.keys(members))
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return doubt
    for (const name in value) if (!known.has(name)) return doubt
    const read: Record<string, unknown> = {}
    for (const [name, reader] of readers) {
      const member = reader((value as Record<string, unknown>)[name])
      if (member === doubt) return doubt
      if (member !== undefined) read[name] = member
    }
    return isRight(read as T) ? (read as T) : doubt
  }
}

const list =
  <T>(item: Read<T>, isRight: (read: T[]) => boolean = () => true): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value)) return doubt
    const read: T[] = []
    for (const one of value) {
      const known = item(one)
      if (known === doubt) return doubt
      read.push(known as T)
    }
    return isRight(read) ? read : doubt
  }

const absentAs =
  <T, D>(read: Read<T>, absent: D): Read<T | D> =>
  (value) =>
    value === undefined || value === null ? absent : read(value)

/** A label that nobody gave stays away. */
const label =
  <T>(read: Read<T>): Read<T | null | undefined> =>
  (value) =>
    value === undefined || value === null ? value : read(value)

const such =
  <T>(isOne: (value: unknown) => boolean): Read<T> =>
  (value) =>
    isOne(value) ? (value as T) : doubt

const oneOf = <const T extends readonly string[]>(values: T): Read<T[number]> => {
  const known: ReadonlySet<unknown> = new Set(values)
  return such((value) => known.has(value))
}

const text = (most: number): Read<string> =>
  such(
    (value) =>
      typeof value === 'string' && value.length <= most && !value.includes('\0') && value.isWellFormed(),
  )

const flag: Read<boolean> = such((value) => typeof value === 'boolean')
const count: Read<number> = such((value) => Number.isSafeInteger(value) && (value as number) >= 0)
/** There are some 110,000 days, and most come often. */
const knownDays = new Set<unknown>()
const day: Read<string> = such((value) => {
  if (knownDays.has(value)) return true
  if (typeof value !== 'string' || !isDay(value)) return false
  knownDays.add(value)
  return true
})
const optionalDay = absentAs(day, null)
const month: Read<string> = such(
  (value) => typeof value === 'string' && /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(value),
)
/** Eighteen digits at most, so that no limit is near. */
const tiyn: Read<bigint> = (value) => {
  if (typeof value === 'string') return /^(0|[1-9]\d{0,17})$/.test(value) ? BigInt(value) : doubt
  return Number.isSafeInteger(value) && (value as number) >= 0 ? BigInt(value as number) : doubt
}
const id: Read<string> = (value) => {
  const read = text(100)(value)
  return typeof read === 'string' && read !== '' && read === read.trim() && !isIin(read) ? read : doubt
}

type Collector = Facts['collector']
type Accreditation = NonNullable<Collector['accreditation']>
const period = { from: optionalDay, to: optionalDay }

const monthOfTransfers = object<Facts['transfers'][number]>({
  month: absentAs(month, null),
  senders: absentAs(count, 0),
  received: absentAs(tiyn, 0n),
})
const areOfDifferentMonths = (transfers: Facts['transfers']): boolean => {
  const months = transfers.flatMap((one) => one.month ?? [])
  return new Set(months).size === months.length
}
const accreditation = object<Accreditation>({
  ...period,
  suspensions: absentAs(list(object<Accreditation['suspensions'][number]>(period)), []),
})

const isAfterStart = ({ startsOn, endsOn, closedOn }: Facts): boolean =>
  (endsOn === null || endsOn >= startsOn) && (closedOn === null || closedOn >= startsOn)

const facts = object<Facts>(
  {
    on: day,
    collector: object<Collector>({
      kind: oneOf(collectorKinds),
      legalForm: absentAs(oneOf(legalForms), null),
      accreditation: absentAs(accreditation, null),
    }),
    forOthers: absentAs(flag, true),
    account: absentAs(
      object<Facts['account']>({
        kind: absentAs(oneOf(accountKinds), 'none'),
        dedicated: absentAs(flag, false),
      }),
      { kind: 'none', dedicated: false },
    ),
    channels: list(oneOf(channels), (given) => given.length > 0),
    boxes: absentAs(
      object<Facts['boxes']>({ numbered: absentAs(flag, false), sealed: absentAs(flag, false) }),
      { numbered: false, sealed: false },
    ),
    region: absentAs(
      such<string>((value) => typeof value === 'string' && isKato(value)),
      null,
    ),
    startsOn: day,
    endsOn: optionalDay,
    closedOn: optionalDay,
    notice: absentAs(
      object<NonNullable<Facts['notice']>>({ givenOn: optionalDay, endDateGiven: absentAs(flag, false) }),
      null,
    ),
    emergency: absentAs(
      object<NonNullable<Facts['emergency']>>({
        declaredOn: optionalDay,
        effectiveFrom: optionalDay,
        endsOn: optionalDay,
      }),
      null,
    ),
    approval: absentAs(
      object<NonNullable<Facts['approval']>>({
        status: absentAs(oneOf(approvalStatuses), null),
        approvers: absentAs(count, 0),
      }),
      null,
    ),
    target: absentAs(tiyn, null),
    raised: absentAs(tiyn, 0n),
    costs: absentAs(tiyn, 0n),
    report: absentAs(object<NonNullable<Facts['report']>>({ publishedOn: optionalDay }), null),
    misuse: absentAs(flag, false),
    transfers: absentAs(list(monthOfTransfers, areOfDifferentMonths), []),
  },
  isAfterStart,
)

const line = object<Case>({
  id,
  facts,
  labels: absentAs(
    object<Labels>({ purpose: label(text(100)), size: label(text(40)), fraud: label(flag) }),
    {},
  ),
})

/**
 * The case that a value from JSON plainly is; undefined where there is any doubt. Never more than the contract `CaseLine`
 * takes, and the same as that decodes: it only spares most lines of a large file the longer way.
 */
export function quickCase(value: unknown): Case | undefined {
  const read = line(value)
  return read === doubt ? undefined : read
}
