import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import t from 'tap'
import { formType } from '../documents/stories.js'
import { moneyOf } from '../giving/stories.js'
import { untilStill } from '../http/stories.js'
import { sign, unpackedFolder, verifiedThere } from '../reports/stories.js'
import { inTenge, largeStatement, paymentsOf, sumsOf } from '../statements/large-statement.js'
import { statementForm } from '../statements/uploads.js'
import { type Session, startAdal } from '../support/app.js'
import { temporaryFolder } from '../support/folder.js'
import { inUse } from '../support/memory.js'
import { confirmedCharity, ibans, openDrive } from '../support/stories.js'

t.setTimeout(900_000)
const lines = 100_000
const payments = paymentsOf(lines)
const gifts = payments.filter(({ isGift }) => isGift)
const { opening, credits, debits, closing } = sumsOf(payments)

const adal = await startAdal(t, { now: '2026-04-02T06:00:00Z' })
const { session, bin } = await confirmedCharity(adal)
const number = await openDrive(adal, session, bin, { account: ibans[0] })
const auditor = await adal.signInAs('auditor')
const books = `/v1/ledgers/${bin}`
const [bank, raised] = [`assets:bank:${ibans[0]}`, `funds:${number}:raised`]
// Its buffers do not grow, as those of TCP do.
const socketPath = join(temporaryFolder(t), 'socket')
await adal.app.listen({ path: socketPath })

/** The answer to a request on a connection of its own, of which nothing has been taken yet. */
async function answerTo(as: Session, path: string, body?: Buffer): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${as.token}`, ...(body && { 'content-type': formType }) }
  const sending = request({ socketPath, path, headers, agent: false, method: body ? 'POST' : 'GET' })
  sending.end(body)
  const [answer] = (await once(sending, 'response')) as [IncomingMessage]
  return answer
}

async function imported() {
  const file = Buffer.from([...largeStatement(lines, 'camt', { collection: number })].join(''))
  const answer = await answerTo(session, '/v1/statements', statementForm({ ledger: bin }, file))
  return JSON.parse(await text(answer))
}

/** What the service says of the money at three addresses. */
async function figures() {
  const seen = async (path: string) => (await adal.call('GET', books + path, { as: session })).body
  const agreed = await seen(`/reconciliation?from=2026-03-01&to=2026-03-31&account=${ibans[0]}`)
  return { money: await moneyOf(adal, number), balance: await seen('/trial-balance'), agreed }
}

t.test('a statement of 100,000 lines is posted to the tiyn, and once', async (t) => {
  const told = { opening: String(opening), credits: String(credits), debits: String(debits) }
  const statement = await imported()
  t.match(statement, { ...told, closing: String(closing), lines, posted: gifts.length })
  t.match(statement, { unmatched: lines - gifts.length, linked: 0, duplicates: 0, setAside: 0 })

  const { money, balance, agreed } = await figures()
  t.match(money, { raised: { amount: String(credits), currency: 'KZT' } })
  const [theirs] = balance.accounts.filter(({ account }: { account: string }) => account === bank)
  t.match(theirs, { debit: String(credits), credit: '0', closing: String(credits) })
  t.match(balance.totals, [{ debit: String(credits), credit: String(credits), difference: '0' }])
  t.match(agreed, {
    bank: { ...told, closing: String(closing) },
    books: { opening: '0', credits: String(credits), debits: '0', closing: String(credits) },
  })
  t.strictSame(agreed.explained, [
    { what: 'opening-difference', count: 1, amount: String(opening) },
    { what: 'lines-unmatched-out', count: lines - gifts.length, amount: String(-debits) },
  ])
  t.equal(agreed.unexplained, '0', 'it foots')

  t.strictSame(await imported(), statement, 'the same file is the same statement')
  t.strictSame(await figures(), { money, balance, agreed })
})

const rowsOf = (folder: string, file: string): AsyncIterable<Record<string, string>> =>
  createReadStream(join(folder, file)).pipe(parse({ bom: true, columns: true }))

/** An export as a file, written while it comes, with its size and the most by which memory grew meanwhile. */
async function taken(form: string, path: string) {
  const before = inUse()
  let [size, grown, looked] = [0, 0, 0]
  await pipeline(
    await answerTo(auditor, `${books}/exports/${form}`),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        size += piece.length
        if (size > looked) {
          grown = Math.max(grown, inUse() - before)
          looked = size + 4_000_000
        }
        yield piece
      }
    },
    createWriteStream(path),
  )
  return { size, grown }
}

t.test(
  'from the line of the bank to its entry to the kit: each gift has its transaction there',
  async (t) => {
    await sign(adal)
    const archive = join(temporaryFolder(t), 'kit.zip')
    const { size, grown } = await taken('kit', archive)
    t.ok(grown < size / 4, `${grown} bytes were held of ${size}`)
    const folder = await unpackedFolder(t, archive)

    const told = new Set(
      payments.map(({ number, day, isGift, tiyn }) =>
        [number, `2026-03-${day}`, isGift ? 'C' : 'D', inTenge(tiyn), isGift].join(),
      ),
    )
    const [legs, others] = [new Set<string>(), [] as object[]]
    for await (const line of rowsOf(folder, 'statement-lines.csv')) {
      const { document_number, booked_on, side, amount, transaction } = line
      if (!told.delete([document_number, booked_on, side, amount, transaction !== ''].join()))
        others.push(line)
      if (transaction === '') continue
      legs.add([transaction, booked_on, bank, 'debit', amount].join())
      legs.add([transaction, booked_on, raised, 'credit', amount].join())
    }
    t.equal(legs.size, 2 * gifts.length, 'no two lines have one transaction')
    for await (const leg of rowsOf(folder, 'journal.csv')) {
      const { transaction, effective_on, account, side, amount } = leg
      if (!legs.delete([transaction, effective_on, account, side, amount].join())) others.push(leg)
    }
    t.strictSame([told.size, legs.size, others.slice(0, 3)], [0, 0, []], 'all is there, and nothing else')

    const balance = []
    for await (const { account, opening, debit, credit, closing } of rowsOf(folder, 'trial-balance.csv'))
      if (debit !== '0.00' || credit !== '0.00') balance.push([account, opening, debit, credit, closing])
    const [all, none] = [inTenge(credits), '0.00']
    t.strictSame(balance, [
      [raised, none, none, all, `-${all}`],
      [bank, none, all, none, all],
      ['total', none, all, all, none],
    ])

    const { code, said } = await verifiedThere(folder, adal.opened.signers(bin).verifierKey)
    t.equal(code, 0, said)
    t.match(said, `1 statements that foot, ${lines} lines, ${gifts.length} of them linked to entries`)
  },
)

t.test('a journal of 180,000 entries waits for who takes it, and is held nowhere', async (t) => {
  const before = inUse()
  const connected = once(adal.app.server, 'connection') as Promise<[Socket]>
  const answer = await answerTo(auditor, `${books}/exports/csv`)
  const [service] = await connected
  await untilStill(() => service.bytesWritten)
  const [sent, grown] = [service.bytesWritten, inUse() - before]
  const views = await adal.owner`SELECT query FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction'`
  t.match(views, [{ query: /^FETCH/ }], 'the view is open, with rows that nobody has asked for yet')

  let [size, ends] = [0, 0]
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length
    for (const byte of piece) if (byte === 10) ends += 1
  }
  t.equal(ends, 1 + 2 * gifts.length)
  t.ok(sent < size / 20, `${sent} bytes of ${size} were sent`)
  t.ok(grown < size / 4, `${grown} bytes were held of ${size}`)
})
