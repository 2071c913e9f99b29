import { addDays, type Day, earlierOf } from '../kernel/days.js'
import { type Confidence, lowestOf } from './confidence.js'
import type { ReadyRule } from './evaluate.js'
import type { Finding, SanctionNote } from './evaluation.js'
import { amountOn } from './legislation.js'
import { holds, type Missing } from './questions.js'
import { rules } from './rules.js'
import type { Situation } from './situation.js'
import { heldSince, holdsFor } from './transitions.js'
import { type DatedSetting, numberOf, type Setting } from './variant.js'

/*
 * What a breach costs, by Article 5 of the Code of Administrative Offences: whom a law judges is for its transition to say,
 * but nobody is punished harder than by the law that held for her when the conduct ended, and a later milder one reaches back.
 */

type Penalty = Pick<Finding, 'sanction' | 'sanctionConfidence' | 'sanctionNote'>

const none = (sanctionNote: SanctionNote | null): Penalty => ({
  sanction: null,
  sanctionConfidence: null,
  sanctionNote,
})

/**
 * What a rule that applies attaches: the fine of the mildest law, by the index of the day `on`. The index is needed where the
 * judging law has a fine, whatever becomes of it. What is unverified is never the only ground of a sanction.
 */
export function penaltyOf(ready: ReadyRule, situation: Situation, rule: Confidence): Penalty | Missing {
  if (!ready.rule.liable) return none(null)
  if (rule === 'unverified') return none({ why: 'unverified', from: null })
  const { facts, legislation } = situation
  const fine = fineOf(ready.setting, situation)
  if (fine === 0) return none({ why: 'none-in-force', from: fineComesOn(ready, situation) })
  const index = fine === null ? null : amountOn(legislation.indices.monthlyCalculationIndex, facts.on)
  if (index === undefined) return { missing: 'index-value', on: facts.on }
  const laws = lawsBeside(ready, situation)
  if (laws.ground === 'unverified') return none({ why: 'unverified', from: null })
  const milder = milderLaw(laws, fine, ready, situation)
  if (milder?.fine === 0) return none(milder.note)
  const mci = milder === null ? fine : milder.fine
  const marks = [laws.ground, milder?.confidence, index?.citation.confidence]
  return {
    sanction: { mci, kzt: mci === null || index === null ? null : mci * index.kzt },
    sanctionConfidence: lowestOf([rule, ...marks.filter((mark) => mark !== undefined)]),
    sanctionNote: milder?.note ?? null,
  }
}

/** The fine for this collector in MCI: 0 where none is in force, null where its amount is not published. */
const fineOf = (setting: Setting, { facts }: Situation): number | null =>
  numberOf(setting, `${facts.collector.kind}FineMci`)

/** With what a setting would punish these facts; undefined where that cannot be told, or is not known surely enough. */
function fineUnder(
  held: Setting | undefined,
  { rule: { provision } }: ReadyRule,
  situation: Situation,
): number | null | undefined {
  if (held === undefined) return 0
  if (held.citation.confidence === 'unverified') return undefined
  const { facts, legislation } = situation
  const settings = { ...situation.settings, [provision]: held }
  const answers = rules
    .filter((rule) => rule.liable && rule.provision === provision && rule.setting === held.setting)
    .map((rule) => rule.conditions(held, settings))
    .map((conditions) => conditions && holds(conditions, facts, legislation))
  if (answers.includes(true)) return fineOf(held, situation)
  return answers.every((answer) => answer === false) ? 0 : undefined
}

/** The setting that judges, with its day. */
const judgingOf = ({ timeline, setting }: ReadyRule): DatedSetting | undefined =>
  timeline.find((dated) => dated === setting)

/** The laws beside the judging one by which a case may be punished less. */
interface Laws {
  /** That of the conduct (undefined: the provision was absent), that of its last day for others, and all that came since. */
  readonly others: readonly (DatedSetting | undefined)[]
  /** Where the judging law reached this collection only after the conduct: from when; else null. */
  readonly cameOn: Day | null
  /** How sure we are of the law of the conduct, where the judging one came later: a sanction then stands on both. */
  readonly ground: Confidence | undefined
}

function lawsBeside(ready: ReadyRule, situation: Situation): Laws {
  const { timeline, setting } = ready
  // The judging law was always there, and alone.
  if (timeline.every(({ from }) => from === null)) return { others: [], cameOn: null, ground: undefined }
  const { on, startsOn } = situation.facts
  const last = lastDayOf(ready, situation)
  const ofConduct = timeline.findLast((change) => holdsFor(change, { on: last, startsOn }))
  const since = timeline.filter(({ from }, place) => {
    const next = timeline[place + 1]?.from ?? null
    return (from ?? '') <= on && (next === null || next > last)
  })
  const came = ofConduct !== setting
  const judging = judgingOf(ready)
  return {
    others: [ofConduct, ...since].filter((law) => law !== setting),
    cameOn: (came && judging && heldSince(judging, startsOn)) || null,
    ground: came ? ofConduct?.citation.confidence : undefined,
  }
}

interface Milder {
  readonly fine: number
  readonly confidence: Confidence | undefined
  readonly note: SanctionNote
}

/** The law that punishes the least; null where none is milder than the judging one. */
function milderLaw(
  { others, cameOn }: Laws,
  own: number | null,
  ready: ReadyRule,
  situation: Situation,
): Milder | null {
  return others.reduce<Milder | null>((milder, law, place) => {
    const fine = fineUnder(law, ready, situation)
    // An amount that is not published is neither more nor less than a known one.
    const bound = milder === null ? (own ?? 1) : milder.fine
    if (typeof fine !== 'number' || fine >= bound) return milder
    const note: SanctionNote =
      place === 0 && cameOn !== null
        ? { why: 'law-came-later', from: cameOn }
        : { why: 'milder-law', from: law?.from ?? null }
    return { fine, confidence: law?.citation.confidence, note }
  }, null)
}

/** The last day on which it was done what a rule punishes; a day to come is no conduct yet. */
function lastDayOf({ rule, setting }: ReadyRule, { facts, closed }: Situation): Day {
  const { on, startsOn, closedOn } = facts
  if (rule.conduct === 'start') return earlierOf(startsOn, on)
  if (rule.conduct === 'report-overdue') return earlierOf(addDays(closedOn!, daysToOverdue(setting)), on)
  return closed ? closedOn! : on
}

/** From the closing to the first day on which a report is overdue. Its rules speak only where the term is published. */
export const daysToOverdue = (setting: Setting): number => numberOf(setting, 'days')! + 1

/** The day of the next change by which these facts would be fined; null where there is none. */
function fineComesOn(ready: ReadyRule, situation: Situation): Day | null {
  const began = judgingOf(ready)?.from ?? ''
  const later = ready.timeline.filter(({ from }) => from !== null && from > began)
  return (
    later.find((law) => {
      const fine = fineUnder(law, ready, situation)
      return fine !== 0 && fine !== undefined
    })?.from ?? null
  )
}
