import { isBin } from '../../src/kernel/identifiers.js'
import type { Adal, Session } from '../support/app.js'

let made = 0

/** A BIN that nobody has named yet. */
export function freshBin(): string {
  const stem = `240340${String(++made).padStart(5, '0')}`
  const bin = Array.from({ length: 10 }, (_, digit) => `${stem}${digit}`).find(isBin)
  return bin ?? freshBin()
}

/** An account that nobody has named yet, at the synthetic bank 999. */
export function freshIban(): string {
  const account = `999KZT${String(++made).padStart(10, '0')}`
  const digits = Array.from(`${account}KZ00`, (character) => Number.parseInt(character, 36)).join('')
  return `KZ${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`
}

export const secretsOfPeople = [
  '900101350013',
  'Дәулет Ахметов',
  'office@akzhaiyk.kz',
  '+7 711 250 11 22',
] as const
const [iin, fullName, email, phone] = secretsOfPeople

export const newOrganization = (bin: string, ...ibans: string[]) => ({
  bin,
  name: { kk: '«Ақжайық» қоры', ru: 'Фонд «Акжайык»', en: 'Akzhaiyk fund' },
  legalForm: 'public-foundation',
  region: '270000000',
  controllers: [{ iin, fullName, role: 'director' }],
  accounts: ibans.map((iban) => ({ iban })),
  contact: { email, phone },
})

export interface Claim {
  readonly bin: string
  readonly iban: string
  readonly id: string
  readonly by: Session
}

/** Somebody new claims a BIN with an account. */
export async function claimed(adal: Adal, bin = freshBin(), iban = freshIban()): Promise<Claim> {
  const by = await adal.signUp()
  const { status, body } = await adal.call('POST', '/v1/organizations', {
    as: by,
    body: newOrganization(bin, iban),
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { bin, iban, id: body.id, by }
}

export const decision = (claim?: string) => ({ reasons: 'Checked against the state register.', claim })

/** A claim that the registrar has confirmed. */
export async function confirmed(
  adal: Adal,
  registrar: Session,
  bin = freshBin(),
  iban = freshIban(),
): Promise<Claim> {
  const claim = await claimed(adal, bin, iban)
  const path = `/v1/organizations/${bin}/confirm`
  const { status, body } = await adal.call('POST', path, { as: registrar, body: decision(claim.id) })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return claim
}

/** Somebody is invited and accepts. */
export async function joined(adal: Adal, claim: Pick<Claim, 'bin' | 'by'>, role: string): Promise<Session> {
  const person = await adal.signUp()
  const { bin, by } = claim
  await adal.call('POST', `/v1/organizations/${bin}/members`, { as: by, body: { login: person.login, role } })
  const { body } = await adal.call('GET', '/v1/invitations', { as: person })
  const { status } = await adal.call('POST', `/v1/invitations/${body.items[0].id}/accept`, { as: person })
  if (status !== 200) throw new Error('the invitation was not accepted')
  return person
}
