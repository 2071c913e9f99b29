import { readFileSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import fc from 'fast-check'
import t from 'tap'
import { parse } from 'yaml'
import { writeOpenapi } from '../src/openapi.js'
import { startAdal } from './support/app.js'

const committed = readFileSync('openapi.yaml', 'utf8')

t.test('openapi.yaml is what the routes say (npm run openapi writes it)', async (t) => {
  t.equal(await writeOpenapi(), committed)
})

t.test('openapi.yaml is valid OpenAPI 3.1', async (t) => {
  const result = await new Validator().validate(parse(committed))
  t.strictSame(result.valid ? [] : result.errors, [])
  t.equal(parse(committed).openapi, '3.1.0')
})

interface Operation {
  readonly method: string
  readonly path: string
  readonly hasBody: boolean
  readonly fields: readonly string[]
}

interface Document {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema?: Schema }> } }>>
  components: { schemas: Record<string, Schema> }
}
interface Schema {
  $ref?: string
  properties?: Record<string, Schema>
}

function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema ?? {}
      const named = schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
      return {
        method: method.toUpperCase(),
        path,
        hasBody: requestBody !== undefined,
        fields: Object.keys(named?.properties ?? {}),
      }
    }),
  )
}

t.test(
  'random bodies, paths and queries at every route are answered with a problem, never with a 500',
  async (t) => {
    const adal = await startAdal(t)
    const everybody = [
      undefined,
      await adal.signInAs('charity'),
      await adal.signInAs('collector', { iin: '900101350013' }),
      await adal.signInAs('akimat'),
      await adal.signInAs('registrar'),
      await adal.signInAs('auditor'),
      await adal.signInAs('administrator'),
    ]
    const operations = operationsOf(parse(committed) as Document).filter(
      ({ path }) => path !== '/v1/sessions/current',
    )
    t.ok(operations.length > 40, `${operations.length} operations`)
    const strange = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(
        '\u0000',
        '\ud800',
        '',
        '240340000128',
        'KZ86125KZT5004100100',
        '2026-02-30',
        '2026-03-01',
        -1,
        2 ** 60,
        '1e9',
      ),
      fc.record({
        amount: fc.oneof(fc.string(), fc.integer(), fc.double()),
        currency: fc.constantFrom('KZT', 'USD', 'kzt', 1),
      }),
    )
    const identifiers = fc.constantFrom(
      ...[
        '240340000128',
        '01890a5d-ac96-774b-bcce-b302099a8057',
        'C-0000-0000-0000',
        '%00',
        '%F0%9F%92%A9',
        'register',
        "' OR 1=1",
        'x'.repeat(299),
      ],
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.constantFrom(...everybody),
        fc.array(strange, { minLength: 12, maxLength: 12 }),
        identifiers,
        fc.boolean(),
        async ({ method, path, fields, hasBody }, as, values, identifier, broken) => {
          const body = broken
            ? values[0]
            : Object.fromEntries(fields.map((field, i) => [field, values[i % values.length]]))
          const { status, body: answer } = await adal.call(
            method,
            path.replace(
              /\{[^}]+\}/g,
              identifier.startsWith('%') ? identifier : encodeURIComponent(identifier),
            ),
            {
              as,
              key: `key-${Math.random()}`,
              ...(hasBody && {
                body: typeof body === 'string' ? JSON.stringify(body) : body,
                headers: { 'content-type': 'application/json' },
              }),
            },
          )
          if (status >= 500) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`)
          if (status >= 400 && typeof answer === 'object') t.match(answer.type, /^\/problems\//)
        },
      ),
      { numRuns: Number(process.env.ADAL_FUZZ_RUNS ?? 1_500), seed: 20_240_328 },
    )
  },
)
