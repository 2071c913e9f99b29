import { evaluate, type PreparedVariant, prepareVariant, regimeOf } from './evaluate.js'
import { lawfulOutcome } from './evaluation.js'
import type { Held, TracedRule, WayOfLaw } from './explanation.js'
import type { Facts } from './facts.js'
import { type Legislation, lawOfToday } from './legislation.js'
import { type ProvisionId, provisionIds } from './provision-ids.js'
import type { Settings } from './situation.js'
import type { Setting } from './variant.js'

/** Each provision that found something, set for this case to what the law of today says, if the case is lawful then. */
export function waysOfLaw(
  facts: Facts,
  variant: PreparedVariant,
  legislation: Legislation,
  rules: readonly TracedRule[],
): WayOfLaw[] {
  const current = legislation.variants.get(lawOfToday)
  const today: Settings = current === undefined ? {} : prepareVariant(current).regimeFor(facts).settings
  const { settings } = variant.regimeFor(facts)
  const speaking = new Set(
    rules.flatMap(({ state, provision }) => (state === 'applied' || state === 'lacking' ? [provision] : [])),
  )
  return provisionIds.flatMap((provision) => {
    if (!speaking.has(provision) || isSame(settings[provision], today[provision])) return []
    const regime = regimeOf(entriesOf({ ...settings, [provision]: today[provision] }))
    const outcome = lawfulOutcome(evaluate(facts, { ...variant, regimeFor: () => regime }, legislation))
    if (outcome === null) return []
    const held = (setting: Setting | undefined) => heldOf(provision, setting, legislation)
    return [{ provision, from: held(settings[provision]), to: held(today[provision]), outcome }]
  })
}

/** Whoever set it: by another source it is still the same rule. */
const isSame = (one: Setting | undefined, other: Setting | undefined): boolean =>
  one?.setting === other?.setting && JSON.stringify(one?.parameters) === JSON.stringify(other?.parameters)

const entriesOf = (settings: Settings): [ProvisionId, Setting][] =>
  provisionIds.flatMap((provision): [ProvisionId, Setting][] => {
    const setting = settings[provision]
    return setting === undefined ? [] : [[provision, setting]]
  })

/** What a law says of a provision; where it says nothing, what holds then. */
export function heldOf(provision: ProvisionId, held: Setting | undefined, { provisions }: Legislation): Held {
  return {
    setting: held?.setting ?? provisions.provisions[provision].absent,
    parameters: held?.parameters ?? {},
    citation: held?.citation ?? null,
  }
}
