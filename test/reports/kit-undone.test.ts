import t from 'tap'
import { reverse } from '../giving/stories.js'
import { statementLine } from '../statements/stories.js'
import { charityOfTwo } from '../statements/undoing-stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, ibans, newKey, openDrive, tenge } from '../support/stories.js'
import { exported, sign, signedAnew, unpacked, verified } from './stories.js'

const adal = await startAdal(t)
const { first, second, bin, number, ...charity } = await charityOfTwo(adal)
const own = await openDrive(adal, first, bin, { account: ibans[0] })
const given = (await give(adal, first, number, donation(500, { reference: 'INV-77' }))).body.donation
const statement = await charity.statement(
  statementLine(1, 500, { reference: 'INV-77' }),
  statementLine(2, 500),
  statementLine(3, 300, { reference: number }),
  statementLine(4, 70, { reference: own }),
  statementLine(5, -20),
)
await charity.undo(statement, 1)
await charity.decide(statement, 2, { decision: 'link', transaction: given })
const [, , posted] = await charity.linesOf()
await charity.undo(statement, 3)
await reverse(adal, first, posted.transaction)
await charity.decide(statement, 3, { decision: 'post', collection: own })
await charity.answer(await charity.ask(statement, 4), second, 'refuse')
await charity.ask(statement, 4)
const moved = await adal.call('POST', `/v1/ledgers/${bin}/own-transfers`, {
  ...{ as: first, key: newKey() },
  body: { from: ibans[0], to: 'cash', amount: tenge(20), movedOn: '2026-03-12' },
})
await charity.decide(statement, 5, { decision: 'link', transaction: moved.body.transaction })
await sign(adal)
const signer = adal.opened.signers(bin)
const kit = await unpacked((await exported(adal, first, { bin }, 'kit')).bytes)

t.test('a kit holds the matches that were undone, by whom and why, and the script proves them', async (t) => {
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.match(said, '5 lines, 4 of them linked to entries, 2 matches undone')
  t.match(kit.get('match-undoings.csv'), new RegExp(`Another payment.*confirm.*${second.personId}`))
})

const lies = [
  { what: 'another reason', old: 'Another payment.', by: 'The same payment.' },
  { what: 'another second person', old: second.personId, by: first.personId },
  { what: 'a refusal that is a confirmation', old: ',refuse,', by: ',confirm,' },
  { what: 'another match that was undone', old: 'own-reference', by: 'by-hand' },
  { what: 'an undoing that is gone', old: /\r\n[^\r]*/, by: '' },
]

t.test('who signs the list anew changes nothing of an undone match unnoticed', async (t) => {
  for (const { what, old, by } of lies) {
    const text = kit.get('match-undoings.csv') ?? ''
    const forged = text.replace(old, by)
    t.not(forged, text, what)
    const { code } = await verified(
      t,
      signedAnew(new Map(kit).set('match-undoings.csv', forged), signer),
      signer.verifierKey,
    )
    t.equal(code, 1, what)
  }
})
