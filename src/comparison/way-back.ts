import type { PreparedVariant } from '../law/evaluate.js'
import type { RemedyCode } from '../law/evaluation.js'
import type { Facts } from '../law/facts.js'
import { leadOf, noticeStillHelps } from '../law/lead-time.js'
import type { Legislation } from '../law/legislation.js'
import { regimesOf } from '../law/questionnaire.js'
import type { Asked } from '../law/questions.js'
import { easiestWay } from '../law/ways.js'

/** What would make a case lawful that is stopped: each was tried by evaluating the case again. */
export interface WayBack {
  /** Empty where no four changes of the facts are enough. */
  readonly remedies: RemedyCode[]
  /** One of them would have had to be done before the day: it helps the next collection, not this one. */
  readonly tooLate: boolean
}

export function wayBackOf(facts: Facts, variant: PreparedVariant, legislation: Legislation): WayBack {
  const steps = easiestWay(facts, variant, legislation)?.steps ?? []
  return {
    remedies: steps.map(({ code }) => code),
    tooLate: steps.some(({ hindsight }) => hindsight),
  }
}

/** On which a way depends beside what the variants ask: with it all cases of a class have the way of the one that is tried. */
export const waysDependOn = (variants: readonly PreparedVariant[]): Asked[] =>
  variants.flatMap((variant) => regimesOf(variant).map(({ settings }) => noticeStillHelps(leadOf(settings))))
