import type { Adal, Answer, Session } from './app.js'

/** Identifiers with right check digits; bank 999 does not exist. */
export const bins = ['240340000128', '150640000112', '240340001811'] as const
export const ibans = ['KZ60999KZT0000000001', 'KZ33999KZT0000000002'] as const
export const iins = ['900101350013', '061211600012', '900101300811'] as const

let keys = 0
export const newKey = (): string => `key-${++keys}`

export const tenge = (amount: number) => ({ amount: String(amount * 100), currency: 'KZT' })

export const organization = (bin: string = bins[0], iban: string = ibans[0]) => ({
  bin,
  name: { kk: '«Ақжайық» қоры', ru: 'Фонд «Акжайык»', en: 'Akzhaiyk fund' },
  legalForm: 'public-foundation',
  region: '270000000',
  controllers: [{ iin: iins[1], fullName: 'Дәулет Қасымов', role: 'director' }],
  accounts: [{ iban }],
  contact: { email: 'fund@example.kz', phone: '+7 701 234 56 78' },
})

export const drive = (collector: string, more: object = {}) => ({
  collector,
  purpose: {
    kk: 'Су тасқынынан зардап шеккендерге',
    ru: 'Пострадавшим от паводка',
    en: 'For flood victims',
    category: 'flood-relief',
  },
  region: '270000000',
  startsOn: '2026-03-01',
  endsOn: '2026-04-30',
  channels: ['transfer', 'qr'],
  ...more,
})

export const donation = (amount: number, more: object = {}) => ({
  amount: tenge(amount),
  channel: 'transfer',
  receivedAt: '2026-03-10T10:00:00Z',
  donor: { kind: 'anonymous' },
  ...more,
})

export interface Charity {
  readonly session: Session
  readonly registrar: Session
  readonly bin: string
}

function expectStatus(answer: Answer, ...statuses: number[]): Answer {
  if (statuses.includes(answer.status)) return answer
  throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
}

/** An organization that the registrar has confirmed, with its account active, and its first person. */
export async function confirmedCharity(
  adal: Adal,
  bin: string = bins[0],
  iban: string = ibans[0],
): Promise<Charity> {
  const session = await adal.signUp()
  const registrar = await adal.signInAs('registrar')
  expectStatus(
    await adal.call('POST', '/v1/organizations', { as: session, body: organization(bin, iban) }),
    201,
  )
  const confirmation = { as: registrar, body: { reasons: 'The papers agree with the state register.' } }
  expectStatus(await adal.call('POST', `/v1/organizations/${bin}/confirm`, confirmation), 200, 201)
  return { session, registrar, bin }
}

/** The number of a drive that the collector has registered and opened. */
export async function openDrive(
  adal: Adal,
  session: Session,
  collector: string,
  more: object = {},
): Promise<string> {
  const body = drive(collector, more)
  const registered = await adal.call('POST', '/v1/collections', { as: session, body })
  const { number } = expectStatus(registered, 201).body
  const opening = { as: session, body: { openedOn: body.startsOn } }
  expectStatus(await adal.call('POST', `/v1/collections/${number}/open`, opening), 200, 201)
  return number
}

export const give = (adal: Adal, session: Session, number: string, body: object, key: string = newKey()) =>
  adal.call('POST', `/v1/collections/${number}/donations`, { as: session, key, body })
