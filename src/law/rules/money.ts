import type { Because } from '../evaluation.js'
import { amountOn } from '../legislation.js'
import {
  allowedCosts,
  boxesInOrder,
  costsAbove,
  dedicatedAccount,
  looksLikeIncome,
  misused,
  no,
  onOrAfter,
  organization,
  personalAccount,
  usesBoxes,
  yes,
} from '../questions.js'
import { always, preconditionOrBreach, type Rule } from '../rule.js'
import type { Situation } from '../situation.js'
import { firstLookedAt, lookAtTransfers, received } from '../transfers.js'
import { numberOf, type Setting } from '../variant.js'

const misuse: Pick<Rule, 'conditions' | 'effect' | 'because' | 'remedies'> = {
  conditions: always([yes(misused)]),
  effect: always('breach'),
  because: ({ facts }) => ({ misuse: facts.misuse }),
  remedies: always(['make-good-misuse']),
}

function becauseOfTransfers({ facts, legislation }: Situation, setting: Setting): Because {
  const look = lookAtTransfers(setting)
  const bound = look.thresholdOn(facts.on, legislation)!
  const run = firstLookedAt(facts, look, bound)
  return {
    on: facts.on,
    'collector.kind': facts.collector.kind,
    'account.kind': facts.account.kind,
    transfers: run.map((month) => ({ ...month, received: String(month.received) })),
    'tax-look.from': look.from,
    'tax-look.months': look.months,
    'tax-look.senders': look.senders,
    'tax-look.minimumWages': look.minimumWages,
    minimumWageTiyn: String(bound / BigInt(look.minimumWages)),
    margin: String(received(run) - bound),
  }
}

/** What becomes of the money. */
export const moneyRules: readonly Rule[] = [
  { ...misuse, provision: 'misuse-criminal', setting: 'on', code: 'misuse-criminal', liable: false },
  { ...misuse, provision: 'misuse-liability', setting: 'on', code: 'misuse', liable: true },
  {
    provision: 'box-rules',
    setting: 'on',
    code: 'box-not-sealed',
    effect: preconditionOrBreach,
    liable: true,
    conditions: always([yes(usesBoxes), no(boxesInOrder)]),
    because: ({ facts: { channels, boxes } }) => ({
      channels,
      'boxes.numbered': boxes.numbered,
      'boxes.sealed': boxes.sealed,
    }),
    remedies: always(['number-and-seal-boxes']),
  },
  {
    provision: 'dedicated-account',
    setting: 'on',
    code: 'account-not-dedicated',
    effect: preconditionOrBreach,
    liable: false,
    conditions: always([no(dedicatedAccount)]),
    because: ({ facts }) => ({ 'account.dedicated': facts.account.dedicated }),
    remedies: always(['open-dedicated-account']),
  },
  {
    provision: 'cost-cap',
    setting: 'on',
    code: 'costs-above-cap',
    effect: ({ closed }) => (closed ? 'breach' : 'notice'),
    liable: false,
    conditions: (setting) => [yes(costsAbove(numberOf(setting, 'percent')!))],
    because: (s, setting) => ({
      costs: String(s.facts.costs),
      raised: String(s.facts.raised),
      'cost-cap.percent': numberOf(setting, 'percent'),
      margin: String(s.facts.costs - allowedCosts(s.facts, numberOf(setting, 'percent')!)),
    }),
    remedies: always(['bear-costs-otherwise']),
  },
  {
    provision: 'tax-look',
    setting: 'on',
    code: 'tax-look',
    effect: always('notice'),
    liable: false,
    conditions: (setting) => {
      const look = lookAtTransfers(setting)
      return [no(organization), yes(personalAccount), yes(onOrAfter(look.from)), yes(looksLikeIncome(look))]
    },
    measuredBy: ({ facts, legislation }) => [
      amountOn(legislation.indices.minimumWage, facts.on)!.citation.confidence,
    ],
    because: becauseOfTransfers,
    remedies: always(['keep-donation-records', 'collect-under-host']),
  },
]
