import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import type { Encoding } from './reading/decoding.js'

export type StatementFormat = 'camt.053.001.02' | 'camt.053.001.08' | '1CClientBankExchange' | 'csv' | 'xlsx'

/** Somebody on a statement, as far as the bank says who. What is no BIN, IIN or IBAN is left out, never guessed at. */
export interface Party {
  readonly name: string | null
  readonly binOrIin: string | null
  /** Of any country; a Kazakh one only with right check digits. */
  readonly iban: string | null
}

/** A line as a parser reads it. */
export interface ReadLine {
  /** Where it stands in the file, from 1: the line of a text, the row of a sheet, of XML the how-manieth payment it is. */
  readonly line: number
  /** How the bank itself calls it. */
  readonly bankId: string | null
  readonly bookedOn: Day
  readonly valueOn: Day | null
  /** `credit` is money that came in. */
  readonly side: 'credit' | 'debit'
  /** More than zero; minor units of the statement's currency. */
  readonly amountTiyn: bigint
  /** It takes back an earlier line; `side` is already that of the money. */
  readonly isReversal: boolean
  readonly counterparty: Party
  /** Payment purpose code (код назначения платежа), 3 digits. */
  readonly knp: string | null
  /** Residency and sector of the payer (КОд) and of the payee (КБе), 2 digits each. */
  readonly kod: string | null
  readonly kbe: string | null
  readonly purpose: string
  readonly documentNumber: string | null
  /** What the payer gave the payment to be known by. */
  readonly reference: string | null
}

export interface StatementLine extends ReadLine {
  /**
   * SHA-256 (hex) of what the line says and of how many lines before it in the file say the same: within one account it is
   * the same in every statement that holds the whole day, and two equal lines of one day have two.
   */
  readonly contentHash: string
}

interface StatementFacts {
  readonly format: StatementFormat
  /** In which its text was read; null of a workbook. */
  readonly encoding: Encoding | null
  /** A Kazakh IBAN. */
  readonly account: string
  readonly holder: Omit<Party, 'iban'>
  readonly currency: Currency
  readonly from: Day
  readonly to: Day
  readonly openingTiyn: bigint
  readonly closingTiyn: bigint
}

/** What a file says of itself beside its lines; sums are `null` where it says none. */
export interface DeclaredStatement extends StatementFacts {
  readonly creditsTiyn: bigint | null
  readonly debitsTiyn: bigint | null
  /** Where it says how it closes. */
  readonly line: number
}

/** A statement that foots. */
export interface Statement extends StatementFacts {
  readonly creditsTiyn: bigint
  readonly debitsTiyn: bigint
  readonly lines: number
}

/** A statement that was read to its end and foots, with the SHA-256 (hex) of its file. */
export interface ReadStatement {
  readonly statement: Statement
  readonly lines: readonly StatementLine[]
  readonly fileHash: string
  /** By which mapping its table was read. */
  readonly mapping?: string | undefined
}

/** A parser: the lines in the order of the file, then what the file says of itself. Throws `WrongFile`. */
export type Reading = AsyncGenerator<ReadLine, DeclaredStatement>
