import type { Text } from '../kernel/texts.js'
import type { SubjectVerdict } from '../verification/contract.js'
import type { Verdict } from '../verification/reason.js'

export const kindNames: Readonly<Record<SubjectVerdict['kind'], Text>> = {
  bin: { kk: 'БСН', ru: 'БИН', en: 'BIN' },
  iin: { kk: 'ЖСН', ru: 'ИИН', en: 'IIN' },
  iban: { kk: 'Шот', ru: 'Счёт', en: 'Account' },
  phone: { kk: 'Телефон', ru: 'Телефон', en: 'Phone' },
  collection: { kk: 'Жинау', ru: 'Сбор', en: 'Collection' },
  box: { kk: 'Жәшік', ru: 'Ящик', en: 'Box' },
  receipt: { kk: 'Түбіртек', ru: 'Квитанция', en: 'Receipt' },
  misspelt: { kk: 'Нөмір', ru: 'Номер', en: 'Number' },
  unreadable: { kk: 'Мәтін', ru: 'Текст', en: 'Text' },
}

export interface Judgement {
  readonly title: Text
  readonly meaning: Text
  readonly next: readonly Text[]
}

/** A drive that is closed is nothing to give to, however well it ended. */
export const whenOver: Omit<Judgement, 'title'> = {
  meaning: {
    kk: 'Тізілім бұл жинауды біледі. Ол аяқталған: енді ақша қабылдамайды.',
    ru: 'Реестр знает этот сбор. Он завершён и денег больше не принимает.',
    en: 'The register knows this collection. It is over and takes no more money.',
  },
  next: [
    {
      kk: 'Бұл жинауға ақша жібермеңіз: енді сұраған адам оның атынан сұрап тұрған жоқ.',
      ru: 'Не переводите деньги на этот сбор: кто просит сейчас, просит не от его имени.',
      en: 'Send no money for this collection: whoever asks for it now does not ask on its behalf.',
    },
    {
      kk: 'Ақшаның қайда жұмсалғанын және жарияланған сома есептегімен сәйкес келетінін жинаудың бетінен қараңыз.',
      ru: 'На странице сбора посмотрите, куда ушли деньги и совпадает ли объявленная сумма с учётом.',
      en: 'See on the page of the collection where the money went, and whether what was announced agrees with the books.',
    },
    {
      kk: 'Бұрын ақша жіберген болсаңыз, түбіртегіңіздің нөмірін осында тексеріңіз.',
      ru: 'Если вы переводили деньги раньше, проверьте здесь номер своей квитанции.',
      en: 'If you have given before, check the number of your receipt here.',
    },
  ],
}

/** What each verdict is called, what it means, and what to do next. */
export const judgements: Readonly<Record<Verdict, Judgement>> = {
  verified: {
    title: { kk: 'Расталды', ru: 'Подтверждено', en: 'Verified' },
    meaning: {
      kk: 'Тізілім мұны біледі және растайды.',
      ru: 'Реестр знает это и подтверждает.',
      en: 'The register knows this and confirms it.',
    },
    next: [
      {
        kk: 'Хабардағы шот пен атауды осындағымен немесе жинаудың бетіндегімен әріпке дейін салыстырыңыз.',
        ru: 'Сравните счёт и название в сообщении с теми, что здесь или на странице сбора, до последнего знака.',
        en: 'Compare the account and the name in the message with those here or on the page of the collection, to the last character.',
      },
      {
        kk: 'Ақша жіберген соң түбіртек нөмірін сұраңыз: оны да осында тексеруге болады.',
        ru: 'Переведя деньги, попросите номер квитанции: её тоже можно проверить здесь.',
        en: 'After you have given, ask for the number of your receipt: it can be checked here too.',
      },
    ],
  },
  caution: {
    title: { kk: 'Абай болыңыз', ru: 'Осторожно', en: 'Caution' },
    meaning: {
      kk: 'Мұның бір бөлігі расталмаған. Әзірге ақша жібермеңіз.',
      ru: 'Здесь подтверждено не всё. Пока не переводите деньги.',
      en: 'Not all of this is confirmed. Do not send money yet.',
    },
    next: [
      {
        kk: 'Сұраған адамнан жинаудың нөмірін (C-…) немесе ұйымның БСН-ін сұрап, оны осында тексеріңіз.',
        ru: 'Спросите у просящего номер сбора (C-…) или БИН организации и проверьте его здесь.',
        en: 'Ask for the number of the collection (C-…) or the BIN of the organization, and check that here.',
      },
      {
        kk: 'Ұйымға өзіңіз тапқан телефонмен хабарласыңыз, хабардағымен емес.',
        ru: 'Свяжитесь с организацией по телефону, который нашли сами, а не по тому, что в сообщении.',
        en: 'Call the organization on a number that you have found yourself, not on the one in the message.',
      },
    ],
  },
  'not-found': {
    title: { kk: 'Табылмады', ru: 'Не найдено', en: 'Not found' },
    meaning: {
      kk: 'Тізілім мұны білмейді. Бұл алаяқтық деген сөз емес, бірақ ештеңе расталған жоқ.',
      ru: 'Реестр этого не знает. Это ещё не обман, но ничего не подтверждено.',
      en: 'The register does not know this. That does not make it a fraud, but nothing is confirmed.',
    },
    next: [
      {
        kk: 'Қате терілмегенін қараңыз.',
        ru: 'Посмотрите, нет ли опечатки.',
        en: 'Look for a typing mistake.',
      },
      {
        kk: 'Жинаудың нөмірін (C-…) немесе ұйымның БСН-ін сұраңыз. Тексермейінше ақша жібермеңіз.',
        ru: 'Спросите номер сбора (C-…) или БИН организации. Не переводите деньги, пока не проверите.',
        en: 'Ask for the number of the collection (C-…) or the BIN of the organization. Send no money until you have checked.',
      },
    ],
  },
  warning: {
    title: { kk: 'Ақша жібермеңіз', ru: 'Не переводите деньги', en: 'Do not send money' },
    meaning: {
      kk: 'Мұнда дұрыс емес нәрсе бар.',
      ru: 'Здесь что-то не так.',
      en: 'Something is wrong here.',
    },
    next: [
      {
        kk: 'Ақша жібермеңіз, карта деректерін айтпаңыз.',
        ru: 'Не переводите деньги и не называйте данные карты.',
        en: 'Send no money and give no card details.',
      },
      {
        kk: 'Жіберіп қойсаңыз, банкіңізге қазір хабарласып, полицияға (102) өтініш жасаңыз.',
        ru: 'Если уже перевели, сразу звоните в банк и обратитесь в полицию (102).',
        en: 'If you have sent some already, call your bank at once and turn to the police (102).',
      },
      {
        kk: 'Хабарды сақтап қойыңыз: ол дәлел болады.',
        ru: 'Сохраните сообщение: оно послужит доказательством.',
        en: 'Keep the message: it is evidence.',
      },
    ],
  },
}
