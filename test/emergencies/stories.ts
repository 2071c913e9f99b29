import type { Adal, Answer, Session } from '../support/app.js'

/** The Terekti declaration of 2024, moved to 2026: five rural districts, and reaching back. */
export const terekti = '275200000'
export const ruralDistricts = ['275230000', '275233000', '275235000', '275237000', '275239000']

let acts = 0

export const declaration = (more: object = {}) => ({
  region: '270000000',
  kind: 'natural',
  scale: 'local',
  act: { number: `${++acts}-р`, date: '2026-02-27' },
  effectiveFrom: '2026-02-25',
  territory: ruralDistricts,
  ...more,
})

export const declare = (adal: Adal, as: Session | undefined, more: object = {}): Promise<Answer> =>
  adal.call('POST', '/v1/emergencies', { ...(as && { as }), body: declaration(more) })

/** The id of an emergency that the akimat of West Kazakhstan has declared. */
export async function declared(adal: Adal, akimat: Session, more: object = {}): Promise<string> {
  const { status, body } = await declare(adal, akimat, more)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}
