import type { Text } from '../../kernel/texts.js'

const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

/** Why a table is refused. */
export const tableReasons = {
  notUtf8: text(
    'Бұл UTF-8 мәтіні емес, ал баптауда UTF-8 көрсетілген.',
    'Это не текст в UTF-8, а в настройке указан UTF-8.',
    'This is not text in UTF-8, which the mapping says it is.',
  ),
  notWindows1251: text(
    'Бұл UTF-8 мәтіні, ал баптауда Windows-1251 көрсетілген.',
    'Это текст в UTF-8, а в настройке указана Windows-1251.',
    'This is text in UTF-8; the mapping says Windows-1251.',
  ),
  notText: text(
    'Бұл мәтіндік файл емес: U+0000 таңбасы бар.',
    'Это не текстовый файл: содержит U+0000.',
    'This is no text file: it holds U+0000.',
  ),
  brokenCsv: text(
    'Жол дұрыс CSV емес: тырнақшалар жабылмаған, не жол тым ұзын.',
    'Строка — не корректный CSV: кавычки не закрыты, или строка слишком длинна.',
    'The line is not well-formed CSV: quotes are not closed, or it is too long.',
  ),
  rowCut: text(
    'Жол тақырыптан қысқа: файл үзілген болуы мүмкін.',
    'Строка короче заголовка: возможно, файл обрезан.',
    'The row is shorter than the header: the file may have been cut.',
  ),
  tooWide: text(
    'Жолда 200-ден көп баған бар.',
    'В строке больше 200 столбцов.',
    'The row has more than 200 columns.',
  ),
  longText: text(
    'Ұяшықтағы мәтін тым ұзын: ең көбі 32 767 таңба.',
    'Текст ячейки слишком длинный: не больше 32 767 знаков.',
    'The text of the cell is too long: at most 32,767 characters.',
  ),
  oldOrLocked: text(
    'Бұл .xls немесе құпиясөзбен қорғалған файл: оны құпиясөзсіз .xlsx етіп сақтаңыз.',
    'Это файл .xls или файл под паролем: сохраните его как .xlsx без пароля.',
    'This is an .xls file, or one with a password: save it as .xlsx without one.',
  ),
  notXlsx: text(
    'Бұл .xlsx файлы емес, не ол бүлінген немесе үзілген.',
    'Это не файл .xlsx, или он повреждён либо обрезан.',
    'This is no .xlsx file, or it is damaged or was cut.',
  ),
  inflated: text(
    'Файл ашылғанда тым үлкен болады: ол қабылданбайды.',
    'В распакованном виде файл слишком велик: он не принимается.',
    'Unpacked, the file is too large: it is not taken.',
  ),
  doctype: text(
    'XML ішінде DOCTYPE бар: мұндай файл қабылданбайды.',
    'В XML есть DOCTYPE: такой файл не принимается.',
    'The XML holds a DOCTYPE: such a file is not taken.',
  ),
  sheetMissing: text(
    'Кітапта баптауда аталған парақ жоқ.',
    'В книге нет листа, названного в настройке.',
    'The workbook has no sheet of the name that the mapping says.',
  ),
  formula: text(
    'Ұяшықта формула тұр. Банк формула жазбайды: файлды банктен қайта жүктеп алыңыз.',
    'В ячейке формула. Банк формул не пишет: скачайте файл из банка заново.',
    'The cell holds a formula. A bank writes none: get the file from the bank again.',
  ),
  errorValue: text(
    'Ұяшықта мән емес, қате тұр.',
    'В ячейке ошибка, а не значение.',
    'The cell holds an error, not a value.',
  ),
  inexact: text(
    'Бұл санды кесте дәл сақтай алмайды: онда 15-тен көп мәнді цифр бар.',
    'Такое число таблица не хранит точно: в нём больше 15 значащих цифр.',
    'A spreadsheet does not keep this number exactly: it has more than 15 significant digits.',
  ),
  columnMissing: text('Мұндай баған жоқ.', 'Такого столбца нет.', 'There is no such column.'),
  columnTwice: text(
    'Осылай аталатын баған екеу: қайсысы екені белгісіз.',
    'Так называются два столбца: неизвестно, какой нужен.',
    'Two columns are called so: it is not known which is meant.',
  ),
  labelMissing: text(
    'Файлда бұл жазылмаған: ол үзілген немесе баптау басқа файлға арналған болуы мүмкін.',
    'В файле этого нет: возможно, он обрезан, или настройка от другого файла.',
    'The file does not say this: it may have been cut, or the mapping is for another one.',
  ),
  labelTwice: text(
    'Бұл екі рет әртүрлі жазылған.',
    'Это указано дважды и по-разному.',
    'This is said twice, and differently.',
  ),
  noDay: text(
    'Мұнда баптауда көрсетілген түрдегі күн тұруы керек.',
    'Здесь должна стоять дата в том виде, который указан в настройке.',
    'A day in the form that the mapping says must stand here.',
  ),
  noSuchDay: text(
    'Күнтізбеде мұндай күн жоқ.',
    'Такого дня нет в календаре.',
    'The calendar has no such day.',
  ),
  noAmount: text(
    'Мұнда баптауда көрсетілген түрдегі, ең көбі екі ондық таңбалы сома тұруы керек.',
    'Здесь должна стоять сумма в том виде, который указан в настройке, не более чем с двумя десятичными знаками.',
    'An amount in the form that the mapping says, with at most two decimals, must stand here.',
  ),
  amountTooLarge: text(
    'Сома тым үлкен: ең көбі 9223372036854775807 тиын.',
    'Сумма слишком велика: не больше 9223372036854775807 тиынов.',
    'The amount is too large: at most 9223372036854775807 tiyn.',
  ),
  amountMissing: text(
    'Жолда сома жоқ, не ол нөлге тең.',
    'В строке нет суммы, или она равна нулю.',
    'The row has no amount, or it is zero.',
  ),
  bothSides: text(
    'Жолда кіріс те, шығыс та бар.',
    'В строке и приход, и расход.',
    'The row has both a credit and a debit.',
  ),
  noSide: text(
    'Мұнда кіріс немесе шығыс деген сөздердің бірі тұруы керек.',
    'Здесь должно стоять одно из слов, означающих приход или расход.',
    'One of the words for credit or debit must stand here.',
  ),
  noAccount: text(
    'Мұнда дұрыс қазақстандық шот нөмірі (IBAN) жоқ.',
    'Здесь нет правильного номера казахстанского счёта (IBAN).',
    'No right Kazakh account number (IBAN) stands here.',
  ),
  noCurrency: text(
    'Мұнда KZT, USD, EUR немесе RUB тұруы керек.',
    'Здесь должно стоять KZT, USD, EUR или RUB.',
    'KZT, USD, EUR or RUB must stand here.',
  ),
  noPeriod: text(
    'Мұнда кезеңнің бірінші және соңғы күні тұруы керек.',
    'Здесь должны стоять первый и последний день периода.',
    'The first and the last day of the period must stand here.',
  ),
  noLines: text(
    'Кестеде бірде-бір жол жоқ, ал кезең жазылмаған.',
    'В таблице нет ни одной строки, а период не указан.',
    'The table has no line, and no period is said.',
  ),
  longTail: text(
    'Кесте аяқталғаннан кейін 1 000-нан көп жол тұр.',
    'После конца таблицы стоит больше 1 000 строк.',
    'More than 1,000 rows stand after the end of the table.',
  ),
  lineAfterEnd: text(
    'Кесте аяқталғаннан кейін тағы да төлем жолы тұр.',
    'После конца таблицы стоит ещё одна строка платежа.',
    'A line of a payment stands after the end of the table.',
  ),
} as const
