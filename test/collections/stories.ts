import { type Claim, confirmed } from '../organizations/stories.js'
import type { Adal, Answer, Session } from '../support/app.js'
import { drive } from '../support/stories.js'

export { drive }

export interface Fund extends Claim {
  readonly registrar: Session
}

/** A confirmed fund with an active account, and its first person (`by`). */
export async function newFund(adal: Adal): Promise<Fund> {
  const registrar = await adal.signInAs('registrar')
  return { ...(await confirmed(adal, registrar)), registrar }
}

export const register = (adal: Adal, as: Session | undefined, body: object): Promise<Answer> =>
  adal.call('POST', '/v1/collections', { ...(as && { as }), body })

/** The number of a drive that the fund has registered. */
export async function registered(adal: Adal, fund: Claim, more: object = {}): Promise<string> {
  const { status, body } = await register(adal, fund.by, drive(fund.bin, more))
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.number
}

/** `POST /v1/collections/{number}/{verb}` */
export const act = (adal: Adal, as: Session | undefined, number: string, verb: string, body: object = {}) =>
  adal.call('POST', `/v1/collections/${number}/${verb}`, { ...(as && { as }), body })

export async function opened(
  adal: Adal,
  fund: Claim,
  more: object = {},
  opening: object = {},
): Promise<string> {
  const number = await registered(adal, fund, more)
  const { status, body } = await act(adal, fund.by, number, 'open', opening)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return number
}

export const pageOf = async (adal: Adal, number: string, query = '') =>
  (await adal.call('GET', `/v1/register/collections/${number}${query}`)).body

/** Two administrators make a variant the law from a day. */
export async function enact(adal: Adal, variant: string, from: string): Promise<void> {
  for (const _ of ['one proposes', 'another one confirms']) {
    const as = await adal.signInAs('administrator')
    const body = { variant, from, reasons: 'Adopted.' }
    const { status, body: said } = await adal.call('POST', '/v1/legislation/in-force', { as, body })
    if (status >= 300) throw new Error(JSON.stringify(said))
  }
}

export const codesOf = (findings: { code: string }[]): string[] => findings.map(({ code }) => code)

/** On a later day, when the session has ended and one signs in again. */
export async function later(
  adal: Adal,
  moment: string,
  { login, password, personId }: Session,
): Promise<Session> {
  adal.clock.set(moment)
  const { body } = await adal.call('POST', '/v1/sessions', { body: { login, password } })
  return { token: body.token, login, password, personId }
}
