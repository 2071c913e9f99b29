import { act, later } from '../collections/stories.js'
import { pay, refund, reverse } from '../giving/stories.js'
import { imported, statementLine, statementOf } from '../statements/stories.js'
import type { Adal, Session } from '../support/app.js'
import {
  bins,
  confirmedCharity,
  donation,
  drive,
  give,
  iins,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'

const somebody = { kind: 'individual', name: 'Ерлан Сейтқали', iin: iins[0] }
const company = { kind: 'organization', name: 'ТОО «Достық»', bin: bins[1] }

/** A year of a charity: two drives of its own and one under its roof, gifts of every sort, and all that can be done with money. */
export async function aYear(adal: Adal) {
  const { session, registrar, bin } = await confirmedCharity(adal)
  const houses = await openDrive(adal, session, bin)
  const fodder = await openDrive(adal, session, bin, { channels: ['transfer', 'cash'] })
  const shelter = await hosted(adal, session, bin)
  const given = await give(adal, session, houses, donation(50_000, { donor: somebody }))
  await give(adal, session, houses, donation(90_000, { donor: company, reference: 'INV-1' }))
  const wrong = await give(adal, session, houses, donation(700, { donor: somebody }))
  await give(adal, session, houses, donation(3_000, { reference: 'INV-2' }))
  await give(adal, session, fodder, donation(8_000, { channel: 'cash' }))
  await give(adal, session, shelter, donation(20_000, { channel: 'card', donor: somebody }))
  await refund(adal, session, houses, given.body.donation, 10_000)
  await reverse(adal, session, wrong.body.donation)
  await pay(adal, session, houses, 60_000)
  const twice = await pay(adal, session, houses, 4_000, { category: 'food' })
  await pay(adal, session, houses, 2_000, { category: 'collecting-costs' })
  await pay(adal, session, fodder, 1_000, { category: 'fodder', channel: 'cash' })
  await reverse(adal, session, twice.body.disbursement)
  await adal.call('POST', `/v1/collections/${shelter}/host-fee`, { as: session, key: newKey() })
  await transferred(adal, session, registrar, houses, fodder)
  await imported(
    adal,
    session,
    bin,
    statementOf([
      statementLine(1, 90_000, { reference: 'INV-1', kod: '27' }),
      statementLine(2, 3_000, { reference: 'INV-2', kod: '19' }),
    ]),
  )
  return { session, bin, houses, fodder, shelter }
}

async function hosted(adal: Adal, host: Session, bin: string): Promise<string> {
  const her = await adal.signInAs('collector', { iin: iins[0] })
  const offer = { host: bin, hostFeePercent: 7, spending: { categories: ['food'] }, channels: ['card'] }
  const { number } = (await adal.call('POST', '/v1/collections', { as: her, body: drive('self', offer) }))
    .body
  await act(adal, host, number, 'host')
  await act(adal, her, number, 'open', { openedOn: '2026-03-01' })
  return number
}

async function transferred(adal: Adal, as: Session, registrar: Session, from: string, to: string) {
  const body = { to, amount: tenge(5_000), reasons: 'The fodder is short.' }
  const asked = await adal.call('POST', `/v1/collections/${from}/transfers`, { as, key: newKey(), body })
  const decision = { decision: 'approve', reasons: 'The purposes are close.' }
  return adal.call('POST', `/v1/transfers/${asked.body.id}/decisions`, {
    as: registrar,
    key: newKey(),
    body: decision,
  })
}

/** The same person a year later. */
export const inSpring = (adal: Adal, session: Session) => later(adal, '2027-02-01T06:00:00Z', session)
