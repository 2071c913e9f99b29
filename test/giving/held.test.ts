import t from 'tap'
import { enact } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive, tenge } from '../support/stories.js'
import { moneyOf, problemOf, refund, reverse } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const number = await openDrive(adal, session, bin, { target: tenge(1_000) })
const crowded = await openDrive(adal, session, bin, { target: tenge(100) })

const heldOf = async (amount: number) => {
  const { status, body } = await give(adal, session, number, donation(amount))
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

t.test('where no law stops at the target, a drive may raise more than it asked for', async (t) => {
  t.match(await heldOf(700), { heldForReturn: false })
  t.match(await heldOf(200), { heldForReturn: false })
})

t.test('where the law stops at the target, what passes it is held for return', async (t) => {
  await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
  const past = await heldOf(101)
  t.match(past, { heldForReturn: true })
  t.match(await heldOf(100), { heldForReturn: false }, 'what still fits is taken')
  t.match(await heldOf(1), { heldForReturn: true })
  t.match((await moneyOf(adal, number)).raised, tenge(1_000), 'it is not part of what was raised')
  const receipt = await adal.call('GET', `/v1/receipts/${past.receipt.number}`)
  t.match(receipt.body, { heldForReturn: true, amount: tenge(101) })

  t.match((await refund(adal, session, number, past.donation, 100)).body, { leftOfDonation: tenge(1) })
  t.equal(problemOf(await refund(adal, session, number, past.donation, 2)), '422 refund-above-donation')
  t.match((await moneyOf(adal, number)).raised, tenge(1_000), 'its return does not touch the fund either')
})

t.test('many at once do not pass the target together, and what was held can be reversed', async (t) => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => give(adal, session, crowded, donation(30))),
  )
  t.equal(answers.filter(({ body }) => body.heldForReturn === false).length, 3)
  t.equal(answers.filter(({ body }) => body.heldForReturn === true).length, 17)
  t.match((await moneyOf(adal, crowded)).raised, tenge(90))
  const held = answers.find(({ body }) => body.heldForReturn)
  t.equal((await reverse(adal, session, held?.body.donation)).status, 201)
  t.match((await moneyOf(adal, crowded)).raised, tenge(90))
})
