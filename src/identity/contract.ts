import { z } from 'zod'
import { roles } from '../kernel/actor.js'
import { Bin, Iin, Kato } from '../kernel/identifiers.js'
import { declareReason } from '../kernel/reasons.js'
import { languages } from '../kernel/texts.js'

const loginShape = declareReason('login-shape', {
  kk: 'Логин 3–100 латын әрпінен, цифрдан және . _ + @ - белгілерінен тұрады.',
  ru: 'Логин — от 3 до 100 латинских букв, цифр и знаков . _ + @ -',
  en: 'A login has 3 to 100 Latin letters, digits and the signs . _ + @ -',
})
const passwordLength = declareReason('password-length', {
  kk: 'Құпиясөз 10–200 таңбадан тұрады.',
  ru: 'В пароле должно быть от 10 до 200 символов.',
  en: 'A password has 10 to 200 characters.',
})
const passwordIsLogin = declareReason('password-is-login', {
  kk: 'Құпиясөз логинмен бірдей болмауы керек.',
  ru: 'Пароль не должен совпадать с логином.',
  en: 'The password must differ from the login.',
})
const regionOfAkimat = declareReason('region-of-akimat', {
  kk: 'Өңір әкімдік рөлі үшін міндетті, ал басқа рөлдерде көрсетілмейді.',
  ru: 'Регион обязателен для роли акимата и не указывается для остальных.',
  en: 'The region is required for the role akimat, and belongs to no other.',
})

const Login = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+@-]{2,99}$/, loginShape)
  .meta({ description: 'Capital and small letters are the same', examples: ['aigerim@example.kz'] })

const Password = z
  .string()
  .refine((text) => [...text].length >= 10 && text.length <= 200, passwordLength)
  .meta({ minLength: 10, maxLength: 200, format: 'password' })

const PersonName = z.string().trim().min(1).max(200)
const Language = z.enum(languages)
const Moment = z.iso.datetime()

export const NewPerson = z
  .strictObject({ login: Login, password: Password, name: PersonName, language: Language })
  .refine(({ login, password }) => password.toLowerCase() !== login.toLowerCase(), {
    path: ['password'],
    error: passwordIsLogin,
  })
  .meta({ id: 'NewPerson' })
export type NewPerson = z.output<typeof NewPerson>

export const SignedUp = z.object({ id: z.uuid(), login: z.string() }).meta({ id: 'SignedUp' })
export type SignedUp = z.output<typeof SignedUp>

/** Of any shape: what no person could have is simply wrong, not an error that tells the rules. */
export const Credentials = z
  .strictObject({ login: z.string().max(200), password: z.string().max(1000) })
  .meta({ id: 'Credentials' })
export type Credentials = z.output<typeof Credentials>

export const Refreshing = z.strictObject({ refreshToken: z.string().max(200) }).meta({ id: 'Refreshing' })

export const Session = z
  .object({
    token: z.string().meta({ description: 'JWT for the header Authorization: Bearer' }),
    expiresAt: Moment.meta({ description: 'When the token ends; the refresh token lasts longer' }),
    refreshToken: z.string().meta({ description: 'Good once, for the next token' }),
    roles: z.array(z.enum(roles)),
  })
  .meta({ id: 'Session' })
export type Session = z.output<typeof Session>

const memberRoles = ['first-person', 'treasurer', 'second-signatory', 'member'] as const

export const Myself = z
  .object({
    id: z.uuid(),
    login: z.string().optional(),
    name: z.string(),
    language: Language,
    roles: z.array(z.enum(roles)),
    region: z.string().optional(),
    organizations: z.array(z.object({ bin: z.string(), role: z.enum(memberRoles) })),
    hasIin: z.boolean(),
  })
  .meta({ id: 'Myself' })
export type Myself = z.output<typeof Myself>

export const StatedIdentity = z
  .strictObject({ iin: Iin, fullName: PersonName.optional() })
  .meta({ id: 'StatedIdentity' })
export type StatedIdentity = z.output<typeof StatedIdentity>

export const RolesHeld = z
  .object({ id: z.uuid(), roles: z.array(z.enum(roles)), region: z.string().optional() })
  .meta({ id: 'RolesHeld' })
export type RolesHeld = z.output<typeof RolesHeld>

export const RoleGrant = z
  .strictObject({ role: z.enum(roles), region: Kato.optional() })
  .refine(({ role, region }) => (role === 'akimat') === (region !== undefined), {
    path: ['region'],
    error: regionOfAkimat,
  })
  .meta({ id: 'RoleGrant' })
export type RoleGrant = z.output<typeof RoleGrant>

export const RoleEnd = z.strictObject({ role: z.enum(roles) }).meta({ id: 'RoleEnd' })
export type RoleEnd = z.output<typeof RoleEnd>

export const PersonPath = z.object({ id: z.uuid() })
export const PeopleQuery = z.strictObject({ login: Login })

export const PeopleFound = z
  .object({
    items: z.array(RolesHeld.extend({ login: z.string(), name: z.string() }).meta({ id: 'PersonFound' })),
    next: z.string().nullable(),
  })
  .meta({ id: 'PeopleFound' })

export const NewApiKey = z
  .strictObject({ name: PersonName, ledger: Bin.optional() })
  .meta({ id: 'NewApiKey', description: 'Without a ledger: for the own collections of a collector' })
export type NewApiKey = z.output<typeof NewApiKey>

export const ApiKeyPath = z.object({ id: z.uuid() })
export const ApiKeysQuery = z.strictObject({ ledger: Bin.optional() })

export const ApiKeyMade = z
  .object({
    id: z.uuid(),
    key: z.string().meta({ description: 'Shown this once' }),
    ledger: z.string(),
    name: z.string(),
  })
  .meta({ id: 'ApiKeyMade' })

export const ApiKeys = z
  .object({
    items: z.array(
      z
        .object({ id: z.uuid(), ledger: z.string(), name: z.string(), createdAt: Moment })
        .meta({ id: 'ApiKey' }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'ApiKeys' })
