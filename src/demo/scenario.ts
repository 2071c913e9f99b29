import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, type ScalarTag } from 'yaml'
import { z } from 'zod'
import { dataFolder } from '../house.js'
import { roles } from '../kernel/actor.js'
import { Day } from '../kernel/identifiers.js'

/** Whole tenge, written as people write them: `80 800 000`. */
const Tenge = z
  .union([z.string(), z.number()])
  .transform((text) => Number(String(text).replaceAll(' ', '')))
  .pipe(z.int().positive())

const tengeTag: ScalarTag = {
  tag: '!tenge',
  resolve: (text) => ({ amount: `${Tenge.parse(text)}00`, currency: 'KZT' }),
}

/** Donations of one sort, which only differ in their sums and days; `step` is what each sum is a multiple of, in tenge. */
const Gifts = z
  .strictObject({
    from: z.string(),
    total: Tenge,
    count: z.int().positive(),
    step: Tenge,
    channel: z.string(),
    settlement: z.string().optional(),
    first: Day,
    last: Day,
    donor: z.record(z.string(), z.unknown()),
  })
  .refine(({ first, last }) => first <= last)
export type Gifts = z.output<typeof Gifts>

/**
 * One request: who makes it and what it means. `${name}` stands for what an earlier step has remembered; the service itself
 * judges the body.
 */
const Step = z
  .strictObject({
    as: z.string(),
    says: z.string(),
    /** A step that belongs to a day which has not come yet is left out. */
    notBefore: Day.optional(),
    /** A comparison that has to be done before, as its path. */
    awaits: z.string().startsWith('/v1/').optional(),
    post: z.string().startsWith('/v1/').optional(),
    /** The BIN of the organization whose invitation she accepts, instead of a request. */
    joins: z.string().optional(),
    body: z.record(z.string(), z.unknown()).optional(),
    /** A file of `files` beside the chapters, sent as a form with what the body says. */
    file: z.strictObject({ name: z.string(), type: z.string() }).optional(),
    gifts: z.array(Gifts).optional(),
    /** Name → path of the answer, e.g. `receipt.number`. */
    remember: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ post, joins }) => (post === undefined) !== (joins === undefined), 'either a request or joining')
export type Step = z.output<typeof Step>

const Chapter = z.strictObject({ id: z.string(), title: z.string(), steps: z.array(Step).min(1) })
export type Chapter = z.output<typeof Chapter>

const Person = z.strictObject({
  login: z.string().endsWith('@demo'),
  name: z.string(),
  language: z.enum(['kk', 'ru', 'en']),
  role: z.enum(roles).optional(),
  region: z.string().optional(),
  who: z.string(),
})
export type Person = z.output<typeof Person>

const People = z.strictObject({
  administrator: z.strictObject({ login: z.string(), name: z.string() }),
  people: z.array(Person).min(1),
  /** What a donor may have been sent. */
  questions: z.array(z.strictObject({ subject: z.string(), what: z.string() })),
  /** What is worth opening in a browser. */
  pages: z.array(z.strictObject({ path: z.string().startsWith('/'), what: z.string() })),
})

const demoFolder = join(dataFolder, 'demo')

/** What a step sends as a file: texts, all of them. */
export const readFileOf = (name: string): string => readFileSync(join(demoFolder, 'files', name), 'utf8')

export interface Scenario extends z.output<typeof People> {
  readonly chapters: readonly Chapter[]
}

/** The demo story as `data/demo` tells it; the chapters in the order of their files. */
export function readScenario(): Scenario {
  const read = (name: string) =>
    parse(readFileSync(join(demoFolder, name), 'utf8'), { merge: true, customTags: [tengeTag] })
  const files = readdirSync(demoFolder).filter((name) => /^\d.*\.yaml$/.test(name))
  return {
    ...People.parse(read('people.yaml')),
    chapters: files.sort().map((name) => Chapter.parse(read(name))),
  }
}

/** The password of a person of the demo. */
export const passwordOf = (login: string): string => `demo-${login.slice(0, login.indexOf('@'))}`
