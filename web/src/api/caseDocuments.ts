/** The operations of "Cases"; their types stand with all others in `documents`. */
export * from './generated/cases'
