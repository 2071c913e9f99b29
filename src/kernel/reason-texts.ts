import type { Text } from './texts.js'

const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

/** Why a value of the kernel is refused, in words that say what to do instead. */
export const kernelReasons = {
  required: text('Бұл өріс міндетті.', 'Это поле обязательно.', 'This field is required.'),

  'bin-shape': text(
    'БСН 12 цифрдан тұрады: тіркелген жылы мен айы, содан кейін 4–6 және 0–3 цифрлары.',
    'БИН состоит из 12 цифр: год и месяц регистрации, затем цифра 4–6 и цифра 0–3.',
    'A BIN has 12 digits: year and month of registration, then a digit 4–6 and a digit 0–3.',
  ),
  'bin-is-iin': text(
    'Бұл – жеке адамның ЖСН-і. Мұнда ұйымның БСН-і керек.',
    'Это ИИН человека. Здесь нужен БИН организации.',
    'This is the IIN of a person. The BIN of an organization is needed here.',
  ),
  'bin-check-digit': text(
    'БСН-нің бақылау цифры сәйкес келмейді: бір цифр қате терілген болуы мүмкін.',
    'Контрольная цифра БИН не сходится: возможно, одна из цифр набрана неверно.',
    'The check digit of the BIN does not match: a digit may be mistyped.',
  ),

  'iin-shape': text(
    'ЖСН 12 цифрдан тұрады: туған күні (ЖЖААКК), содан кейін 1–6 цифры.',
    'ИИН состоит из 12 цифр: дата рождения (ГГММДД), затем цифра 1–6.',
    'An IIN has 12 digits: the day of birth (YYMMDD), then a digit 1–6.',
  ),
  'iin-is-bin': text(
    'Бұл – ұйымның БСН-і. Мұнда жеке адамның ЖСН-і керек.',
    'Это БИН организации. Здесь нужен ИИН человека.',
    'This is the BIN of an organization. The IIN of a person is needed here.',
  ),
  'iin-date': text(
    'ЖСН күнтізбеде жоқ туған күннен басталады.',
    'ИИН начинается с даты рождения, которой нет в календаре.',
    'The IIN begins with a day of birth that the calendar does not have.',
  ),
  'iin-check-digit': text(
    'ЖСН-нің бақылау цифры сәйкес келмейді: бір цифр қате терілген болуы мүмкін.',
    'Контрольная цифра ИИН не сходится: возможно, одна из цифр набрана неверно.',
    'The check digit of the IIN does not match: a digit may be mistyped.',
  ),

  'iban-shape': text(
    'Қазақстандық шоттың нөмірі (ЖСК, IBAN) 20 таңбадан тұрады: KZ, 5 цифр, содан кейін 13 латын әрпі немесе цифр.',
    'Номер казахстанского счёта (ИИК, IBAN) состоит из 20 знаков: KZ, 5 цифр, затем 13 латинских букв или цифр.',
    'A Kazakh account number (IBAN) has 20 characters: KZ, 5 digits, then 13 Latin letters or digits.',
  ),
  'iban-cyrillic': text(
    'Шот нөмірінде кирилл әріптері бар: оны латын әріптерімен теріңіз.',
    'В номере счёта есть кириллические буквы: наберите его латинскими.',
    'The account number holds Cyrillic letters: type it with Latin ones.',
  ),
  'iban-check-digits': text(
    'Шот нөмірінің (IBAN) бақылау цифрлары сәйкес келмейді: бір таңба қате терілген болуы мүмкін.',
    'Контрольные цифры номера счёта (IBAN) не сходятся: возможно, один из знаков набран неверно.',
    'The check digits of the account number (IBAN) do not match: a character may be mistyped.',
  ),

  'kato-shape': text(
    'ӘАОЖ коды 9 цифрдан тұрады, мысалы 270000000.',
    'Код КАТО состоит из 9 цифр, например 270000000.',
    'A KATO code has 9 digits, e.g. 270000000.',
  ),
  'kato-region': text(
    'Мұндай облыс жоқ: ӘАОЖ кодының алғашқы екі цифры қате.',
    'Такой области нет: первые две цифры кода КАТО неверны.',
    'There is no such region: the first two digits of the KATO code are wrong.',
  ),

  'day-shape': text(
    'Күн ЖЖЖЖ-АА-КК түрінде жазылады, мысалы 2026-03-15.',
    'Дата пишется как ГГГГ-ММ-ДД, например 2026-03-15.',
    'A day is written YYYY-MM-DD, e.g. 2026-03-15.',
  ),
  'day-impossible': text(
    'Күнтізбеде мұндай күн жоқ.',
    'Такого дня нет в календаре.',
    'The calendar has no such day.',
  ),

  'moment-impossible': text(
    'Уақыт 1900–2199 жылдар аралығында болуы керек.',
    'Время должно быть между 1900 и 2199 годами.',
    'A moment must lie between the years 1900 and 2199.',
  ),

  'money-shape': text(
    'Сома тиынмен, ондық сандар жолы немесе бүтін сан түрінде жазылады, мысалы 15 000 ₸ үшін "1500000".',
    'Сумма пишется в тиынах строкой из цифр или целым числом, например "1500000" для 15 000 ₸.',
    'An amount is written in tiyn as a string of digits or an integer, e.g. "1500000" for 15 000 ₸.',
  ),
  'money-fractional': text(
    'Сома бүтін тиынмен жазылады, бөлшексіз.',
    'Сумма пишется в целых тиынах, без дробной части.',
    'An amount is written in whole tiyn, without a fraction.',
  ),
  'money-negative': text(
    'Сома теріс болмауы керек.',
    'Сумма не может быть отрицательной.',
    'An amount cannot be negative.',
  ),
  'money-zero': text(
    'Сома нөлден үлкен болуы керек.',
    'Сумма должна быть больше нуля.',
    'The amount must be greater than zero.',
  ),
  'money-unsafe': text(
    'Мұндай үлкен сома дәлдігін жоғалтпауы үшін жол түрінде жазылады.',
    'Такая большая сумма пишется строкой, чтобы не потерять точность.',
    'An amount this large is written as a string, so that it keeps its precision.',
  ),
  'money-too-large': text(
    'Сома тым үлкен: ең көбі 9223372036854775807 тиын.',
    'Сумма слишком велика: не больше 9223372036854775807 тиынов.',
    'The amount is too large: at most 9223372036854775807 tiyn.',
  ),
  'currency-unknown': text(
    'Мұндай валюта қабылданбайды.',
    'Такая валюта не принимается.',
    'This currency is not accepted.',
  ),
  'period-turned-round': text(
    'Кезең басталғанға дейін аяқталып тұр',
    'Период заканчивается раньше, чем начинается',
    'The period ends before it begins',
  ),
} as const satisfies Readonly<Record<string, Text>>
