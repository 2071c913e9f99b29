import { createHash } from 'node:crypto'
import t from 'tap'
import { read, upload } from '../documents/stories.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { type Session, startAdal } from '../support/app.js'
import { entriesTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, iins, openDrive } from '../support/stories.js'
import { somebody } from './people.js'

const tiyn = (amount: string) => ({ amount, currency: 'KZT' })
const aigul = { kind: 'individual', iin: iins[1], name: 'Айгүл Сәрсенова' }
const family = { kind: 'individual', iin: iins[2], name: 'Ерлан Сейтқали' }

/** A charity that built houses out of the gifts of two donors, in a fund beside another. */
async function houses(t: Parameters<typeof startAdal>[0]) {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const [charity, auditor] = [somebody(adal, session), somebody(adal, await adal.signInAs('auditor'))]
  const number = await openDrive(adal, session, bin)
  const other = await openDrive(adal, session, bin)
  const gift = { amount: tiyn('50001'), donor: aigul }
  const given = await charity.succeeds(`/v1/collections/${number}/donations`, donation(0, gift))
  await charity.succeeds(`/v1/collections/${number}/donations`, donation(0, { amount: tiyn('49999') }))
  await charity.succeeds(`/v1/collections/${other}/donations`, donation(70, { donor: aigul }))
  const { body: invoice } = await upload(
    adal,
    session,
    { type: 'text/plain', content: 'Шот: қабырға, шатыр' },
    bin,
  )
  const payment = { beneficiary: family, category: 'housing', paidOn: '2026-03-14' }
  const pay = (amount: string, evidence: string[] = []) =>
    charity.succeeds(`/v1/collections/${number}/disbursements`, {
      ...payment,
      amount: tiyn(amount),
      evidence,
    })
  const paid = await pay('80000', [invoice.id])
  await pay('20000')
  return { adal, charity, auditor, bin, number, given, paid, invoice }
}

t.test(
  'an auditor follows one tiyn from the donor through the fund to the family that it housed',
  async (t) => {
    const { adal, auditor, bin, number, given, paid, invoice } = await houses(t)
    const as = auditor.session ?? (await adal.signUp())
    const books = `/v1/ledgers/${bin}`

    // The donor says: I gave 500 tenge and one tiyn.
    const { items: found } = await auditor.sees(`${books}/transactions?amount=50001`)
    t.match(found, [{ id: given.donation, kind: 'donation' }])
    const { items: hers } = await auditor.sees(`${books}/transactions?counterparty=${given.donation}`)
    t.strictSame(
      hers.map(({ entries: [{ amount }] }: { entries: [{ amount: string }] }) => amount),
      ['50001', '7000'],
      'and another gift of hers, to another drive',
    )
    t.equal(found.length, 1)
    const [{ fund, effectiveOn }] = found

    // It lies in the fund of its collection and of no other, and all of it was spent.
    t.equal(
      await entriesTable(adal, as, `${books}/entries?fund=${fund}`),
      table(`
      day         kind          account             debit  credit
      2026-03-10  donation      fund:raised                500.01
      2026-03-10  donation      fund:raised                499.99
      2026-03-14  disbursement  fund:spent:housing    800
      2026-03-14  disbursement  fund:spent:housing    200
      -----------------------------------------------------------
                                                    1 000   1 000`),
    )
    t.equal(effectiveOn, '2026-03-10')

    // To whom: the payments of the drive, and whatever else the same person was paid.
    const { items: payments } = await auditor.sees(`/v1/collections/${number}/disbursements`)
    t.match(payments, [
      {
        id: paid.disbursement,
        beneficiary: { kind: 'individual', identified: true },
        evidence: [invoice.sha256],
      },
      { evidence: [] },
    ])
    const { items: same } = await auditor.sees(`${books}/transactions?counterparty=${paid.disbursement}`)
    t.strictSame(
      same.map(({ id }: { id: string }) => id),
      payments.map(({ id }: { id: string }) => id),
      'one family, two payments',
    )

    // The paper behind it is the one that was cited.
    const { content } = await read(adal, as, invoice.id)
    t.equal(createHash('sha256').update(content).digest('hex'), payments[0].evidence[0])

    // The log committed to all of it: the leaf of the payment is in the tree whose head was signed.
    await sign(adal)
    const kit = await unpacked((await exported(adal, as, { bin }, 'kit')).bytes)
    const { code, said } = await verified(t, kit, adal.opened.signers(bin).verifierKey)
    t.equal(code, 0, said)
    const leaves = (kit.get('log/leaves.ndjson') ?? '').trim().split('\n')
    const leaf = leaves.find((each) => each.includes(`"disbursement":"${paid.disbursement}"`)) ?? ''
    t.match(JSON.parse(leaf), {
      action: 'disbursement.pay',
      facts: { amount: '80000', evidence: [invoice.sha256] },
    })
    const { items: entries } = await auditor.sees(`/v1/audit-entries?log=${bin}&action=disbursement.pay`)
    t.ok(
      entries.some((entry: { leaf: object }) => JSON.stringify(entry.leaf) === leaf),
      'the same leaf as the service shows',
    )
  },
)

t.test('an auditor finds what somebody recorded, and by which sort of donor', async (t) => {
  const { charity, auditor, bin, paid } = await houses(t)
  const kinds = async (query: string): Promise<string[]> => {
    const { items } = await auditor.sees(`/v1/ledgers/${bin}/transactions?${query}`)
    return items.map(({ kind }: { kind: string }) => kind)
  }
  const all = ['donation', 'donation', 'donation', 'disbursement', 'disbursement']
  t.strictSame(await kinds(`actor=person:${charity.session?.personId}`), all)
  t.strictSame(await kinds(`actor=person:${auditor.session?.personId}`), [])
  t.strictSame(await kinds('donor=individual'), ['donation', 'donation'])
  t.strictSame(await kinds('donor=anonymous&amount=49999'), ['donation'])
  t.strictSame(await kinds('donor=organization'), [])
  await charity.succeeds(`/v1/transactions/${paid.disbursement}/reversal`, { reason: 'Paid twice.' })
  t.strictSame(await kinds(`counterparty=${paid.disbursement}`), ['disbursement', 'disbursement', 'reversal'])
  t.strictSame(
    await kinds(`counterparty=${paid.disbursement}&kind=reversal`),
    ['reversal'],
    'what takes it back, too',
  )
})

t.test(
  'each look for one person is written down, without the person, and a stranger may not look',
  async (t) => {
    const { adal, auditor, bin, given } = await houses(t)
    const path = `/v1/ledgers/${bin}/entries?counterparty=${given.donation}`
    t.equal((await auditor.sees(path)).items.length, 4, 'both legs of two gifts')
    const { items } = await auditor.sees('/v1/audit-entries?action=ledger.look')
    t.match(items, [
      { log: 'internal', subject: `ledger:${bin}`, actor: `person:${auditor.session?.personId}` },
    ])
    t.equal(items.length, 1)
    t.notMatch(JSON.stringify(items), iins[1])
    const byNumber = `/v1/ledgers/${bin}/entries?counterparty=${iins[1]}`
    t.equal(
      (await adal.call('GET', byNumber, { as: auditor.session as Session })).status,
      422,
      'an IIN stands in no address',
    )
    t.equal((await adal.call('GET', path, { as: await adal.signUp() })).status, 403)
    const nobody = await auditor.sees(
      `/v1/ledgers/${bin}/transactions?counterparty=019cf014-7b00-705d-bb20-8d3ee5aa2d99`,
    )
    t.strictSame(nobody.items, [], 'a transaction that is not there has no other side')
  },
)
