import fc from 'fast-check'
import t from 'tap'
import { startAdal } from '../support/app.js'
import { donation } from '../support/stories.js'
import { fundedDrive } from './stories.js'

/** What is hard to write as a part of a row, of an array, of JSON or of CSV. */
const awkward = [
  '',
  ' ',
  '"',
  '\\',
  '\\"',
  "'",
  ',',
  '{}',
  '()',
  'NULL',
  '\n',
  '\t',
  '\r\n',
  '\\N',
  '$1',
  '👩‍👩‍👧',
  'Ә',
  '\u2028',
  '%',
  ';--',
]
const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc.array(fc.constantFrom(...awkward, 'a', 'ж'), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
)

t.test('what people write arrives as they wrote it, whatever it looks like', async (t) => {
  const adal = await startAdal(t)
  const { session, number } = await fundedDrive(adal)
  const written = fc
    .sample(fc.tuple(text, text), { numRuns: 300, seed: 2026 })
    .map(([reference, name]) => ({ reference, name: name.trim() }))
    .filter(
      ({ reference, name }) => [...reference, ...name].every((c) => c !== '\0') && reference.length <= 140,
    )
  const lines = written.map(({ reference, name }, i) => ({
    ...donation(1, { reference, donor: { kind: 'individual', visibility: 'full', ...(name && { name }) } }),
    id: `text-${i}`,
  }))
  const answer = await adal.call('POST', `/v1/collections/${number}/donations/bulk`, {
    as: session,
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  const answers = String(answer.body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  t.equal(answers.filter(({ status }) => status === 201).length, lines.length)
  const kept = await adal.opened.reading<{ id: string; reference: string | null }[]>`
    SELECT id, reference FROM donations`
  const references = new Map(kept.map(({ id, reference }) => [id, reference]))
  for (const [i, { donation: id, receipt }] of answers.entries()) {
    t.equal(references.get(id), written[i]?.reference)
    if (i % 10 > 0) continue
    const shown = await adal.call('GET', `/v1/receipts/${receipt.number}`)
    t.equal(shown.body.donor.name ?? '', written[i]?.name)
  }
})
