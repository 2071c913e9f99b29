import { reason } from './reason.js'

/** What may be said of a receipt, of what is not known, and of the question itself. */
export const otherReasons = {
  'receipt-kept': reason(
    'verified',
    'Бұл – біздің түбіртек: қайырмалдық есепте тұр.',
    'Это наша квитанция: пожертвование есть в учёте.',
    'This is a receipt of ours: the donation is in the books.',
  ),
  'receipt-returned': reason(
    'caution',
    'Бұл – біздің түбіртек, бірақ ақша қайтарылған.',
    'Это наша квитанция, но деньги возвращены.',
    'This is a receipt of ours, but the money has been given back.',
  ),
  'receipt-held': reason(
    'caution',
    'Бұл – біздің түбіртек; ақша жарияланған сомадан асып кеткендіктен қайтаруға ұсталған.',
    'Это наша квитанция; деньги пришли сверх объявленной суммы и удержаны для возврата.',
    'This is a receipt of ours; the money came past the declared sum and is held for return.',
  ),
  'person-unknown': reason(
    'not-found',
    'Тізілім адамды тіркелген жинаудың жинаушысы болса және өзі келіссе ғана растайды. Бұл ЖСН бойынша мұндай жинау жоқ.',
    'Реестр подтверждает человека, только если он ведёт зарегистрированный сбор и сам на это согласился. По этому ИИН такого сбора нет.',
    'The register confirms a person only as the collector of a registered collection, and only if they agreed. There is no such collection for this IIN.',
  ),
  'number-unknown': reason(
    'not-found',
    'Мұндай нөмірді біз берген жоқпыз.',
    'Мы не выдавали такого номера.',
    'We have not issued this number.',
  ),
  misspelt: reason(
    'not-found',
    'Бұл – шынайы нөмір емес: бақылау таңбасы сәйкес келмейді. Ол қате терілген немесе ойдан шығарылған.',
    'Это не настоящий номер: контрольный знак не сходится. Он набран с ошибкой или выдуман.',
    'This is no real number: its check character does not match. It is mistyped or made up.',
  ),
  unreadable: reason(
    'not-found',
    'Мұнда біз тексере алатын ештеңе жоқ: БСН, шот, телефон, жинаудың немесе түбіртектің нөмірі керек.',
    'Здесь нет ничего, что мы можем проверить: нужен БИН, счёт, телефон, номер сбора или квитанции.',
    'There is nothing here that we can check: a BIN, an account, a phone, or the number of a collection or receipt is needed.',
  ),
  'too-many': reason(
    'not-found',
    'Мұнда нөмір тым көп: оларды бөліп сұраңыз.',
    'Здесь слишком много номеров: спросите о них по частям.',
    'There are too many numbers here: ask about a few at a time.',
  ),
  'link-not-checked': reason(
    'caution',
    'Нөмір ғана тексерілді, сілтеме апаратын бет тексерілген жоқ: ол бөтен бет болуы мүмкін.',
    'Проверен только номер, но не страница, на которую ведёт ссылка: она может быть чужой.',
    'Only the number was checked, not the page that the link leads to: it may be somebody else’s.',
  ),
  'part-not-checked': reason(
    'caution',
    'Хабарламада біз тексере алмайтын нөмір немесе шот бар: ақша сонда кетуі мүмкін.',
    'В сообщении есть номер или счёт, который мы не можем проверить: деньги могут уйти туда.',
    'The message holds a number or an account that we cannot check: the money may go there.',
  ),
  'different-holders': reason(
    'caution',
    'Нөмірлер әртүрлі ұйымдарға немесе адамдарға тиесілі: бұл бір жинау емес.',
    'Номера принадлежат разным организациям или людям: это не один сбор.',
    'The numbers belong to different organizations or people: this is not one collection.',
  ),
  'source-stale': reason(
    'caution',
    'Дереккөз көптен жаңартылмаған: жағдай өзгерген болуы мүмкін.',
    'Источник давно не обновлялся: всё могло измениться.',
    'A source has not been updated for long: things may have changed.',
  ),
} as const
