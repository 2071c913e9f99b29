import t from 'tap'
import { payout } from '../giving/payout-stories.js'
import { askForTransfer, decideOnTransfer } from '../spending/transfer-stories.js'
import { imported, statementLine, statementOf } from '../statements/stories.js'
import { type Adal, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, ibans, newKey, openDrive, tenge } from '../support/stories.js'
import { exported, type Kit, sign, signedAnew, unpacked, verified } from './stories.js'

const [first = '', second = ''] = ibans

/** A charity with two accounts at the bank, two drives, a payout of both, a transfer, and a line for all that its banks moved. */
async function twoAccounts(adal: Adal) {
  const { session, registrar, bin } = await confirmedCharity(adal)
  const accounts = `/v1/organizations/${bin}/accounts`
  await adal.call('POST', accounts, { as: session, body: { iban: second } })
  const confirmation = { as: registrar, body: { reasons: 'The bank confirms it.' } }
  await adal.call('POST', `${accounts}/${second}/confirm`, confirmation)
  const drive = () => openDrive(adal, session, bin, { account: first, channels: ['transfer', 'card'] })
  const [flood, school] = [await drive(), await drive()]
  await give(adal, session, flood, donation(500, { reference: 'INV-1' }))
  for (const number of [flood, school])
    await give(adal, session, number, donation(100, { channel: 'card', settlement: 'in-transit' }))
  await payout(adal, session, bin, [200, 3], { reference: 'PAYOUT-1' })
  const { body: asked } = await askForTransfer(adal, session, flood, school, 50)
  await decideOnTransfer(adal, registrar, asked.id)
  const body = { from: first, to: second, amount: tenge(200), movedOn: '2026-03-12' }
  const { body: moved } = await adal.call('POST', `/v1/ledgers/${bin}/own-transfers`, {
    ...{ as: session, key: newKey(), body },
  })
  const of = (account: string, lines: ReturnType<typeof statementLine>[]) => {
    const read = statementOf(lines)
    return imported(adal, session, bin, { ...read, statement: { ...read.statement, account } })
  }
  const out = await of(first, [
    statementLine(1, 500, { reference: 'INV-1' }),
    statementLine(2, 197, { reference: 'PAYOUT-1', bookedOn: '2026-03-12' }),
    statementLine(3, -200),
  ])
  const into = await of(second, [statementLine(1, 200)])
  for (const [{ id }, line] of [[out, 3] as const, [into, 1] as const])
    await adal.call('POST', `/v1/ledgers/${bin}/statements/${id}/lines/${line}/decisions`, {
      ...{ as: session, body: { decision: 'link', transaction: moved.transaction } },
    })
  return { session, bin }
}

t.test('a kit of several accounts and of what concerns several drives is verified', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await twoAccounts(adal)
  await sign(adal)
  const signer = adal.opened.signers(bin)
  const kit = await unpacked((await exported(adal, session, { bin }, 'kit')).bytes)
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.match(said, 'bank   2 statements that foot, 4 lines, 4 of them linked to entries')

  const changed = async (name: string, old: RegExp, by: string) => {
    const text = kit.get(name) ?? ''
    t.match(text, old, name)
    const forged: Kit = new Map(kit).set(name, text.replace(old, by))
    return verified(t, signedAnew(forged, signer), signer.verifierKey)
  }
  const atOneEnd = await changed('statement-lines.csv', /,C\r\n/, ',D\r\n')
  t.match(atOneEnd, { code: 1, said: /its transaction stands on another line, too/ })
  const ofAnother = await changed('journal.csv', /(fund-transfer,.*,C-)[0-9A-Z]{4}/, '$1ZZZZ')
  t.match(ofAnother, { code: 1, said: /its drive has another number in accounts\.csv/ })
})
