import type { Text } from '../kernel/texts.js'
import type { Confidence } from '../law/confidence.js'
import type { Variant } from '../law/variant.js'

/** What people read for the codes that stand in answers of the service. */

export const statusNames = {
  planned: { kk: 'Жоспарланған', ru: 'Запланирован', en: 'Planned' },
  open: { kk: 'Ашық', ru: 'Открыт', en: 'Open' },
  closed: { kk: 'Жабылған', ru: 'Закрыт', en: 'Closed' },
  reported: { kk: 'Есеп берілген', ru: 'Отчёт опубликован', en: 'Reported' },
  refused: { kk: 'Рұқсат берілмеген', ru: 'Не допущен', en: 'Refused' },
  cancelled: { kk: 'Тоқтатылған', ru: 'Отменён', en: 'Cancelled' },
} as const satisfies Record<string, Text>

export const organizationStatusNames = {
  claimed: { kk: 'Расталмаған өтінім', ru: 'Заявлена, не подтверждена', en: 'Claimed, not confirmed' },
  confirmed: { kk: 'Расталған', ru: 'Подтверждена', en: 'Confirmed' },
  withdrawn: { kk: 'Растауы қайтарылған', ru: 'Подтверждение отозвано', en: 'Confirmation withdrawn' },
} as const satisfies Record<string, Text>

const accreditationNames = {
  none: { kk: '–', ru: '–', en: '–' },
  'not-yet': { kk: 'Әлі басталмаған', ru: 'Ещё не началась', en: 'Not yet begun' },
  'in-force': { kk: 'Аккредиттелген', ru: 'Аккредитована', en: 'Accredited' },
  suspended: { kk: 'Тоқтатыла тұрған', ru: 'Приостановлена', en: 'Suspended' },
  revoked: { kk: 'Қайтарып алынған', ru: 'Отозвана', en: 'Revoked' },
  expired: { kk: 'Мерзімі өткен', ru: 'Срок истёк', en: 'Expired' },
} as const satisfies Record<string, Text>

export const approvalNames = {
  pending: { kk: 'Әкімдік қарап жатыр', ru: 'Акимат рассматривает', en: 'The akimat is considering it' },
  approved: { kk: 'Әкімдік мақұлдаған', ru: 'Акимат одобрил', en: 'The akimat has approved it' },
  refused: { kk: 'Әкімдік бас тартқан', ru: 'Акимат отказал', en: 'The akimat has refused it' },
} as const satisfies Record<string, Text>

export const decisionNames: Readonly<Record<string, Text>> = {
  approve: { kk: 'Мақұлдау', ru: 'Одобрение', en: 'Approval' },
  refuse: { kk: 'Бас тарту', ru: 'Отказ', en: 'Refusal' },
  'request-information': { kk: 'Мәлімет сұрау', ru: 'Запрос сведений', en: 'Request for information' },
  'conflict-of-interest': {
    kk: 'Мүдделер қақтығысы: басқа қызметкер шешеді',
    ru: 'Конфликт интересов: решает другой сотрудник',
    en: 'Conflict of interest: another official decides',
  },
}

const roleNames: Readonly<Record<string, Text>> = {
  director: { kk: 'директор', ru: 'директор', en: 'director' },
  founder: { kk: 'құрылтайшы', ru: 'учредитель', en: 'founder' },
  chair: { kk: 'төраға', ru: 'председатель', en: 'chair' },
  treasurer: { kk: 'қазынашы', ru: 'казначей', en: 'treasurer' },
  accountant: { kk: 'бухгалтер', ru: 'бухгалтер', en: 'accountant' },
  trustee: { kk: 'қамқоршы', ru: 'попечитель', en: 'trustee' },
}

/** What somebody is in an organization; a word of its own choice is shown as it is. */
export const roleName = (role: string): Text =>
  roleNames[role.toLowerCase()] ?? { kk: role, ru: role, en: role }

/** An accreditation in force is a voluntary act where the law in force requires none. */
export function accreditationName(state: keyof typeof accreditationNames, voluntary: boolean): Text {
  return state === 'in-force' && voluntary ? accreditedVoluntarily : accreditationNames[state]
}

const accreditedVoluntarily: Text = {
  kk: 'Өз еркімен аккредиттелген',
  ru: 'Аккредитована добровольно',
  en: 'Accredited, voluntarily',
}

export const lawStatusNames = {
  'in-force': { kk: 'қолданыста', ru: 'действует', en: 'in force' },
  proposed: { kk: 'жоба', ru: 'проект', en: 'proposed' },
  comparator: { kk: 'басқа елдің заңы', ru: 'закон другой страны', en: 'another country’s law' },
  hypothetical: { kk: 'болжам', ru: 'предположение', en: 'hypothetical' },
} as const satisfies Record<string, Text>

/** The law in force first, then the drafts, then what was supposed, then other countries. */
export const inReadingOrder = <Item>(
  items: readonly Item[],
  variantOf: (item: Item) => Variant | undefined,
): Item[] => {
  const place = (item: Item) =>
    ['in-force', 'proposed', 'hypothetical', 'comparator'].indexOf(variantOf(item)?.status ?? '')
  return [...items].sort((a, b) => place(a) - place(b))
}

/** An account number as people read it, four characters at a time. */
export const inGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

export const confidenceNames: Readonly<Record<Confidence, Text>> = {
  verified: { kk: 'дереккөзден оқылған', ru: 'прочитано в источнике', en: 'read in a source' },
  secondary: { kk: 'баспасөз бойынша', ru: 'по прессе', en: 'as the press tells' },
  unverified: { kk: 'тексерілмеген', ru: 'не проверено', en: 'not verified' },
}
