import { collectorPatches } from './patches/collector.js'
import { moneyPatches } from './patches/money.js'
import type { Patch } from './patches/patch.js'
import { timePatches } from './patches/time.js'

/**
 * What somebody can do about a case, each the doing of a remedy, in an order in which they can be done one after the other:
 * an organization is registered before it is accredited, an end is set before the notice names it.
 *
 * The effort is our assumption, for want of data on minutes and money. It says only which to name first:
 * 1 a step of the collector alone, done in a day; 2 one that costs them time or money, or tells the authority something;
 * 3 somebody else must agree; 4 an authority must decide; 5 a matter of months, or of a lawyer.
 *
 * `stop-taking-donations` has no patch: it undoes nothing, and `return-excess` comes to the same. Nor has
 * `keep-donation-records`, which helps against a notice, and a notice makes nothing unlawful.
 */
export const patches: readonly Patch[] = [...collectorPatches, ...moneyPatches, ...timePatches]
