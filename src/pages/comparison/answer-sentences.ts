import type { Language } from '../../kernel/texts.js'
import { type Content, type Html, html } from '../html.js'
import type { Forms } from './numbers.js'

export const ofCollections: Forms = {
  kk: 'жинаудың',
  ru: ['сбора', 'сборов', 'сборов'],
  en: ['collection', 'collections'],
}
export const which: Forms = { kk: '', ru: ['который', 'которые', 'которые'], en: ['that', 'that'] }
export const ofFrauds: Forms = {
  kk: 'алаяқтықтың',
  ru: ['мошенничества', 'мошенничеств', 'мошенничеств'],
  en: ['fraud', 'frauds'],
}

/** What the sentence is made of; null where there is nothing to say. */
export interface Pieces {
  readonly all: string
  readonly ofCollections: string
  readonly which: string
  readonly stopped: Content
  readonly freed: Content
  readonly base: string
  readonly above: string | null
  readonly frauds: string | null
  readonly ofFrauds: string
  readonly caught: Content
  readonly caughtByBase: string | null
}

export const stopping: Readonly<Record<Language, (pieces: Pieces) => Html>> = {
  en: ({ all, ofCollections, stopped, base, above }) =>
    html`of ${all} ${ofCollections} it would stop <b>${stopped}</b> that ${base} lets be${above && html`, above all ${above}`}`,
  ru: ({ all, ofCollections, stopped, which, base, above }) =>
    html`из ${all} ${ofCollections} остановит <b>${stopped}</b>, ${which} ${base} допускает${above && html`, прежде всего ${above}`}`,
  kk: ({ all, ofCollections, stopped, base, above }) =>
    html`${all} ${ofCollections} ішінен ${base} рұқсат ететін <b>${stopped}</b> жинауды тоқтатады${above && html`, ең алдымен ${above}`}`,
}
export const stoppingNone: Readonly<Record<Language, (pieces: Pieces) => Html>> = {
  en: ({ all, ofCollections, base }) =>
    html`of ${all} ${ofCollections} it would stop <b>none</b> that ${base} lets be`,
  ru: ({ all, ofCollections, base }) =>
    html`из ${all} ${ofCollections} не остановит <b>ни одного</b>, который ${base} допускает`,
  kk: ({ all, ofCollections, base }) =>
    html`${all} ${ofCollections} ішінен ${base} рұқсат ететін <b>бірде-бір</b> жинауды тоқтатпайды`,
}
export const freeing: Readonly<Record<Language, (pieces: Pieces) => Html>> = {
  en: ({ freed }) => html`, and let be <b>${freed}</b> that are stopped there`,
  ru: ({ freed }) => html`, а из остановленных там допустит <b>${freed}</b>`,
  kk: ({ freed }) => html`, ал онда тоқтатылғандардың <b>${freed}</b> жинауына рұқсат береді`,
}
export const frauds: Readonly<Record<Language, (pieces: Pieces) => Html>> = {
  en: ({ frauds, ofFrauds, caught, caughtByBase, base }) =>
    html`; of ${frauds} ${ofFrauds} it stops <b>${caught}</b>${caughtByBase && html` (${base}: ${caughtByBase})`}`,
  ru: ({ frauds, ofFrauds, caught, caughtByBase, base }) =>
    html`; из ${frauds} ${ofFrauds} остановит <b>${caught}</b>${caughtByBase && html` (${base}: ${caughtByBase})`}`,
  kk: ({ frauds, ofFrauds, caught, caughtByBase, base }) =>
    html`; ${frauds} ${ofFrauds} ішінен тоқтататыны – <b>${caught}</b>${caughtByBase && html` (${base}: ${caughtByBase})`}`,
}
