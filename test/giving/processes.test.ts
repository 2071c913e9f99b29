import t from 'tap'
import { act, enact } from '../collections/stories.js'
import { anotherProcess, ask } from '../http/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive, tenge } from '../support/stories.js'
import { moneyOf, pay, refund } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const { app } = await anotherProcess(t, adal)
const number = await openDrive(adal, session, bin, { target: tenge(100) })
const toClose = await openDrive(adal, session, bin)

const giveThere = (to: string, amount: number) =>
  ask(app, `/v1/collections/${to}/donations`, { as: session, body: donation(amount), key: newKey() })
const giveHere = (to: string, amount: number) => give(adal, session, to, donation(amount))

t.test('what one process has remembered of a drive does not outlive what another one changes', async (t) => {
  t.equal((await giveThere(toClose, 1)).status, 201)
  t.equal((await giveHere(toClose, 1)).status, 201)
  t.equal((await act(adal, session, toClose, 'close')).status, 200)
  t.match(await giveThere(toClose, 1), { status: 409, body: { type: '/problems/collection-not-open' } })

  const first = await giveThere(number, 60)
  t.match(first, { status: 201, body: { heldForReturn: false } })
  t.match(await giveThere(number, 60), { body: { heldForReturn: false } }, 'no law stops at the target yet')
  await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
  const past = await giveThere(number, 1)
  t.match(past, { body: { heldForReturn: true } }, 'the law has changed in the other process')
  await refund(adal, session, number, first.body.donation, 60)
  t.match(await giveThere(number, 10), { body: { heldForReturn: false } }, 'a refund has made room')
  t.match((await moneyOf(adal, number)).raised, tenge(70))
})

t.test('two processes together do not pass a target', async (t) => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? giveHere(number, 7) : giveThere(number, 7))),
  )
  t.equal(answers.filter(({ body }) => body.heldForReturn === false).length, 4)
  t.match((await moneyOf(adal, number)).raised, tenge(98))
})

t.test('while others give, nobody pays out more than there is', async (t) => {
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, () => giveThere(number, 1)),
    ...Array.from({ length: 5 }, () => pay(adal, session, number, 40)),
  ])
  const paid = answers.slice(10).filter(({ status }) => status === 201)
  t.equal(paid.length, 2, '98 and at most 2 more do not pay 40 three times')
})
