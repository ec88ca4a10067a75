/** The operations of "Reconciliation"; their types stand with all others in `documents`. */
export * from './generated/recon'
