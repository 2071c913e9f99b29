import t from 'tap'
import { later } from '../collections/stories.js'
import { pay, refund, reverse } from '../giving/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

const debits = ['spent', 'costs', 'transferredOut']

/** The entries at an address, summed to the side on which the figure stands. */
async function sumAt(adal: Adal, as: Session, figure: string, address: string): Promise<string> {
  const { status, body } = await adal.call('GET', address, { as })
  if (status !== 200) throw new Error(JSON.stringify(body))
  const sum = (body.items as { side: string; amount: string }[]).reduce(
    (all, { side, amount }) => all + (side === 'debit' ? 1n : -1n) * BigInt(amount),
    0n,
  )
  return String(debits.includes(figure) ? sum : -sum)
}

t.test('each figure of a drive and of its closing report leads to the entries that sum to it', async (t) => {
  const adal = await startAdal(t)
  const { session: before, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, before, bin)
  const first = await give(adal, before, number, donation(900))
  await give(adal, before, number, donation(100))
  await pay(adal, before, number, 300)
  await pay(adal, before, number, 40, { category: 'collecting-costs' })
  const wrong = await pay(adal, before, number, 70, { category: 'food' })
  await refund(adal, before, number, first.body.donation, 50)
  const as = await later(adal, '2026-05-02T06:00:00Z', before)
  for (const [step, body] of [
    ['close', { closedOn: '2026-05-01' }],
    ['report', {}],
  ] as const)
    t.equal((await adal.call('POST', `/v1/collections/${number}/${step}`, { as, body })).status, 200, step)
  const afterwards = await later(adal, '2026-05-03T06:00:00Z', before)
  await reverse(adal, afterwards, wrong.body.disbursement, { effectiveOn: '2026-05-01' })

  const { body } = await adal.call('GET', `/v1/register/collections/${number}`)
  t.match(body.figures, {
    raised: { amount: '95000' },
    spent: { amount: '30000' },
    costs: { amount: '4000' },
  })
  for (const [figure, address] of Object.entries<string>(body.entries))
    t.equal(await sumAt(adal, afterwards, figure, address), body.figures[figure].amount, figure)
  t.match(body.report, { spent: { amount: '37000' } }, 'as it was known then')
  for (const figure of ['raised', 'spent', 'costs'])
    t.equal(
      await sumAt(adal, afterwards, figure, body.report.entries[figure]),
      body.report[figure].amount,
      `the report: ${figure}`,
    )
  t.equal((await adal.call('GET', body.entries.raised)).status, 401, 'the entries are not for everybody')
})
