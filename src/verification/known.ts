import type { ReasonCode } from './reasons.js'

/** An organization of the register, as far as a donor needs to know. */
export interface KnownOrganization {
  readonly id: string
  readonly bin: string
  readonly name: { readonly kk: string; readonly ru: string; readonly en?: string }
  readonly status: 'claimed' | 'confirmed' | 'rejected' | 'withdrawn'
  readonly accreditation: 'none' | 'not-yet' | 'in-force' | 'suspended' | 'revoked' | 'expired'
  /** The law in force wants every organization to be accredited. */
  readonly accreditationMandatory: boolean
  /** It claims an account that is active for another organization. */
  readonly claimsAnothersAccount: boolean
}

/** A drive with everybody who answers for it. */
export interface KnownDrive {
  readonly status: 'planned' | 'open' | 'closed' | 'reported' | 'refused' | 'cancelled'
  readonly cancelledForBreach: boolean
  readonly misuse: boolean
  /** More was announced, or less, than the books show to have been raised. */
  readonly gap: boolean
  /** Open, although the last day it had announced is over. */
  readonly pastEnd: boolean
  readonly approval: 'pending' | 'approved' | 'refused' | null
  /** By the law in force it may take no money without the akimat's approval, which it does not have. */
  readonly gateShut: boolean
  readonly organization: KnownOrganization | undefined
  readonly host: { readonly accepted: boolean; readonly organization: KnownOrganization } | undefined
  /** Of a private collector. */
  readonly person: { readonly id: string; readonly consent: boolean } | undefined
}

export type KnownAccount = {
  readonly standing: 'active' | 'pending' | 'rejected' | 'ended'
  readonly organization: KnownOrganization
}

/** What is known of one subject. */
export type Known =
  | { readonly kind: 'nothing'; readonly reason: ReasonCode }
  | { readonly kind: 'organization'; readonly organization: KnownOrganization }
  | { readonly kind: 'account'; readonly accounts: readonly KnownAccount[] }
  | { readonly kind: 'personal-account' | 'collector'; readonly drives: readonly KnownDrive[] }
  | { readonly kind: 'phone'; readonly ofConfirmed: boolean }
  | { readonly kind: 'collection'; readonly drive: KnownDrive }
  | {
      readonly kind: 'box'
      /** Whether the seal was found broken when it was last opened. */
      readonly sealBroken: boolean
      readonly drive: KnownDrive
    }
  | { readonly kind: 'receipt'; readonly money: 'kept' | 'returned' | 'held'; readonly drive: KnownDrive }
