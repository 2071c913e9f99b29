import { decide, filed, flood } from '../approvals/stories.js'
import { act, registered } from '../collections/stories.js'
import { joined } from '../organizations/stories.js'
import type { Adal, Session } from '../support/app.js'
import { donation, give, newKey } from '../support/stories.js'

const tiyn = (amount: number) => ({ amount: String(amount * 100), currency: 'KZT' })

/** The floods of West Kazakhstan: what a fund announced, what its books hold, what it has spent. */
export async function floodDrive(adal: Adal) {
  const story = await flood(adal)
  const { fund, emergency, akimat } = story
  const purpose = {
    kk: 'Су тасқынынан зардап шеккен отбасыларға үй салу',
    ru: 'Дома для семей, пострадавших от паводка',
    en: 'Houses for families hit by the flood',
    category: 'flood-relief',
  }
  const more = {
    emergency,
    purpose,
    account: fund.iban,
    startsOn: '2026-03-01',
    endsOn: '2026-04-30',
    channels: ['transfer', 'card', 'qr'],
    announced: tiyn(80_800_000),
    target: tiyn(100_000_000),
  }
  const number = await registered(adal, fund, more)
  await decide(adal, akimat, await filed(adal, story, number), 'approve')
  const { status, body } = await act(adal, fund.by, number, 'open', { openedOn: '2026-03-01' })
  if (status !== 200) throw new Error(JSON.stringify(body))
  const receipts: string[] = []
  for (const sum of [63_000_000, 226_000, 12_000_000, 5_000_000]) {
    const given = await give(adal, fund.by, number, { ...donation(sum), amount: tiyn(sum) })
    if (given.status !== 201) throw new Error(JSON.stringify(given.body))
    receipts.push(given.body.receipt.number)
  }
  const second = await joined(adal, fund, 'second-signatory')
  for (const [category, sum] of [
    ['housing', 41_500_000],
    ['food', 9_870_000],
    ['treatment', 3_200_000],
    ['collecting-costs', 640_000],
  ] as const)
    await spend(adal, fund.by, second, number, category, sum)
  return { ...story, number, receipts }
}

/** What is above the limit of one person is approved by another one. */
async function spend(
  adal: Adal,
  as: Session,
  second: Session,
  number: string,
  category: string,
  sum: number,
) {
  const body = {
    ...{ amount: tiyn(sum), category, paidOn: '2026-03-14' },
    beneficiary: { kind: 'organization', bin: '180340000015', name: 'Жаңа үй' },
  }
  const { status, body: said } = await adal.call('POST', `/v1/collections/${number}/disbursements`, {
    as,
    body,
    key: newKey(),
  })
  if (status === 201) return
  const approved = await adal.call('POST', `/v1/disbursements/${said.disbursement}/decisions`, {
    ...{ as: second, key: newKey() },
    body: { decision: 'approve', reasons: 'The papers are right.', paidOn: '2026-03-14' },
  })
  if (approved.status !== 201) throw new Error(JSON.stringify(approved.body))
}
