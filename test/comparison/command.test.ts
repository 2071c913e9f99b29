import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { compareCommand } from '../../src/compare-command.js'
import { ComparisonResults } from '../../src/comparison/results.js'
import { caseLine } from './stories.js'

const asked = { variants: 'kz-draft-ban-2024,kz-voluntary', base: 'kz-current' }

t.test('variants are compared from the command line, without a service', async (t) => {
  const options = ['--variants', asked.variants, '--base', asked.base, '--synthetic', '200', '--seed', '3']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    'dist/src/cli.js',
    'compare',
    ...options,
  ])
  const results = ComparisonResults.parse(JSON.parse(stdout))
  t.match(results, { base: 'kz-current', cases: { cases: 200 } })
  t.match(stderr, /200 cases/)
})

t.test('a file of cases is read, and one that is wrong is refused with its lines', async (t) => {
  const folder = t.testdir()
  const [right, wrong, out] = ['right.ndjson', 'wrong.ndjson', 'out.json'].map((name) => join(folder, name))
  writeFileSync(right!, [caseLine('a'), caseLine('b')].join('\n'))
  writeFileSync(wrong!, [caseLine('a'), caseLine('a')].join('\n'))
  t.equal(await compareCommand({ ...asked, cases: right, out }), 0)
  t.match(JSON.parse(readFileSync(out!, 'utf8')), { cases: { cases: 2 } })
  await t.rejects(compareCommand({ ...asked, cases: wrong, out }), { message: /line 2 \/id: .*already/ })
  await t.rejects(compareCommand({ ...asked, cases: join(folder, 'none'), out }), { message: /ENOENT/ })
  await t.rejects(compareCommand({ ...asked, cases: right, synthetic: '1' }), { message: /not both/ })
})

t.test('what cannot be compared is said in words', async (t) => {
  await t.rejects(compareCommand({ base: 'kz-current' }), { message: /compared with what/ })
  await t.rejects(compareCommand({ ...asked, variants: 'no' }), { message: /no variant no/ })
  await t.rejects(compareCommand({ ...asked, synthetic: 'many' }), { message: /whole number/ })
})
