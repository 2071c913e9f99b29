import type { Test } from 'tap'
import { type Adal, startAdal } from '../support/app.js'
import {
  type Charity,
  confirmedCharity,
  donation,
  give,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'

/** A charity that is given to by card: what the payment system takes is in transit until it pays out. */
export async function charityByCard(t: Test, options: { now?: string } = {}) {
  const adal = await startAdal(t, options)
  const charity = await confirmedCharity(adal)
  return { adal, ...charity, number: await cardDrive(adal, charity) }
}

export const cardDrive = (
  adal: Adal,
  { session, bin }: Pick<Charity, 'session' | 'bin'>,
  more: object = {},
) => openDrive(adal, session, bin, { channels: ['card', 'transfer'], ...more })

export const byCard = { channel: 'card', settlement: 'in-transit' }

export async function giveByCard(
  adal: Adal,
  as: Charity['session'],
  number: string,
  amount: number,
  more = {},
) {
  const { status, body } = await give(adal, as, number, donation(amount, { ...byCard, ...more }))
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.donation as string
}

export const march = { from: '2026-03-01', to: '2026-03-31' }

/** In tenge; all of March unless it says which donations. */
export const payout = (
  adal: Adal,
  as: { token: string },
  ledger: string,
  [gross, fee]: readonly [number, number],
  more: object = {},
) =>
  adal.call('POST', `/v1/ledgers/${ledger}/payouts`, {
    ...{ as, key: newKey() },
    body: { gross: tenge(gross), fee: tenge(fee), paidOutOn: '2026-03-12', donations: march, ...more },
  })
