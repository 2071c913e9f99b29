import { dayOf } from '../kernel/days.js'
import type { Actor } from './cast.js'
import { giftsOf } from './gifts.js'
import { type Look, type Post, StoryStopped, type UntilDone } from './requests.js'
import { type Chapter, readFileOf, type Step } from './scenario.js'

/** What the story has remembered by name, e.g. `akzhaiykDrive`: the number of the drive. */
export type Remembered = Readonly<Record<string, string>>

/** Where a chapter is played: the service, who watches, the day it is, and who has signed in. */
interface Stage {
  readonly post: Post
  readonly untilDone: UntilDone
  readonly look: Look
  readonly tell: (line: string) => void
  /** What has not happened by then is left out. */
  readonly now: Date
  /** By login. */
  readonly cast: ReadonlyMap<string, Actor>
}

/** Plays a chapter with what was remembered before it; answers that and what its own steps remember. */
export async function playChapter(
  stage: Stage,
  { id, title, steps }: Chapter,
  before: Remembered,
): Promise<Remembered> {
  stage.tell(title)
  let remembered = before
  for (const [index, step] of steps.entries()) {
    if (step.notBefore !== undefined && step.notBefore > dayOf(stage.now)) continue
    // The same key at every telling, so that a story told twice happens once.
    const answer = await playStep(stage, step, `demo-${id}-${index + 1}`, remembered)
    const found = Object.entries(step.remember).map(([name, path]) => [name, String(part(answer, path))])
    remembered = { ...remembered, ...Object.fromEntries(found) }
    stage.tell(`  ${step.as} ${step.says}`)
  }
  return remembered
}

async function playStep(stage: Stage, step: Step, key: string, remembered: Remembered) {
  const { as, post, joins, body = {}, file, gifts, awaits } = step
  const token = stage.cast.get(as)?.token
  if (joins !== undefined) return join(stage, joins, token, key)
  if (awaits !== undefined) await stage.untilDone(fill(awaits, remembered) as string, token)
  const given = gifts?.flatMap(giftsOf).filter(({ receivedAt }) => new Date(receivedAt) <= stage.now)
  const lines = given?.map((gift) => ({ ...gift, id: `${key}-${gift.id}` }))
  const path = fill(post ?? '', remembered) as string
  const sent = file && { ...file, text: fill(readFileOf(file.name), remembered) as string }
  return stage.post({ path, token, key, body: lines ?? fill(body, remembered), file: sent })
}

/** Accepts an invitation; told again, there is none left. */
async function join({ post, look }: Stage, bin: string, token: string | undefined, key: string) {
  const { items } = (await look('/v1/invitations', token)) as { items: { id: string; bin: string }[] }
  const invitation = items.find((one) => one.bin === bin)
  if (invitation === undefined) return {}
  return post({ path: `/v1/invitations/${invitation.id}/accept`, token, key, body: {} })
}

/** Puts what was remembered in the place of each `${name}`. */
export function fill(value: unknown, remembered: Remembered): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, remembered))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, remembered)]))
  if (typeof value !== 'string') return value
  return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const known = remembered[name]
    if (known === undefined) throw new StoryStopped(`no step has remembered ${name}`)
    return known
  })
}

const part = (answer: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((whole, name) => (whole as Record<string, unknown>)?.[name], answer)
