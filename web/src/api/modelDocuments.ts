/** The operations of "Models"; their types stand with all others in `documents`. */
export * from './generated/models'
