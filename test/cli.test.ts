import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'

const shelter = {
  on: '2026-03-15',
  collector: { kind: 'individual' },
  account: { kind: 'personal' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
}

/** Runs the command as somebody does who has neither service nor database. */
function adal(args: readonly string[], { input = '', lang = 'C.UTF-8' } = {}) {
  const { PATH } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/src/cli.js', ...args], {
    input,
    encoding: 'utf8',
    env: { PATH, LANG: lang },
    timeout: 60_000,
  })
  return { status, stdout, lines: stderr.trim().split('\n') }
}

t.test('facts in a file are judged by the variants that are named', async (t) => {
  const file = join(t.testdir(), 'facts.json')
  writeFileSync(file, JSON.stringify(shelter))
  const { status, stdout } = adal(['evaluate', file, '--variants', 'kz-current,kz-draft-ban-2024'])
  t.equal(status, 0)
  t.match(JSON.parse(stdout).results, [
    { variant: 'kz-current', outcome: 'lawful' },
    { variant: 'kz-draft-ban-2024', outcome: 'unlawful', findings: [{ code: 'individual-banned' }] },
  ])
})

t.test('facts from standard input are explained, under every variant, in the language of LANG', async (t) => {
  const { status, stdout } = adal(['evaluate', '-', '--explain'], {
    input: JSON.stringify(shelter),
    lang: 'ru_RU.UTF-8',
  })
  t.equal(status, 0)
  const { results } = JSON.parse(stdout)
  t.equal(results.length, 7)
  const ban = results.find(
    ({ evaluation }: { evaluation: { variant: string } }) => evaluation.variant === 'kz-draft-ban-2024',
  )
  t.match(ban.ways.together.steps[0], { code: 'collect-under-host', text: /зарегистрированную организацию/ })
  t.equal(ban.elsewhere.length, 6)
})

t.test('wrong facts are named by field and reason, in the language of LANG', async (t) => {
  const input = JSON.stringify({ ...shelter, on: '2026-02-30', secret: 1 })
  const wrong = (lang: string) => adal(['evaluate', '-', '--variants', 'ref-cz'], { input, lang })
  t.strictSame(wrong('en_US.UTF-8'), {
    status: 1,
    stdout: '',
    lines: ['/on: The calendar has no such day.', '/secret: There is no such field.'],
  })
  t.match(wrong('ru_RU.UTF-8').lines[0], '/on: Такого дня нет в календаре.')
  t.match(wrong('kk_KZ.UTF-8').lines[0], '/on: Күнтізбеде мұндай күн жоқ.')
  t.match(wrong('de_DE.UTF-8').lines[0], 'The calendar has no such day.')
  t.match(adal(['evaluate', '-'], { input: '{' }), { status: 1, lines: ['/: This is not well-formed JSON.'] })
})

t.test('an unknown variant, file, option or command is said, and nothing is printed', async (t) => {
  const input = JSON.stringify(shelter)
  t.match(adal(['evaluate', '-', '--variants', 'ref-cz,kz-dream'], { input }), {
    status: 1,
    stdout: '',
    lines: ['kz-dream: There is no such variant'],
  })
  t.match(adal(['evaluate', '/nowhere.json']), { status: 1, lines: [/no such file/] })
  t.match(adal(['evaluate', '-', '--explian'], { input }), { status: 1, lines: [/--explian/] })
  for (const args of [['evaluate'], ['toString'], []])
    t.match(adal(args), { status: 1, stdout: '', lines: [/^adal <command>/] })
})
