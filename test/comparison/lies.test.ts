import { gzipSync } from 'node:zlib'
import t from 'tap'
import { type FileFormat, readCases } from '../../src/comparison/case-files.js'
import type { LineError } from '../../src/comparison/file-problems.js'
import { caseLine } from './stories.js'

/** What is wrong with bytes that come in pieces of a size. */
async function wrongWith(bytes: Buffer, format: FileFormat, piece: number) {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
  }
  const { cases, wrong } = readCases(pieces(), format)
  let right = 0
  for await (const some of cases) right += some.length
  return { right, ...wrong() }
}
const sizes = [1, 7, 4_096]

const header = 'id,facts.on,facts.collector.kind,facts.startsOn,facts.channels'
const row = (id: string) => `${id},2026-03-15,individual,2026-03-01,transfer\n`
const good = 20
// Characters of several bytes, and one that stands for what could not be read, are text like any other.
const goodLines = Array.from({ length: good }, (_, i) => `${caseLine(`дос 🤝 \ufffd ${i}`)}\n`).join('')
const goodRows = `${header}\n${Array.from({ length: good }, (_, i) => row(`дос 🤝 \ufffd ${i}`)).join('')}`

const utf16 = Buffer.from(`\ufeff${caseLine('a')}\n`, 'utf16le')
const notText = /not text in UTF-8/
const nul = /U\+0000/
const lies: [what: string, bytes: Buffer, line: number, reason: RegExp][] = [
  ['gzip', gzipSync(goodLines), 1, notText],
  // An XLSX file is a ZIP archive.
  ['XLSX', Buffer.from('504b030414000600080000002100e2', 'hex'), 1, /UTF-8|U\+0000/],
  ['PDF', Buffer.from('255044462d312e370a25e2e3cfd30a312030206f626a0a', 'hex'), 2, notText],
  ['a program', Buffer.from('7f454c4602010100000000', 'hex'), 1, nul],
  ['UTF-16 with its mark', utf16, 1, notText],
  ['UTF-16 without a mark', utf16.subarray(2), 1, nul],
  ['UTF-16, the other way round', Buffer.from(utf16).swap16(), 1, notText],
  ['windows-1251', Buffer.from('7b226964223a22e6e6227d0a', 'hex'), 1, notText],
  ['nothing but high bytes', Buffer.alloc(1_000, 0xff), 1, notText],
]

/** Lines before it are read as what they are, so only the last error is about the bytes. */
const last = (errors: readonly LineError[]) => errors.at(-1)

for (const [what, bytes, line, reason] of lies) {
  t.test(`${what} that comes late is refused with its line, however the bytes come in`, async (t) => {
    for (const piece of sizes) {
      const lines = await wrongWith(Buffer.concat([Buffer.from(goodLines), bytes]), 'ndjson', piece)
      t.match(last(lines.errors), { line: good + line, detail: { en: reason } }, `NDJSON by ${piece}`)
      const rows = await wrongWith(Buffer.concat([Buffer.from(goodRows), bytes]), 'csv', piece)
      t.match(last(rows.errors), { line: good + 1 + line, detail: { en: reason } }, `CSV by ${piece}`)
    }
  })
  t.test(`${what} is neither NDJSON nor CSV from its first line`, async (t) => {
    for (const format of ['ndjson', 'csv'] as const) {
      const { right, total, errors } = await wrongWith(bytes, format, 65_536)
      t.equal(right, 0)
      t.ok(total > 0)
      t.ok(errors.every((error) => error.line <= line))
    }
  })
}

t.test('the same file in pieces of any size is read the same', async (t) => {
  for (const piece of sizes) {
    t.match(await wrongWith(Buffer.from(goodLines), 'ndjson', piece), { right: good, total: 0 })
    t.match(await wrongWith(Buffer.from(goodRows), 'csv', piece), { right: good, total: 0 })
  }
})
