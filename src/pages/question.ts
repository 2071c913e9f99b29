import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  label: {
    kk: 'Сізге не келді?',
    ru: 'Что вам прислали?',
    en: 'What were you sent?',
  },
  hint: {
    kk: 'БСН, шот нөмірі (IBAN), телефон, жинаудың немесе түбіртектің нөмірі, сілтеме – немесе бүкіл хабар.',
    ru: 'БИН, номер счёта (IBAN), телефон, номер сбора или квитанции, ссылка – или всё сообщение целиком.',
    en: 'A BIN, an account number (IBAN), a phone, the number of a collection or receipt, a link – or the whole message.',
  },
  check: { kk: 'Тексеру', ru: 'Проверить', en: 'Check' },
  private: {
    kk: 'Сұрағаныңыз мекенжайда да, журналда да сақталмайды.',
    ru: 'Ваш вопрос не попадает ни в адрес страницы, ни в журналы.',
    en: 'What you ask is kept neither in the address nor in any log.',
  },
} as const satisfies Record<string, Text>

/** The donor's question as a form. It is posted, so that the subject stays out of addresses and logs. */
export const question = (
  { say, to }: Reader,
  subject = '',
): Html => html`<form class="question" method="post" action="${to('/verify')}">
<label for="subject">${say(words.label)}</label>
<p class="hint" id="subject-hint">${say(words.hint)}</p>
<div class="question-row">
<textarea id="subject" name="subject" rows="2" required maxlength="2000" autocomplete="off" spellcheck="false" aria-describedby="subject-hint">${subject}</textarea>
<button class="button" type="submit">${say(words.check)}</button>
</div>
<p class="private">${say(words.private)}</p>
</form>`
