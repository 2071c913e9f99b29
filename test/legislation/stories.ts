import type { Adal, Answer, Session } from '../support/app.js'

export const change = (provision: string, setting: string, more: object = {}) => ({
  provision,
  setting,
  act: 'A proposal of the working group, 2026-03-01',
  citation: { confidence: 'verified' },
  status: 'hypothetical',
  ...more,
})

/** A ban on individuals with a fine, upon the law of today. */
export const newVariant = (id: string, more: object = {}) => ({
  id,
  base: 'kz-current',
  title: { kk: 'Тыйым', ru: 'Запрет', en: 'A ban' },
  changes: [change('individual-collecting', 'banned', { parameters: { individualFineMci: 50 } })],
  ...more,
})

export const compose = (adal: Adal, as: Session | undefined, body: object, more: object = {}) =>
  adal.call('POST', '/v1/variants', { ...(as && { as }), body, ...more })

export const publish = (adal: Adal, as: Session | undefined, id: string) =>
  adal.call('POST', `/v1/variants/${id}/publish`, { ...(as && { as }) })

/** A variant that everybody can see. */
export async function published(adal: Adal, as: Session, body: { id: string }): Promise<void> {
  for (const { status, body: said } of [await compose(adal, as, body), await publish(adal, as, body.id)])
    if (status >= 300) throw new Error(JSON.stringify(said))
}

export const pointersOf = ({ body }: Answer): string[] =>
  body.errors.map(({ pointer }: { pointer: string }) => pointer)
