import t from 'tap'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import { postGifts } from '../../src/statements/posting.js'
import { send } from '../documents/stories.js'
import { problemOf } from '../giving/stories.js'
import { joined } from '../organizations/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { bins, confirmedCharity, donation, give, ibans, iins, openDrive } from '../support/stories.js'
import { nobodysNumber, readBytes, sample } from './files.js'
import { actorOf } from './stories.js'
import { statementForm, uploadStatement } from './uploads.js'
import { wrongFiles } from './wrong-files.js'

/** The sample with the number of a collection of these books. */
const bankFile = (name: string, number: string, ...changes: (readonly [string, string])[]): Buffer =>
  sample(name, [nobodysNumber, number], ...changes)

const raised = async (adal: Adal): Promise<string> => {
  const [fund] = await adal.opened.reading<
    { raised: string }[]
  >`SELECT sum(raised)::text AS raised FROM funds`
  return fund?.raised ?? '0'
}

const linesOf = async (adal: Adal, as: Session, bin: string, query = '') =>
  (await adal.call('GET', `/v1/ledgers/${bin}/statement-lines?${query}`, { as })).body.items

const rowsIn = async (adal: Adal): Promise<number> => {
  const [counted] = await adal.opened.reading<{ rows: number }[]>`SELECT ((SELECT count(*) FROM statements)
    + (SELECT count(*) FROM statement_lines) + (SELECT count(*) FROM transactions))::int AS rows`
  return counted?.rows ?? -1
}

t.test(
  'from the file to the books: each gift that names its collection is posted, with its day and donor',
  async (t) => {
    for (const name of ['camt.053.001.08.xml', 'camt.053.001.02.xml', '1c-windows.txt', '1c-utf-8.txt']) {
      const adal = await startAdal(t)
      const { session, bin } = await confirmedCharity(adal)
      const number = await openDrive(adal, session, bin)
      const { status, body } = await uploadStatement(adal, session, bin, bankFile(name, number))
      t.equal(status, 201, JSON.stringify(body))
      t.match(body, {
        ...{ ledger: bin, account: ibans[0], currency: 'KZT', from: '2026-03-01', to: '2026-03-14' },
        ...{ opening: '100000000', credits: '3050050', debits: '10035000', closing: '93015050' },
        ...{ lines: 8, posted: 6, linked: 0, duplicates: 0, unmatched: 2, setAside: 0 },
      })
      t.equal(await raised(adal), '3050050')
      const posted = await linesOf(adal, session, bin, 'status=posted')
      const { body: books } = await adal.call('GET', `/v1/ledgers/${bin}/transactions`, { as: session })
      t.strictSame(
        books.items
          .map(({ id, effectiveOn }: { id: string; effectiveOn: string }) => [id, effectiveOn])
          .sort(),
        posted
          .map((line: { transaction: string; bookedOn: string }) => [line.transaction, line.bookedOn])
          .sort(),
        'each line has its entry, and each entry its line',
      )
      t.match(posted[0].counterparty, { name: 'Сәрсенова Айгүл', binOrIin: iins[0] })
    }
  },
)

t.test('a line that the books have already is linked, not posted again', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  await give(
    adal,
    session,
    number,
    donation(25_000, { reference: 'GIFT-101', receivedAt: '2026-03-06T06:00:00Z' }),
  )
  const { body } = await uploadStatement(adal, session, bin, bankFile('camt.053.001.08.xml', number))
  t.match(body, { linked: 1, posted: 5, unmatched: 2 })
  t.equal(await raised(adal), '3050050')
})

t.test('the same file is the same statement, also uploaded twice at once', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const file = bankFile('1c-windows.txt', number)
  const both = await Promise.all([1, 2, 3].map(() => uploadStatement(adal, session, bin, file)))
  const again = await uploadStatement(adal, session, bin, file)
  for (const { status, body } of [...both, again]) {
    t.equal(status, 201)
    t.strictSame(body, again.body)
  }
  t.match(again.body, { posted: 6, duplicates: 0 })
  t.equal(await raised(adal), '3050050')
})

t.test('two files that hold the same lines, uploaded at once, post each line once', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const files = ['SAMPLE-A', 'SAMPLE-B'].map((id) =>
    bankFile('camt.053.001.08.xml', number, ['SAMPLE-1', id]),
  )
  const answers = await Promise.all(files.map((file) => uploadStatement(adal, session, bin, file)))
  const counts = answers.map(({ body: { posted, duplicates, unmatched } }) => [posted, duplicates, unmatched])
  t.strictSame(counts.sort(), [
    [0, 8, 0],
    [6, 0, 2],
  ])
  t.equal(await raised(adal), '3050050')
})

t.test(
  'what a death of the process left half done is done by the same file again, and nothing twice',
  async (t) => {
    const adal = await startAdal(t)
    const { house } = adal
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const file = bankFile('1c-windows.txt', number)
    const read = await readBytes(t, file)
    const by = { actor: actorOf(session, bin) }
    if (isRefusal(read)) throw new Error(read.refused)
    const kept = await keepStatement(house, by, bin, read)
    if (isRefusal(kept)) throw new Error(kept.refused)
    t.equal(await raised(adal), '0', 'the lines are kept, and nothing is posted')
    const ofStatement = { ledger: bin, currency: 'KZT' as const, ...kept }
    const gifts = postGifts(house, donations(house, permitByLaw(house)), by.actor, ofStatement, new Set())
    const { value } = await gifts.next()
    t.equal(value?.matches.length, 6, 'the gifts are posted, and no line knows of it')
    const { body } = await uploadStatement(adal, session, bin, file)
    t.equal(body.id, kept.id)
    t.match(body, { unmatched: 2, duplicates: 0 })
    t.equal(await raised(adal), '3050050')
  },
)

t.test('after the statement of a part of the period the whole one posts what is new', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const whole = bankFile('camt.053.001.08.xml', number).toString()
  const [head = '', ...entries] = whole.split(/(?= {6}<Ntry>)/)
  const part = [
    head
      .replace('2026-03-14T', '2026-03-05T')
      .replace('930150.50', '1026500.50')
      .replace(/<TxsSummry>[\s\S]*<\/TxsSummry>/, ''),
    ...entries.slice(0, 2),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('')
  const first = await uploadStatement(adal, session, bin, Buffer.from(part))
  t.match(first.body, { posted: 2, lines: 2, closing: '102650050' })
  t.equal(await raised(adal), '2650050')
  const second = await uploadStatement(adal, session, bin, Buffer.from(whole))
  t.match(second.body, { posted: 4, duplicates: 2, unmatched: 2 })
  t.equal(await raised(adal), '3050050')
})

t.test('what is wrong is refused as a whole: nothing of it is kept, nothing posted', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  await openDrive(adal, session, bin)
  const before = await rowsIn(adal)
  for (const [what, { content, line, reason }] of Object.entries(wrongFiles)) {
    const answer = await uploadStatement(adal, session, bin, content)
    t.equal(problemOf(answer), '422 statement-wrong', what)
    t.match(answer.body.errors, [{ line, detail: reason.en }], what)
  }
  const other = sample('camt.053.001.08.xml', [ibans[0], ibans[1]])
  t.equal(problemOf(await uploadStatement(adal, session, bin, other)), '422 account-of-another')
  t.equal(await rowsIn(adal), before)
})

t.test('a form that is none is told so', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const url = '/v1/statements'
  const file = sample('1c-windows.txt')
  const said = async (fields: Record<string, string>) =>
    (await send(adal, session, statementForm(fields, file), { url })).body.errors
  t.match(await said({}), [{ pointer: '/ledger' }])
  t.match(await said({ ledger: '1' }), [{ pointer: '/ledger' }])
  t.match(await said({ ledger: bin, mapping: 'x' }), [{ pointer: '/mapping' }])
  const broken = statementForm({ ledger: bin }, file).subarray(0, 300)
  t.equal(problemOf(await send(adal, session, broken, { url })), '400 malformed-form')
  t.equal(
    problemOf(await send(adal, session, file, { url, type: 'text/plain' })),
    '415 unsupported-media-type',
  )
})

t.test('statements are brought by those who may dispose of the money, and by nobody else', async (t) => {
  const adal = await startAdal(t)
  const charity = await confirmedCharity(adal)
  const { session, bin } = charity
  const number = await openDrive(adal, session, bin)
  const file = bankFile('1c-windows.txt', number)
  const stranger = await adal.signUp()
  const auditor = await adal.signInAs('auditor')
  const member = await joined(adal, { by: session, bin }, 'member')
  const rival = await confirmedCharity(adal, bins[1], ibans[1])
  for (const as of [stranger, auditor, member, rival.session])
    t.equal(problemOf(await uploadStatement(adal, as, bin, file)), '403 not-allowed')
  t.equal((await uploadStatement(adal, undefined, bin, file)).status, 401)
  t.equal(problemOf(await uploadStatement(adal, rival.session, bins[1], file)), '422 account-of-another')
  const treasurer = await joined(adal, { by: session, bin }, 'treasurer')
  t.equal((await uploadStatement(adal, treasurer, bin, file)).status, 201)
})

t.test('an idempotency key stands for one file', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const [first, other] = ['1c-windows.txt', '1c-utf-8.txt'].map((name) => bankFile(name, number)) as [
    Buffer,
    Buffer,
  ]
  const { body } = await uploadStatement(adal, session, bin, first, 'month')
  t.strictSame((await uploadStatement(adal, session, bin, first, 'month')).body, body)
  t.equal(problemOf(await uploadStatement(adal, session, bin, other, 'month')), '422 idempotency-key-reused')
})
