import t from 'tap'
import { z } from 'zod'
import { Bin } from '../../src/kernel/identifiers.js'
import { kernelReasons } from '../../src/kernel/reason-texts.js'
import { declareReason, fieldErrorsOf, reasonText } from '../../src/kernel/reasons.js'

/** Pointers and English sentences of what is wrong with a value. */
function wrongs(schema: z.ZodType, value: unknown, prefix?: string): Record<string, string> {
  const { error } = schema.safeParse(value)
  return Object.fromEntries(fieldErrorsOf(error?.issues ?? [], prefix).map((e) => [e.pointer, e.detail.en]))
}

t.test('every reason is told in three different languages', async (t) => {
  for (const [code, { kk, ru, en }] of Object.entries(kernelReasons))
    t.equal(new Set([kk, ru, en]).size, 3, code)
})

t.test('a room declares its own reason once and finds it again', async (t) => {
  const text = {
    kk: 'Соңы басынан бұрын.',
    ru: 'Конец раньше начала.',
    en: 'The end is before the beginning.',
  }
  const message = declareReason('end-before-start', text)
  t.same(
    wrongs(
      z.string().refine(() => false, message),
      'x',
    ),
    { '': text.en },
  )
  t.throws(() => declareReason('end-before-start', text))
  t.throws(() => reasonText('nobody-declared-this'))
})

t.test('each wrong field is pointed at, below the part of the request that it came from', async (t) => {
  const schema = z.strictObject({ bin: Bin, size: z.int(), list: z.array(z.strictObject({ a: z.email() })) })
  t.same(wrongs(schema, { size: '5', list: [{ a: 'x' }, { a: 'a@b.kz', 'b/c~': 1 }], d: 1 }, '/body'), {
    '/body/bin': 'This field is required.',
    '/body/size': 'This must be a number.',
    '/body/list/0/a': 'This is not an e-mail address.',
    '/body/list/1/b~1c~0': 'There is no such field.',
    '/body/d': 'There is no such field.',
  })
  t.same(wrongs(schema, null), { '': 'This must be an object.' })
})

t.test('of a union the errors are those of the alternative that was meant', async (t) => {
  const collector = z.object({ collector: z.union([z.literal('self'), Bin]) })
  t.match(wrongs(collector, { collector: '240340000127' })['/collector'], /check digit of the BIN/)
  t.match(wrongs(collector, { collector: 5 })['/collector'], /self/)
  t.same(wrongs(collector, {}), { '/collector': 'This field is required.' })
  const donor = z.union([z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('o'), bin: Bin })])
  t.same(wrongs(donor, { kind: 'o' }), { '/bin': 'This field is required.' })
  const kinds = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a') }),
    z.object({ kind: z.literal('o') }),
  ])
  t.same(wrongs(kinds, { kind: 'x' }), { '/kind': 'Allowed values: a, o.' })
  t.match(wrongs(z.union([z.string(), z.number()]), true)[''], /permitted forms/)
})

t.test('sizes, formats and keys are explained in plain words', async (t) => {
  const cases: readonly (readonly [z.ZodType, unknown, string])[] = [
    [z.string().min(1), '', 'Must not be empty.'],
    [z.string().min(8), 'x', 'Number of characters: at least 8.'],
    [z.string().length(2), 'x', 'Number of characters: exactly 2.'],
    [z.string().length(2), 'xxx', 'Number of characters: exactly 2.'],
    [z.array(z.int()).max(1), [1, 2], 'Number of items: at most 1.'],
    [z.number().positive(), 0, 'Value: more than 0.'],
    [z.number().lt(5), 5, 'Value: less than 5.'],
    [z.number().multipleOf(5), 6, 'Must be a multiple of 5.'],
    [z.enum(['a', 'b']), 'c', 'Allowed values: a, b.'],
    [z.uuid(), 'x', 'This is not a UUID.'],
    [z.iso.datetime(), 'x', 'A moment is written after RFC 3339, e.g. 2026-03-15T09:30:00Z.'],
    [z.string().regex(/^a$/), 'x', 'The format is wrong.'],
    [z.never(), 1, 'The value is of the wrong type.'],
    [z.string().refine(() => false), 'x', 'The value is not valid.'],
  ]
  for (const [schema, value, sentence] of cases) t.same(wrongs(schema, value), { '': sentence })
  t.same(wrongs(z.record(z.string().min(2), z.int()), { x: 1 }), {
    '/x': 'Number of characters: at least 2.',
  })
})
