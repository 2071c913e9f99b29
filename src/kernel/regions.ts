import type { Language, Text } from './texts.js'

const names: readonly (readonly [code: string, kk: string, ru: string, en: string])[] = [
  ['10', 'Абай облысы', 'Область Абай', 'Abai Region'],
  ['11', 'Ақмола облысы', 'Акмолинская область', 'Akmola Region'],
  ['15', 'Ақтөбе облысы', 'Актюбинская область', 'Aktobe Region'],
  ['19', 'Алматы облысы', 'Алматинская область', 'Almaty Region'],
  ['23', 'Атырау облысы', 'Атырауская область', 'Atyrau Region'],
  ['27', 'Батыс Қазақстан облысы', 'Западно-Казахстанская область', 'West Kazakhstan Region'],
  ['31', 'Жамбыл облысы', 'Жамбылская область', 'Zhambyl Region'],
  ['33', 'Жетісу облысы', 'Область Жетісу', 'Zhetisu Region'],
  ['35', 'Қарағанды облысы', 'Карагандинская область', 'Karaganda Region'],
  ['39', 'Қостанай облысы', 'Костанайская область', 'Kostanay Region'],
  ['43', 'Қызылорда облысы', 'Кызылординская область', 'Kyzylorda Region'],
  ['47', 'Маңғыстау облысы', 'Мангистауская область', 'Mangystau Region'],
  ['55', 'Павлодар облысы', 'Павлодарская область', 'Pavlodar Region'],
  ['59', 'Солтүстік Қазақстан облысы', 'Северо-Казахстанская область', 'North Kazakhstan Region'],
  ['61', 'Түркістан облысы', 'Туркестанская область', 'Turkistan Region'],
  ['62', 'Ұлытау облысы', 'Область Ұлытау', 'Ulytau Region'],
  ['63', 'Шығыс Қазақстан облысы', 'Восточно-Казахстанская область', 'East Kazakhstan Region'],
  ['71', 'Астана қаласы', 'город Астана', 'Astana city'],
  ['75', 'Алматы қаласы', 'город Алматы', 'Almaty city'],
  ['79', 'Шымкент қаласы', 'город Шымкент', 'Shymkent city'],
]

/** The twenty regions and cities of republican significance by their KATO code, e.g. `270000000`. Source: law.md §5. */
export const regions: ReadonlyMap<string, Text> = new Map(
  names.map(([code, kk, ru, en]) => [`${code}0000000`, { kk, ru, en }]),
)

/** The KATO code of the region in which a place lies, e.g. `274030100` → `270000000`; not checked to exist. */
export const regionOf = (kato: string): string => `${kato.slice(0, 2)}0000000`

/** The name of the region in which a KATO code lies; the code itself if there is no such region. */
export const regionName = (kato: string, language: Language): string =>
  regions.get(regionOf(kato))?.[language] ?? kato
