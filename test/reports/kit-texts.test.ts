import t from 'tap'
import { statementLine } from '../statements/stories.js'
import { charityOfTwo } from '../statements/undoing-stories.js'
import { startAdal } from '../support/app.js'
import { exported, sign, signedAnew, unpacked, verified } from './stories.js'

/** What PostgreSQL, JavaScript or a reader of lines may take for a space, for the end of a line or for a mark of its own. */
const marks = [
  ...['\t', '\n', '\v', '\f', '\r', '\r\n', ' ', '\x85', '\xa0', '\u1680', '\u2003', '\u2028', '\u2029'],
  ...['\u202f', '\u205f', '\u3000', '\ufeff', '\u200b', '\x1c', '(', ')', ',', '"', '\\', "'", '=', '😀'],
]

const adal = await startAdal(t)
const { first, bin, number, ...charity } = await charityOfTwo(adal)
const statement = await charity.statement(
  ...marks.map((mark, i) =>
    statementLine(i + 1, -i - 1, { documentNumber: `№${mark}7`, reference: `${mark}INV` }),
  ),
  statementLine(marks.length + 1, 300, { reference: number }),
)
for (const [i, mark] of marks.entries())
  await charity.decide(statement, i + 1, { decision: 'set-aside', reason: `of${mark}another account` })
await adal.call('POST', `/v1/ledgers/${bin}/statements/${statement.id}/lines/${marks.length + 1}/undoings`, {
  ...{ as: first, body: { reason: `Another${marks.join('x')}payment.` } },
})
await sign(adal)
const signer = adal.opened.signers(bin)
const kit = await unpacked((await exported(adal, first, { bin }, 'kit')).bytes)

t.test('a kit is verified whatever characters stand in its texts', async (t) => {
  const { code, said } = await verified(t, kit, signer.verifierKey)
  t.equal(code, 0, said)
  t.match(said, `${marks.length + 1} lines`)
  for (const mark of ['\u3000', '\ufeff', '\f']) t.match(kit.get('statement-lines.csv'), `of${mark}another`)
})

t.test('a leaf is all that stands before a line feed, and nothing else ends it', async (t) => {
  const leaves = kit.get('log/leaves.ndjson') ?? ''
  t.match(leaves, '\u2028')
  for (const end of ['\r\n', '\r']) {
    const forged = new Map(kit).set('log/leaves.ndjson', leaves.replaceAll('\n', end))
    const { code } = await verified(t, signedAnew(forged, signer), signer.verifierKey)
    t.equal(code, 1, JSON.stringify(end))
  }
})
