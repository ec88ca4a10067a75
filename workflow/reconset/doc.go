// Package reconset invents the lines of a reconciliation together with what is true of them, the same for the same seed.
//
// Owns: the classes of what happens between a ledger, a bank and a payment processor, how often each does (mix.json), the
// truth, and how an answer is held against it.
// Does not own: matching. What is measured sees the lines alone; ids say nothing of the truth.
// Start at make.go. Promise: pure; equal seed, size and mix give equal lines, truth and order.
//
// Every line of one side is written from one view: a bank line and the item that it settles have one sign.
//
//	class            ledger        bank            what makes it hard                              truth
//	exact            1             1               days between                                    a match
//	formatted        1             1               blanks, dashes, case, leading words             a match
//	text_reference   1             1               the reference stands in the text only           a match
//	typo             1             1               a letter or digit more, less or other           a match
//	swapped          1             1               two neighbouring digits change places           a match
//	no_reference     1             1               only payer and amount tell                      a match
//	fee              1             1               the bank kept its fee                           a match and a remainder
//	fx               1             1               booked at another rate                          a match and a remainder
//	instalments      1             2-4             paid in parts                                   a match
//	batch            2-8           1               one payment, references in the text             a match
//	netting          2-3           2               invoices and a credit note against two payments a match
//	payout           3-12          1               a processor's charges, less its fees            a match and a remainder
//	twins            2             2               two real movements with one content             two matches, either way round
//	timing           1             1               booked on either side of the period's end       a match
//	duplicate        1             2               the bank booked one payment twice               nobody can know: a person decides
//	rivals           2             1               equal payer and amount, no reference            nobody can know: a person decides
//	returned         1             2               paid and taken back: the item is still open     no match across the sides
//	lookalike        1             1               equal amount, other payer, other reference      no match
//	outstanding      1             0               not paid yet                                    no match
//	bank_only        0             1               fees, interest, unknown payers                  no match
package reconset
