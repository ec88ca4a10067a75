package domain

import (
	"maps"
	"math/big"
)

// Currency is an ISO 4217 alphabetic code, upper case.
type Currency string

// minorDigits lists the currencies whose minor unit is not a hundredth. Source: ISO 4217 table A.1.
var minorDigits = map[Currency]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
	"UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}

// Digits is the number of decimals of the currency's minor unit: EUR 2, JPY 0, KWD 3.
func (c Currency) Digits() int {
	if n, ok := minorDigits[c]; ok {
		return n
	}
	return 2
}

// UnusualDigits is the minor unit's decimals of each currency where it is not a hundredth.
func UnusualDigits() map[Currency]int { return maps.Clone(minorDigits) }

// Valid says whether the code has the form of ISO 4217: three upper-case letters.
func (c Currency) Valid() bool {
	if len(c) != 3 {
		return false
	}
	for i := range 3 {
		if c[i] < 'A' || c[i] > 'Z' {
			return false
		}
	}
	return true
}

// Money is an exact amount: minor units of its currency. The zero Money has no currency and means "not stated".
type Money struct {
	Minor    int64    `json:"minor"`
	Currency Currency `json:"currency"`
}

// NewMoney is minor units of currency.
func NewMoney(minor int64, currency Currency) Money { return Money{minor, currency} }

// MoneyOf turns a written amount into minor units. Errors: INVALID when it is finer than the currency's minor unit
// (over-precise input is refused, not rounded) or the currency is no ISO 4217 code.
func MoneyOf(d Decimal, currency Currency) (Money, error) {
	if !currency.Valid() {
		return Money{}, RefuseField(CodeInvalid, "currency", "%.10q is not an ISO 4217 currency code.", string(currency))
	}
	if d.scale == 2 && currency.Digits() == 2 && abs64(d.coef) < 1e18 { // nearly all that there is
		return Money{d.coef, currency}, nil
	}
	exact := new(big.Rat).Mul(d.Rat(), new(big.Rat).SetInt(pow10(currency.Digits())))
	if !exact.IsInt() {
		return Money{}, RefuseField(CodeInvalid, "amount", "%s has more decimals than %s has.", d, currency)
	}
	if !exact.Num().IsInt64() || abs64(exact.Num().Int64()) >= 1e18 {
		return Money{}, RefuseField(CodeInvalid, "amount", "The amount has more than %d digits.", maxDigits)
	}
	return Money{exact.Num().Int64(), currency}, nil
}

// Amount is the value with exactly the currency's decimals.
func (m Money) Amount() Decimal { return Decimal{m.Minor, int8(m.Currency.Digits())} }

// IsZero says whether no amount was stated; 0.00 EUR is stated.
func (m Money) IsZero() bool { return m.Currency == "" }

// Add is m + other. Both must have one currency; a mismatch is our bug and panics.
func (m Money) Add(other Money) Money {
	if m.Currency != other.Currency {
		panic("domain: adding " + string(m.Currency) + " to " + string(other.Currency))
	}
	return Money{m.Minor + other.Minor, m.Currency}
}

// Neg is the amount with its sign turned.
func (m Money) Neg() Money { return Money{-m.Minor, m.Currency} }

// Abs is the amount without its sign.
func (m Money) Abs() Money { return Money{abs64(m.Minor), m.Currency} }

// Convert is m in another currency at rate (units of to for one unit of m's currency), rounded half away from zero to
// the minor unit of to. Errors: INVALID on overflow.
func (m Money) Convert(rate Decimal, to Currency) (Money, error) {
	if m.Currency == to {
		return m, nil
	}
	exact := new(big.Rat).Mul(m.Amount().Rat(), rate.Rat())
	d, err := RoundRat(exact, to.Digits())
	if err != nil {
		return Money{}, err
	}
	return Money{d.coef, to}, nil
}

// Cross is m in a second currency by two rates into a third: m's own, and that of to; rounded half away from zero to the
// minor unit of to. Errors: INVALID on overflow.
func (m Money) Cross(own, other Decimal, to Currency) (Money, error) {
	if m.Currency == to {
		return m, nil
	}
	exact := new(big.Rat).Mul(m.Amount().Rat(), own.Rat())
	d, err := RoundRat(exact.Quo(exact, other.Rat()), to.Digits())
	if err != nil {
		return Money{}, err
	}
	return Money{d.coef, to}, nil
}

// String is "1234.50 EUR".
func (m Money) String() string {
	if m.IsZero() {
		return ""
	}
	return m.Amount().String() + " " + string(m.Currency)
}
