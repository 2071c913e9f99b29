import { setTimeout as sleep } from 'node:timers/promises'
import type { Adal, Answer, Session } from '../support/app.js'

const variants = ['kz-draft-ban-2024', 'kz-voluntary']
export const asked = (cases: object, more: object = {}) => ({ variants, base: 'kz-current', cases, ...more })
export const synthetic = (size = 2_000, seed = 7) => ({ from: 'synthetic', size, seed })

export const ask = (adal: Adal, as: Session, body: object): Promise<Answer> =>
  adal.call('POST', '/v1/comparisons', { as, body })

export const see = (adal: Adal, as: Session | undefined, id: string, path = ''): Promise<Answer> =>
  adal.call('GET', `/v1/comparisons/${id}${path}`, { ...(as && { as }) })

/** The comparisons that somebody sees, the latest first. */
export const list = async (adal: Adal, as: Session | undefined) =>
  (await adal.call('GET', '/v1/comparisons', { ...(as && { as }) })).body.items

/** Waits until a comparison is over. */
export async function over(adal: Adal, as: Session, id: string) {
  for (let waited = 0; waited < 60_000; waited += 50) {
    const { body } = await see(adal, as, id)
    if (!['queued', 'running'].includes(body.status)) return body
    await sleep(50)
  }
  throw new Error(`the comparison ${id} does not end`)
}

/** The comparison that was asked for, once it is over. */
export async function compared(adal: Adal, as: Session, body: object) {
  const answer = await ask(adal, as, body)
  if (answer.status !== 202) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return over(adal, as, answer.body.id)
}

export const upload = (adal: Adal, as: Session, body: string, type = 'application/x-ndjson') =>
  adal.call('POST', '/v1/comparisons/uploads', { as, body, headers: { 'content-type': type } })

export const facts = (more: object = {}) => ({
  on: '2026-03-15',
  collector: { kind: 'individual' },
  startsOn: '2026-03-01',
  channels: ['transfer'],
  ...more,
})
export const caseLine = (id: string, more: object = {}, labels?: object) =>
  JSON.stringify({ id, facts: facts(more), ...(labels && { labels }) })
