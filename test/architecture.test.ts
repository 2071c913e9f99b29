import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

const root = process.cwd()
const source = join(root, 'src')

/** The rooms from the ground up: each may import from those before it. */
const rooms = [
  ...[
    'kernel',
    'law',
    'database',
    'http',
    'audit',
    'legislation',
    'ledger',
    'exchange',
    'identity',
    'organizations',
    'documents',
    'accreditation',
  ],
  ...[
    'screening',
    'emergencies',
    'collections',
    'approvals',
    'giving',
    'spending',
    'statements',
    'verification',
    'monitoring',
  ],
  ...['reports', 'comparison', 'pages'],
]

interface Import {
  readonly from: string
  readonly to: string
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(source, name))

const text = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
const importPattern =
  /(?:^|\n)(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g

const importsOf = (file: string, content: string): Import[] =>
  [...content.matchAll(importPattern)].map(([, from, dynamic, bare]) => {
    const to = from ?? dynamic ?? bare ?? ''
    return { from: file, to: to.startsWith('.') ? resolve(dirname(file), to.replace(/\.js$/, '.ts')) : to }
  })

const roomOf = (file: string): string | undefined => {
  const [first, ...rest] = relative(source, file).split('/')
  return rest.length > 0 && first !== '..' ? first : undefined
}
const short = (file: string): string => relative(root, file)

/** What an import breaks, in words; undefined if it is as it should be. */
function wrongDirection({ from, to }: Import): string | undefined {
  const [own, other] = [roomOf(from), roomOf(to)]
  if (own === undefined || own === 'demo' || !to.startsWith(source) || own === other) return undefined
  if (other === undefined || other === 'demo')
    return `${short(from)} imports ${short(to)}, which stands above every room`
  if (rooms.indexOf(other) > rooms.indexOf(own)) return `${short(from)} imports upwards from ${other}`
  const isPrivate =
    /\/(store|tables)\.ts$/.test(to) &&
    !(own !== other && from.endsWith('/tables.ts') && to.endsWith('/tables.ts'))
  return isPrivate ? `${short(from)} imports ${short(to)}, which is private to ${other}` : undefined
}

const isPure = (file: string): boolean =>
  ['kernel', 'law'].includes(roomOf(file) ?? '') || /\/[a-z-]*decisions\.ts$/.test(file)
const impure = /^(fastify|@fastify\/.*|fastify-type-provider-zod|drizzle-orm.*|postgres)$/

const allImports = files.flatMap((file) => importsOf(file, text.get(file) ?? ''))

t.test('imports run one way: from the pages down to the kernel', async (t) => {
  t.ok(allImports.length > 200, 'the imports were read')
  t.strictSame(allImports.map(wrongDirection).filter(Boolean), [])
})

t.test('one import turned round is found', async (t) => {
  const turned = { from: join(source, 'kernel/money.ts'), to: join(source, 'ledger/queries.ts') }
  t.match(wrongDirection(turned), /imports upwards/)
  const reaching = { from: join(source, 'giving/actions.ts'), to: join(source, 'collections/store.ts') }
  t.match(wrongDirection(reaching), /private/)
})

t.test('every folder is a room of the plan', async (t) => {
  const folders = [...new Set(files.map(roomOf).filter((room) => room !== undefined))]
  t.strictSame(
    folders.filter((room) => room !== 'demo' && !rooms.includes(room)),
    [],
  )
})

t.test('law and decisions are pure: no web, no database', async (t) => {
  const broken = allImports.filter(({ from, to }) => isPure(from) && impure.test(to))
  t.strictSame(
    broken.map(({ from, to }) => `${short(from)} imports ${to}`),
    [],
  )
})

t.test(
  'the environment is read in server.ts and cli.ts alone, and only the clock of server.ts and cli.ts tells the time',
  async (t) => {
    const speaking = (pattern: RegExp, allowed: RegExp) =>
      files.filter((file) => !allowed.test(short(file)) && pattern.test(text.get(file) ?? '')).map(short)
    t.strictSame(speaking(/process\.env/, /^src\/(server|cli)\.ts$/), [])
    t.strictSame(
      speaking(/new Date\(\)|Date\.now\(\)/, /^src\/(server|cli)\.ts$|^src\/database\/|^src\/demo\//),
      [],
    )
  },
)

t.test('no file hides behind a name that says nothing, and none imports a barrel', async (t) => {
  t.strictSame(
    files.filter((file) => /\/(utils?|helpers?|common|manager|service|index)\.ts$/.test(file)).map(short),
    [],
  )
})

t.test('only the door opens a writing transaction', async (t) => {
  const writers = files
    .filter((file) => /\b(db|tx|read|sql|reading|writing)\.(transaction|begin)\(/.test(text.get(file) ?? ''))
    .map(short)
  const onlyReading = ['src/comparison/snapshots.ts']
  t.strictSame(writers.sort(), ['src/audit/act.ts', 'src/audit/integrator.ts', ...onlyReading])
})
