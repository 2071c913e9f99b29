import { newFund, registered } from '../collections/stories.js'
import { declared, ruralDistricts } from '../emergencies/stories.js'
import type { Adal, Session } from '../support/app.js'

/** A flood that the akimat has declared, and a fund that has planned a drive for it. */
export async function flood(adal: Adal) {
  const akimat = await adal.signInAs('akimat', { region: '270000000' })
  const second = await adal.signInAs('akimat', { region: '270000000' })
  const fund = await newFund(adal)
  return { akimat, second, fund, emergency: await declared(adal, akimat, { territory: ruralDistricts }) }
}

export type Flood = Awaited<ReturnType<typeof flood>>

/** A drive for the flood, from inside it. */
export const planned = (adal: Adal, { fund, emergency }: Flood, more: object = {}): Promise<string> =>
  registered(adal, fund, { emergency, startsOn: '2026-03-01', ...more })

export const file = (
  adal: Adal,
  as: Session | undefined,
  emergency: string,
  collection: string,
  documents: string[] = [],
) =>
  adal.call('POST', `/v1/emergencies/${emergency}/applications`, {
    ...(as && { as }),
    body: { collection, documents },
  })

/** The id of an application that the fund has filed. */
export async function filed(adal: Adal, { fund, emergency }: Flood, number: string): Promise<string> {
  const { status, body } = await file(adal, fund.by, emergency, number)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

export const decide = (
  adal: Adal,
  as: Session | undefined,
  id: string,
  decision = 'approve',
  declared = false,
) =>
  adal.call('POST', `/v1/emergency-applications/${id}/decisions`, {
    ...(as && { as }),
    body: { decision, reasons: 'The fund has reported on every drive.', conflictOfInterest: { declared } },
  })
