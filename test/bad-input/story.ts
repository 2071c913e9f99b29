import { decide, filed, flood, planned } from '../approvals/stories.js'
import { act, enact, opened } from '../collections/stories.js'
import { authorize, voided } from '../giving/authorization-stories.js'
import { listedBox, openBox } from '../giving/box-stories.js'
import { giveInKind } from '../giving/gift-stories.js'
import { owe } from '../spending/invoice-stories.js'
import type { Adal } from '../support/app.js'
import { donation, give, newKey } from '../support/stories.js'

/** A fund with drives in every state that refuses something; `theGate` is in force only after `banInForce`. */
export async function everythingThatRefuses(adal: Adal) {
  const story = await flood(adal)
  const { akimat, fund } = story
  const neighbour = await adal.signInAs('akimat', { region: '150000000' })
  const collector = await adal.signInAs('collector', { iin: '900101350013' })
  const open = await opened(adal, fund, {}, { openedOn: '2026-03-01' })
  const lateOpened = await opened(adal, fund)
  const closed = await opened(adal, fund, {}, { openedOn: '2026-03-01' })
  await act(adal, fund.by, closed, 'close')
  const notYet = await planned(adal, story)
  const gated = await planned(adal, story)
  const refused = await filed(adal, story, gated)
  await decide(adal, akimat, refused, 'refuse')
  await act(adal, fund.by, gated, 'open', { openedOn: '2026-03-01' })
  const undecided = await filed(adal, story, await planned(adal, story))
  const key = newKey()
  const { body } = await give(adal, fund.by, open, donation(1_000), key)
  const goods = await opened(adal, fund, { channels: ['in-kind'] }, { openedOn: '2026-03-01' })
  const gift = (await giveInKind(adal, fund.by, goods, 100)).body.donation as string
  const boxed = await opened(adal, fund, { channels: ['box'] }, { openedOn: '2026-03-01' })
  const box = await listedBox(adal, fund.by, boxed, { setUpOn: '2026-03-05' })
  const counted = await openBox(adal, { session: fund.by, number: boxed, box }, 100)
  if (counted.status !== 201) throw new Error(JSON.stringify(counted.body))
  const { invoice } = (await owe(adal, fund.by, open, 10)).body
  const authorized = (await authorize(adal, fund.by, open, 100)).body.id as string
  const settled = (await authorize(adal, fund.by, open, 100)).body.id as string
  await voided(adal, fund.by, settled)
  return {
    ...{ authorized, settled, goods, gift, boxed, box, invoice: invoice as string },
    ...{ akimat, neighbour, collector, by: fund.by, bin: fund.bin },
    ...{ open, lateOpened, closed, notYet, gated, refused, undecided, key, given: body.donation as string },
  }
}

export type Story = Awaited<ReturnType<typeof everythingThatRefuses>>

/** From here on the akimat decides who takes money for an emergency, and no donation may pass a target. */
export const banInForce = (adal: Adal): Promise<void> => enact(adal, 'kz-draft-ban-2024', '2026-03-15')
