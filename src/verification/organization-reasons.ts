import { reason } from './reason.js'

/** What may be said of an organization, of its accounts and phones. */
export const organizationReasons = {
  'organization-confirmed': reason(
    'verified',
    'Тіркеуші бұл ұйымды растаған.',
    'Регистратор подтвердил эту организацию.',
    'The registrar has confirmed this organization.',
  ),
  'organization-claimed': reason(
    'caution',
    'Біреу осы БСН бойынша өтінім берген, бірақ тіркеуші оны әлі растаған жоқ. Ол шынымен осы ұйымның атынан әрекет ететіні белгісіз.',
    'Кто-то заявил этот БИН, но регистратор его ещё не подтвердил. Действует ли он от имени этой организации, неизвестно.',
    'Somebody has claimed this BIN, but the registrar has not confirmed it yet. Whether they act for this organization is not known.',
  ),
  'organization-rejected': reason(
    'warning',
    'Тіркеуші осы БСН бойынша берілген өтінімді қабылдамаған.',
    'Регистратор отклонил заявку на этот БИН.',
    'The registrar has rejected the claim on this BIN.',
  ),
  'organization-withdrawn': reason(
    'warning',
    'Тіркеуші бұл ұйымның растауын қайтарып алған.',
    'Регистратор отозвал подтверждение этой организации.',
    'The registrar has withdrawn the confirmation of this organization.',
  ),
  'claim-names-anothers-account': reason(
    'warning',
    'Өтінімде басқа ұйымның шоты аталған.',
    'В заявке назван счёт другой организации.',
    'The claim names an account that belongs to another organization.',
  ),
  'accreditation-in-force': reason(
    'verified',
    'Ұйым аккредиттелген.',
    'Организация аккредитована.',
    'The organization is accredited.',
  ),
  'accreditation-voluntary': reason(
    'verified',
    'Ұйым өз еркімен аккредиттелген: қолданыстағы заң аккредиттеуді талап етпейді.',
    'Организация аккредитована добровольно: действующий закон аккредитации не требует.',
    'The organization is accredited, voluntarily: the law in force requires no accreditation.',
  ),
  'accreditation-suspended': reason(
    'warning',
    'Ұйымның аккредиттеуі тоқтатыла тұрған.',
    'Аккредитация организации приостановлена.',
    'The accreditation of the organization is suspended.',
  ),
  'accreditation-revoked': reason(
    'warning',
    'Ұйым аккредиттеуден айырылған.',
    'Организация лишена аккредитации.',
    'The accreditation of the organization has been revoked.',
  ),
  'accreditation-missing': reason(
    'caution',
    'Қолданыстағы заң аккредиттеуді талап етеді, ал бұл ұйымда ол жоқ.',
    'Действующий закон требует аккредитации, а у этой организации её нет.',
    'The law in force requires accreditation, and this organization has none.',
  ),
  'account-active': reason(
    'verified',
    'Бұл – расталған ұйымның қолданыстағы шоты.',
    'Это действующий счёт подтверждённой организации.',
    'This is an active account of a confirmed organization.',
  ),
  'account-pending': reason(
    'caution',
    'Бұл шотты біреу атаған, бірақ тіркеуші оны растаған жоқ.',
    'Этот счёт кем-то назван, но регистратор его не подтвердил.',
    'Somebody has named this account, but the registrar has not confirmed it.',
  ),
  'account-rejected': reason(
    'warning',
    'Тіркеуші бұл шотты растаудан бас тартқан.',
    'Регистратор отказался подтвердить этот счёт.',
    'The registrar has refused to confirm this account.',
  ),
  'account-ended': reason(
    'caution',
    'Бұл шот тізілімде енді қолданыста емес.',
    'Этот счёт больше не действует в реестре.',
    'This account is no longer active in the register.',
  ),
  'account-personal': reason(
    'note',
    'Бұл – тіркелген жинаудың жеке шоты.',
    'Это личный счёт зарегистрированного сбора.',
    'This is the personal account of a registered collection.',
  ),
  'account-of-another': reason(
    'warning',
    'Бұл шот аталған ұйымдікі немесе жинаудікі емес, басқанікі.',
    'Этот счёт принадлежит не названной организации или сбору, а другому.',
    'This account belongs to somebody else than the organization or collection that is named.',
  ),
  'iban-unknown': reason(
    'not-found',
    'Тізілім бұл шотты білмейді.',
    'Реестр не знает этого счёта.',
    'The register does not know this account.',
  ),
  'phone-stated': reason(
    'caution',
    'Бұл телефонды расталған ұйым атаған. Бірақ қоңырау мен хабарды қолдан жасауға болады: шотты немесе жинаудың нөмірін тексеріңіз.',
    'Этот телефон назвала подтверждённая организация. Но звонок и сообщение можно подделать: проверьте счёт или номер сбора.',
    'A confirmed organization has stated this phone number. But calls and messages can be faked: check the account or the number of the collection.',
  ),
  'phone-unknown': reason(
    'not-found',
    'Тізілім бұл телефонды білмейді. Ақшаны телефон нөмірі бойынша аудармаңыз: БСН-ді, шотты немесе жинаудың нөмірін сұраңыз.',
    'Реестр не знает этого телефона. Не переводите деньги по номеру телефона: спросите БИН, счёт или номер сбора.',
    'The register does not know this phone number. Do not send money to a phone number: ask for the BIN, the account or the number of the collection.',
  ),
  'bin-unknown': reason(
    'not-found',
    'Бұл БСН бойынша тізілімде ештеңе жоқ.',
    'По этому БИН в реестре ничего нет.',
    'The register has nothing under this BIN.',
  ),
} as const
