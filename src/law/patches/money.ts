import { allowedCosts } from '../questions.js'
import { numberOf } from '../variant.js'
import { type Patch, still } from './patch.js'

/** Where the money is kept and what becomes of it. */
export const moneyPatches: readonly Patch[] = [
  {
    code: 'use-other-account',
    by: 'collector',
    effort: 2,
    // On that of an organization, e.g. of whoever is helped.
    apply: (facts) =>
      facts.account.kind === 'personal'
        ? still({ ...facts, account: { ...facts.account, kind: 'organization' } })
        : null,
  },
  {
    code: 'open-dedicated-account',
    by: 'collector',
    effort: 2,
    apply: (facts) =>
      facts.account.dedicated ? null : still({ ...facts, account: { ...facts.account, dedicated: true } }),
  },
  {
    code: 'number-and-seal-boxes',
    by: 'collector',
    effort: 1,
    apply: (facts) =>
      facts.channels.includes('box') && !(facts.boxes.numbered && facts.boxes.sealed)
        ? still({ ...facts, boxes: { numbered: true, sealed: true } })
        : null,
  },
  {
    code: 'return-excess',
    by: 'collector',
    effort: 2,
    apply: (facts) =>
      facts.target !== null && facts.raised > facts.target ? still({ ...facts, raised: facts.target }) : null,
  },
  {
    code: 'bear-costs-otherwise',
    by: 'collector',
    effort: 2,
    apply: (facts, { settings: { 'cost-cap': cap } }) => {
      const percent = cap === undefined ? null : numberOf(cap, 'percent')
      if (percent === null) return null
      const costs = allowedCosts(facts, percent)
      return facts.costs > costs ? still({ ...facts, costs }) : null
    },
  },
  {
    code: 'make-good-misuse',
    by: 'authority',
    effort: 5,
    // Money that is made good is no longer missing, but that it was misused stays established.
    apply: (facts) => (facts.misuse ? { facts: { ...facts, misuse: false }, hindsight: true } : null),
  },
]
