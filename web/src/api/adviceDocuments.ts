/** The operations of advice; their types stand with all others in `documents`. */
export * from './generated/advice'
