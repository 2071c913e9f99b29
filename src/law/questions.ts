import { type Day, daysBetween, laterOf } from '../kernel/days.js'
import { workingDays, yearsCounted } from './calendar.js'
import type { Facts } from './facts.js'
import { amountOn, type Legislation } from './legislation.js'
import type { QuestionName, Unit } from './question-names.js'
import { busyRuns, type LookAtTransfers, received } from './transfers.js'
import type { ParameterValue } from './variant.js'

/** Data that a question needs and nobody has. */
export type Missing =
  | { readonly missing: 'index-value'; readonly on: Day }
  | { readonly missing: 'calendar'; readonly year: number }

export const isMissing = (answer: unknown): answer is Missing =>
  typeof answer === 'object' && answer !== null && 'missing' in answer

/** What is asked of the facts of a collection. Questions of the same key are the same, in whatever variant they stand. */
export interface Question {
  readonly key: string
  /** By which its sentence is found, and what is put into it. */
  readonly name: QuestionName
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly ask: (facts: Facts, legislation: Legislation) => boolean | Missing
  /** It can be that the data to answer it is missing. */
  readonly needsData?: true
  /** Where a value is held against a bound: by how much it is above (negative: below), in the unit of the bound. */
  readonly margin?: (facts: Facts, legislation: Legislation) => number | bigint | null
  readonly unit?: Unit
}

/** What is asked of a case beside the rules: it needs no sentence. */
export type Asked = Pick<Question, 'key' | 'ask'>

/** A question with the answer that a rule waits for. */
export interface Condition {
  readonly question: Question
  readonly answer: boolean
}

export const yes = (question: Question): Condition => ({ question, answer: true })
export const no = (question: Question): Condition => ({ question, answer: false })

/** Whether every condition holds, asked one after the other: what is missing counts only when it is reached. */
export function holds(
  conditions: readonly Condition[],
  facts: Facts,
  legislation: Legislation,
): boolean | Missing {
  for (const { question, answer } of conditions) {
    const answered = question.ask(facts, legislation)
    if (isMissing(answered)) return answered
    if (answered !== answer) return false
  }
  return true
}

type Period = { readonly from: Day | null; readonly to: Day | null }

const contains = ({ from, to }: Period, day: Day): boolean =>
  from !== null && from <= day && (to === null || to >= day)

const isStarted = ({ on, startsOn }: Facts): boolean => on >= startsOn
const isClosed = ({ on, closedOn }: Facts): boolean => closedOn !== null && closedOn <= on

function isAccreditedOn({ collector: { accreditation } }: Facts, day: Day): boolean {
  if (accreditation === null || !contains(accreditation, day)) return false
  for (const suspension of accreditation.suspensions) if (contains(suspension, day)) return false
  return true
}

/** Accreditation must cover the start and, while collecting, today. */
const mustCoverToday = (facts: Facts): boolean => isStarted(facts) && !isClosed(facts)

const isAccredited = (facts: Facts): boolean =>
  isAccreditedOn(facts, facts.startsOn) && (!mustCoverToday(facts) || isAccreditedOn(facts, facts.on))

/** Which of the days that accreditation must cover it does not. */
export const uncoveredDays = (facts: Facts): ('startsOn' | 'on')[] =>
  (mustCoverToday(facts) ? (['startsOn', 'on'] as const) : (['startsOn'] as const)).filter(
    (name) => !isAccreditedOn(facts, facts[name]),
  )

/** Whether the drive starts within the emergency; a declaration that reaches back gates nobody who had begun before it. */
export function isGated({ emergency, startsOn }: Facts): boolean {
  if (emergency === null || emergency.effectiveFrom === null) return false
  const { effectiveFrom, declaredOn, endsOn } = emergency
  return contains({ from: laterOf(effectiveFrom, declaredOn ?? effectiveFrom), to: endsOn }, startsOn)
}

/** The day on which notice was given; null where none is given yet: what is planned for later does not exist. */
export function noticeDay({ notice, on }: Facts): Day | null {
  const givenOn = notice?.givenOn ?? null
  return givenOn !== null && givenOn <= on ? givenOn : null
}

/** The day on which the closing report was published; null where that has not happened yet. */
export function reportDay({ report, on }: Facts): Day | null {
  const publishedOn = report?.publishedOn ?? null
  return publishedOn !== null && publishedOn <= on ? publishedOn : null
}

const ofFacts = (name: QuestionName, ask: (facts: Facts) => boolean): Question => ({
  key: name,
  name,
  parameters: {},
  ask,
})
const hasApproval = (status: 'pending' | 'approved' | 'refused'): Question =>
  ofFacts(`approval-${status}`, ({ approval }) => approval?.status === status)

export const organization = ofFacts('organization', ({ collector }) => collector.kind === 'organization')
export const forOthers = ofFacts('for-others', (facts) => facts.forOthers)
export const personalAccount = ofFacts('personal-account', ({ account }) => account.kind === 'personal')
export const dedicatedAccount = ofFacts('dedicated-account', ({ account }) => account.dedicated)
export const started = ofFacts('started', isStarted)
export const closed = ofFacts('closed', isClosed)
export const accredited = ofFacts('accredited', isAccredited)
export const inEmergency = ofFacts('in-emergency', isGated)
export const approvalAsked = ofFacts('approval-asked', ({ approval }) => (approval?.status ?? null) !== null)
export const approvalPending = hasApproval('pending')
export const approvalApproved = hasApproval('approved')
export const approvalRefused = hasApproval('refused')
export const noticeGiven = ofFacts('notice-given', (facts) => noticeDay(facts) !== null)
/** Not after the start. */
export const noticeInTime = ofFacts('notice-in-time', (facts) => {
  const given = noticeDay(facts)
  return given !== null && given <= facts.startsOn
})
export const noticeNamesEnd = ofFacts('notice-names-end', ({ notice }) => notice?.endDateGiven ?? false)
export const hasEndDate = ofFacts('has-end-date', ({ endsOn }) => endsOn !== null)
export const endHasPassed = ofFacts('end-has-passed', ({ endsOn, on }) => endsOn !== null && endsOn < on)
export const reported = ofFacts('reported', (facts) => reportDay(facts) !== null)
export const misused = ofFacts('misused', ({ misuse }) => misuse)
export const usesBoxes = ofFacts('uses-boxes', ({ channels }) => channels.includes('box'))
export const boxesInOrder = ofFacts('boxes-in-order', ({ boxes }) => boxes.numbered && boxes.sealed)
export const overTarget: Question = {
  key: 'over-target',
  name: 'over-target',
  parameters: {},
  unit: 'tiyn',
  ask: ({ raised, target }) => target !== null && raised > target,
  margin: ({ raised, target }) => (target === null ? null : raised - target),
}

/** Whether it takes gifts by one of these channels. */
export const usesOneOf = (listed: readonly string[]): Question => ({
  key: `uses ${[...listed].sort().join(' ')}`,
  name: 'uses-one-of',
  parameters: { channels: [...listed] },
  ask: ({ channels }) => channels.some((used) => listed.includes(used)),
})

export const fewerApproversThan = (needed: number): Question => ({
  key: `approvers < ${needed}`,
  name: 'fewer-approvers-than',
  parameters: { needed },
  unit: 'persons',
  ask: ({ approval }) => (approval?.approvers ?? 0) < needed,
  margin: ({ approval }) => (approval?.approvers ?? 0) - needed,
})

/** The days from the notice to the start, as the law counts them. Asked only where notice was given. */
export function leadDays(facts: Facts, count: string, { calendar }: Legislation): number {
  const given = noticeDay(facts)!
  return count === 'working'
    ? workingDays(calendar, given, facts.startsOn)
    : daysBetween(given, facts.startsOn)
}

export const leadShorterThan = (days: number, count: string): Question => ({
  key: `lead < ${days} ${count} days`,
  name: count === 'working' ? 'lead-shorter-than-working-days' : 'lead-shorter-than-calendar-days',
  parameters: { days },
  unit: 'days',
  needsData: true,
  ask: (facts, legislation) => {
    const given = noticeDay(facts)
    if (given === null) return false
    const unknown =
      count === 'working' &&
      yearsCounted(given, facts.startsOn).find((year) => !legislation.calendar.has(year))
    if (unknown) return { missing: 'calendar', year: unknown }
    return leadDays(facts, count, legislation) < days
  },
  margin: (facts, legislation) =>
    noticeDay(facts) === null ? null : leadDays(facts, count, legislation) - days,
})

export const closedLongerThan = (days: number): Question => ({
  key: `closed > ${days} days`,
  name: 'closed-longer-than',
  parameters: { days },
  unit: 'days',
  ask: ({ closedOn, on }) => closedOn !== null && daysBetween(closedOn, on) > days,
  margin: ({ closedOn, on }) => (closedOn === null ? null : daysBetween(closedOn, on) - days),
})

export const reportedLaterThan = (days: number): Question => ({
  key: `reported > ${days} days`,
  name: 'reported-later-than',
  parameters: { days },
  unit: 'days',
  ask: (facts) => {
    const published = reportDay(facts)
    return published !== null && facts.closedOn !== null && daysBetween(facts.closedOn, published) > days
  },
  margin: (facts) => {
    const published = reportDay(facts)
    return published === null || facts.closedOn === null
      ? null
      : daysBetween(facts.closedOn, published) - days
  },
})

/** The costs that a cap allows, in whole tiyn: a part of a tiyn allows no further one. */
export const allowedCosts = ({ raised }: Facts, percent: number): bigint => (BigInt(percent) * raised) / 100n

export const costsAbove = (percent: number): Question => ({
  key: `costs > ${percent} %`,
  name: 'costs-above',
  parameters: { percent },
  unit: 'tiyn',
  ask: (facts) => facts.costs > allowedCosts(facts, percent),
  margin: (facts) => facts.costs - allowedCosts(facts, percent),
})

export const onOrAfter = (from: Day): Question => ({
  key: `on >= ${from}`,
  name: 'on-or-after',
  parameters: { from },
  ask: ({ on }) => on >= from,
})
export const startsOnOrAfter = (from: Day): Question => ({
  key: `starts >= ${from}`,
  name: 'starts-on-or-after',
  parameters: { from },
  ask: ({ startsOn }) => startsOn >= from,
})

export const closedBefore = (day: Day): Question => ({
  key: `closed < ${day}`,
  name: 'closed-before',
  parameters: { day },
  ask: ({ closedOn }) => closedOn !== null && closedOn < day,
})

/** Whether a run of busy months brought more than the tax authority lets pass. */
export const looksLikeIncome = (look: LookAtTransfers): Question => {
  const { from, months, senders, minimumWages } = look
  // The same months are asked about again in every reading of a case.
  let last: { transfers: Facts['transfers']; on: Day; most: bigint | null } | undefined
  const most = (facts: Facts): bigint | null => {
    const { transfers, on } = facts
    if (last?.transfers === transfers && last.on === on) return last.most
    let found: bigint | null = null
    for (const run of busyRuns(facts, look)) {
      const sum = received(run)
      if (found === null || sum > found) found = sum
    }
    last = { transfers, on, most: found }
    return found
  }
  const above = (facts: Facts, legislation: Legislation): bigint | Missing | null => {
    const sum = most(facts)
    if (sum === null) return null
    const bound = look.thresholdOn(facts.on, legislation)
    return bound === undefined ? { missing: 'index-value', on: facts.on } : sum - bound
  }
  return {
    key: look.key,
    name: 'looks-like-income',
    parameters: { from, months, senders, minimumWages },
    unit: 'tiyn',
    needsData: true,
    ask: (facts, legislation) => {
      const margin = above(facts, legislation)
      return isMissing(margin) ? margin : margin !== null && margin > 0n
    },
    margin: (facts, legislation) => {
      const margin = above(facts, legislation)
      return isMissing(margin) ? null : margin
    },
  }
}

/** Whether the index by which fines are counted is known on the day `on`. */
export const fineIndexKnown: Question = {
  key: 'fine-index-known',
  name: 'fine-index-known',
  parameters: {},
  ask: ({ on }, { indices }) => amountOn(indices.monthlyCalculationIndex, on) !== undefined,
}
