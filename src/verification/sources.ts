import type { Text } from '../kernel/texts.js'
import type { Subject } from './subjects.js'

const organizations: Text = {
  kk: 'Ұйымдар тізілімі',
  ru: 'Реестр организаций',
  en: 'Register of organizations',
}
const collections: Text = { kk: 'Жинаулар тізілімі', ru: 'Реестр сборов', en: 'Register of collections' }
const receipts: Text = { kk: 'Түбіртектер', ru: 'Квитанции', en: 'Receipts' }

const asked: Readonly<Record<Subject['kind'], readonly Text[]>> = {
  bin: [organizations],
  iban: [organizations, collections],
  phone: [organizations],
  iin: [collections],
  collection: [collections, organizations],
  box: [collections, organizations],
  receipt: [receipts, collections],
  misspelt: [],
}

/** Where it was looked up. All are our own and read as they stand at the moment of the question. */
export const sourcesFor = (subjects: readonly Subject[]): Text[] => [
  ...new Set(subjects.flatMap(({ kind }) => asked[kind])),
]
