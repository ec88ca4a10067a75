/** The operations of "Access & audit"; their types stand with all others in `documents`. */
export * from './generated/access'
