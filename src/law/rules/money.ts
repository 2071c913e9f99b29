import { always, preconditionOrBreach, type Rule } from '../rule.js'
import { numberOf, type Situation } from '../situation.js'
import type { Setting } from '../variant.js'
import { becauseOfTransfers, looksAtTransfers, wageOfYear } from './tax-look.js'

/** The costs that the cap allows, in whole tiyn: a part of a tiyn allows no further one. */
const allowedCosts = ({ facts }: Situation, setting: Setting): bigint =>
  (BigInt(numberOf(setting, 'percent')!) * facts.raised) / 100n

const misuse: Pick<Rule, 'effect' | 'applies' | 'because' | 'remedies'> = {
  effect: always('breach'),
  applies: ({ facts }) => facts.misuse,
  because: ({ facts }) => ({ misuse: facts.misuse }),
  remedies: always(['make-good-misuse']),
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
    applies: ({ facts: { channels, boxes } }) =>
      channels.includes('box') && !(boxes.numbered && boxes.sealed),
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
    applies: ({ facts }) => !facts.account.dedicated,
    because: ({ facts }) => ({ 'account.dedicated': facts.account.dedicated }),
    remedies: always(['open-dedicated-account']),
  },
  {
    provision: 'cost-cap',
    setting: 'on',
    code: 'costs-above-cap',
    effect: ({ closed }) => (closed ? 'breach' : 'notice'),
    liable: false,
    applies: (s, setting) => s.facts.costs > allowedCosts(s, setting),
    because: (s, setting) => ({
      costs: String(s.facts.costs),
      raised: String(s.facts.raised),
      'cost-cap.percent': numberOf(setting, 'percent'),
      margin: String(s.facts.costs - allowedCosts(s, setting)),
    }),
    remedies: always(['bear-costs-otherwise']),
  },
  {
    provision: 'tax-look',
    setting: 'on',
    code: 'tax-look',
    effect: always('notice'),
    liable: false,
    consults: wageOfYear,
    applies: looksAtTransfers,
    because: becauseOfTransfers,
    remedies: always(['keep-donation-records', 'collect-under-host']),
  },
]
