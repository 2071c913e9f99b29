import { z } from 'zod'
import { Bin, Iban, Iin, isIin, Kato } from '../kernel/identifiers.js'
import { PageQuery } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { legalForms } from '../law/facts.js'
import { memberRoles } from './tables.js'

const accountTwice = declareReason('account-twice', {
  kk: 'Бұл шот тізімде бұрын аталған.',
  ru: 'Этот счёт уже назван в списке.',
  en: 'This account is already named in the list.',
})
const phoneShape = declareReason('phone-shape', {
  kk: 'Телефон нөмірі +7 701 234 56 78 түрінде жазылады.',
  ru: 'Номер телефона пишется как +7 701 234 56 78.',
  en: 'A phone number is written like +7 701 234 56 78.',
})
const namesPerson = declareReason('reasons-name-person', {
  kk: 'Негіздеме жарияланады: онда жеке адамның ЖСН-і болмауы керек.',
  ru: 'Обоснование публикуется: в нём не должно быть ИИН человека.',
  en: 'Reasons are published: they may not hold the IIN of a person.',
})
const loginOrPerson = declareReason('login-or-person', {
  kk: 'Логинді немесе адамның идентификаторын көрсетіңіз, екеуін бірге емес.',
  ru: 'Укажите логин или идентификатор человека, но не оба сразу.',
  en: 'Give either the login or the identifier of the person.',
})

const Name = z.string().trim().min(1).max(300)

/** A sentence or more that is published: whoever writes it is kept from the worst slip. */
export const PublishedText = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .refine((text) => !(text.replace(/[\s\p{Pd}]/gu, '').match(/\d{12}/g) ?? []).some(isIin), namesPerson)
  .meta({
    description: 'Published: names no private person',
    examples: ['The papers agree with the state register.'],
  })

export const NewAccount = z
  .strictObject({
    iban: Iban,
    dedicatedTo: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'The one purpose or collection that this account serves; published' }),
  })
  .meta({ id: 'NewAccount' })
export type NewAccount = z.output<typeof NewAccount>

const NewController = z
  .strictObject({
    iin: Iin,
    fullName: Name,
    role: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .meta({ description: 'Published', examples: ['director', 'founder'] }),
  })
  .meta({ id: 'NewController' })

const NewContact = z
  .strictObject({
    email: z.email().max(254),
    phone: z
      .string()
      .trim()
      .regex(/^\+?\d[\d ()-]{4,22}\d$/, phoneShape),
  })
  .meta({ id: 'NewContact', description: 'For the registrar; never published' })

export const NewOrganization = z
  .strictObject({
    bin: Bin,
    name: z.strictObject({ kk: Name, ru: Name, en: Name.optional() }).meta({ id: 'NewOrganizationName' }),
    legalForm: z.enum(legalForms),
    region: Kato,
    controllers: z.array(NewController).min(1).max(50),
    accounts: z
      .array(NewAccount)
      .max(20)
      .check(({ value, issues }) => {
        for (const [i, { iban }] of value.entries())
          if (value.findIndex((other) => other.iban === iban) < i)
            issues.push({ code: 'custom', message: accountTwice, input: iban, path: [i, 'iban'] })
      }),
    contact: NewContact,
  })
  .meta({ id: 'NewOrganization' })
export type NewOrganization = z.output<typeof NewOrganization>

export const RegistrarDecision = z
  .strictObject({
    reasons: PublishedText,
    claim: z.uuid().optional().meta({ description: 'Which claim, where the BIN has several open ones' }),
  })
  .meta({ id: 'RegistrarDecision' })
export type RegistrarDecision = z.output<typeof RegistrarDecision>

export const AccountDecision = z.strictObject({ reasons: PublishedText }).meta({ id: 'AccountDecision' })
export type AccountDecision = z.output<typeof AccountDecision>

export const NewMember = z
  .strictObject({
    login: z.string().trim().min(1).max(100).optional(),
    personId: z.uuid().optional(),
    role: z.enum(memberRoles),
  })
  .refine(({ login, personId }) => (login === undefined) !== (personId === undefined), loginOrPerson)
  .meta({ id: 'NewMember' })
export type NewMember = z.output<typeof NewMember>

const relation = z.enum(['relative', 'affiliate'])

/** Somebody who is related to those who control an organization. Never published. */
export const NewRelatedParty = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('individual'), iin: Iin.optional(), name: Name, relation }),
    z.strictObject({ kind: z.literal('organization'), bin: Bin.optional(), name: Name, relation }),
  ])
  .meta({ id: 'NewRelatedParty' })
export type NewRelatedParty = z.output<typeof NewRelatedParty>

export const ToDecideQuery = PageQuery.extend({ after: z.uuid().optional() })

export const BinPath = z.object({ bin: Bin })
export const AccountPath = z.object({ bin: Bin, iban: Iban })
export const MemberPath = z.object({ bin: Bin, personId: z.uuid() })
export const InvitationPath = z.object({ id: z.uuid() })
