import { reason } from './reason.js'

/** What may be said of a drive and of who collects. */
export const collectionReasons = {
  'collection-planned': reason(
    'caution',
    'Жинау жоспарланған, бірақ әлі ашылған жоқ: ақша қабылдай алмайды.',
    'Сбор запланирован, но ещё не открыт: принимать деньги он не может.',
    'The collection is planned but not open yet: it may take no money.',
  ),
  'collection-open': reason(
    'verified',
    'Жинау тіркелген және ашық.',
    'Сбор зарегистрирован и открыт.',
    'The collection is registered and open.',
  ),
  'collection-past-end': reason(
    'caution',
    'Жинаудың жарияланған мерзімі өткен, бірақ ол жабылмаған.',
    'Объявленный срок сбора прошёл, но он не закрыт.',
    'The announced last day has passed, but the collection has not been closed.',
  ),
  'collection-closed': reason(
    'caution',
    'Жинау жабылған: енді ақша қабылдамайды. Есебі әлі жарияланған жоқ.',
    'Сбор закрыт и больше не принимает денег. Отчёт ещё не опубликован.',
    'The collection is closed and takes no more money. Its report has not been published yet.',
  ),
  'collection-reported': reason(
    'verified',
    'Жинау дұрыс аяқталған: жабылған, есебі жарияланған. Ол енді ақша қабылдамайды.',
    'Сбор завершён как следует: закрыт, отчёт опубликован. Денег он больше не принимает.',
    'The collection ended properly: closed, with its report published. It takes no more money.',
  ),
  'collection-refused': reason(
    'warning',
    'Қолданыстағы заң бұл жинауға рұқсат бермеген: ол ақша қабылдай алмайды.',
    'Действующий закон не допустил этот сбор: принимать деньги он не может.',
    'The law in force did not allow this collection: it may take no money.',
  ),
  'collection-cancelled': reason(
    'caution',
    'Жинау тоқтатылған: ақша қабылдамайды.',
    'Сбор отменён и денег не принимает.',
    'The collection has been cancelled and takes no money.',
  ),
  'collection-cancelled-for-breach': reason(
    'warning',
    'Жинау бұзушылық үшін тоқтатылған.',
    'Сбор отменён из-за нарушения.',
    'The collection was cancelled for a breach.',
  ),
  'misuse-established': reason(
    'warning',
    'Бұл жинауда ақшаның мақсатсыз жұмсалғаны анықталған.',
    'В этом сборе установлено нецелевое использование денег.',
    'Misuse of the money of this collection has been established.',
  ),
  'announced-otherwise': reason(
    'note',
    'Жарияланған сома есептегімен сәйкес келмейді: айырмасы жинаудың бетінде көрсетілген.',
    'Объявленная сумма расходится с учётом: разница показана на странице сбора.',
    'What was announced differs from what was booked: the difference stands on the page of the collection.',
  ),
  'akimat-approved': reason(
    'verified',
    'Әкімдік бұл жинауды мақұлдаған.',
    'Акимат одобрил этот сбор.',
    'The akimat has approved this collection.',
  ),
  'akimat-refused': reason(
    'warning',
    'Әкімдік бұл жинауға бас тартқан (себептері оның бетінде), ал мақұлдаусыз жинауға болмайды.',
    'Акимат отказал этому сбору (причины – на его странице), а без одобрения собирать нельзя.',
    'The akimat has refused this collection (its reasons stand on the page), and without its approval nobody may collect.',
  ),
  'akimat-refused-without-gate': reason(
    'caution',
    'Әкімдік бұл жинауға бас тартқан (себептері оның бетінде). Қолданыстағы заң бойынша мақұлдау міндетті емес.',
    'Акимат отказал этому сбору (причины – на его странице). По действующему закону одобрение не обязательно.',
    'The akimat has refused this collection (its reasons stand on the page). The law in force does not require its approval.',
  ),
  'akimat-not-approved': reason(
    'caution',
    'Әкімдік бұл жинауды әлі мақұлдаған жоқ: оған дейін ол ақша қабылдай алмайды.',
    'Акимат ещё не одобрил этот сбор: до этого он не может принимать деньги.',
    'The akimat has not approved this collection yet: until then it may take no money.',
  ),
  'host-answers': reason(
    'note',
    'Жинау осы тіркелген ұйымның қамқорлығымен өтеді.',
    'Сбор идёт через эту зарегистрированную организацию.',
    'The collection runs under the roof of this registered organization.',
  ),
  'host-not-accepted': reason(
    'caution',
    'Аталған ұйым бұл жинауды өз қамқорлығына әлі алған жоқ.',
    'Названная организация ещё не согласилась принять этот сбор.',
    'The organization that is named has not agreed to host this collection yet.',
  ),
  'collector-shown': reason(
    'verified',
    'Жинаушы – жеке адам; ол өзінің кім екенін ашық көрсетуге келіскен.',
    'Собирает частное лицо, которое согласилось показать, кто оно.',
    'A private person collects, who has agreed to show who she is.',
  ),
  'collector-not-shown': reason(
    'caution',
    'Жинаушы – өзін көрсетуге келіспеген жеке адам.',
    'Собирает частное лицо, которое не согласилось показать, кто оно.',
    'A private person collects, who has not agreed to show who she is.',
  ),
  'collector-registered': reason(
    'note',
    'Бұл адам – тіркелген жинаудың жинаушысы.',
    'Этот человек ведёт зарегистрированный сбор.',
    'This person is the collector of a registered collection.',
  ),
  'box-listed': reason(
    'note',
    'Бұл жәшік жинаудың тізімінде бар.',
    'Этот ящик есть в списке сбора.',
    'This box is on the list of the collection.',
  ),
  'box-seal-broken': reason(
    'caution',
    'Жәшік соңғы рет ашылғанда мөрі бүлінген болып шықты.',
    'При последнем вскрытии пломба ящика оказалась нарушена.',
    'When this box was last opened its seal was found broken.',
  ),
} as const
