package domain

import (
	"database/sql/driver"
	"fmt"
	"math/big"
	"strings"
)

// maxDigits bounds a decimal's digits: 18 fit an int64, and no ledger states more.
const maxDigits = 18

// maxCoef is the first coefficient with more digits.
const maxCoef = 1_000_000_000_000_000_000

// Decimal is an exact decimal number: coefficient × 10^-scale, at most 18 digits, scale 0 to 18. It serves quantities,
// unit prices, rates and the amounts of a document as they were written. The zero value is 0.
type Decimal struct {
	coef  int64
	scale int8
}

// NewDecimal is coef × 10^-scale.
func NewDecimal(coef int64, scale int) Decimal { return Decimal{coef, int8(scale)} }

// ParseDecimal reads an xsd:decimal: optional sign, digits, at most one point. Scientific notation, blanks inside,
// and more than 18 significant digits are refused.
func ParseDecimal(s string) (Decimal, error) {
	bad := func() (Decimal, error) {
		return Decimal{}, RefuseField(CodeInvalid, "amount", "%.40q is not a decimal number.", s)
	}
	body := strings.TrimSpace(s)
	negative := false
	if body != "" && (body[0] == '-' || body[0] == '+') {
		negative = body[0] == '-'
		body = body[1:]
	}
	whole, fraction, _ := strings.Cut(body, ".")
	if whole == "" && fraction == "" {
		return bad()
	}
	whole = strings.TrimLeft(whole, "0")
	for len(whole)+len(fraction) > maxDigits && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	if len(whole)+len(fraction) > maxDigits {
		for _, c := range whole + fraction {
			if c < '0' || c > '9' {
				return bad()
			}
		}
		return Decimal{}, RefuseField(CodeInvalid, "amount", "%.40q has more than %d digits.", s, maxDigits)
	}
	var coef int64
	for _, c := range whole + fraction {
		if c < '0' || c > '9' {
			return bad()
		}
		coef = coef*10 + int64(c-'0')
	}
	if negative {
		coef = -coef
	}
	return Decimal{coef, int8(len(fraction))}, nil
}

// MustDecimal is ParseDecimal for constants in our own source; it panics on anything else.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Rat is the exact value, for sums and products of any length.
func (d Decimal) Rat() *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(d.coef), pow10(int(d.scale)))
}

// RoundRat rounds an exact value half away from zero (EN 16931 and commercial practice) to scale decimals.
// Errors: INVALID when the result has more than 18 digits.
func RoundRat(r *big.Rat, scale int) (Decimal, error) {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(pow10(scale)))
	num := new(big.Int).Abs(scaled.Num())
	num.Mul(num, big.NewInt(2)).Add(num, scaled.Denom())
	num.Quo(num, new(big.Int).Mul(scaled.Denom(), big.NewInt(2)))
	if !num.IsInt64() || num.Int64() >= maxCoef {
		return Decimal{}, RefuseField(CodeInvalid, "amount", "The amount has more than %d digits.", maxDigits)
	}
	coef := num.Int64()
	if scaled.Sign() < 0 {
		coef = -coef
	}
	return Decimal{coef, int8(scale)}, nil
}

// Cmp compares by value: 1.0 equals 1.
func (d Decimal) Cmp(other Decimal) int {
	if d.scale == other.scale {
		switch {
		case d.coef < other.coef:
			return -1
		case d.coef > other.coef:
			return 1
		}
		return 0
	}
	return d.Rat().Cmp(other.Rat())
}

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.coef < 0:
		return -1
	case d.coef > 0:
		return 1
	}
	return 0
}

// IsZero says whether the value is 0.
func (d Decimal) IsZero() bool { return d.coef == 0 }

// Neg is the value with its sign turned.
func (d Decimal) Neg() Decimal { return Decimal{-d.coef, d.scale} }

// Add is the exact sum, with the decimals of the one that has more.
// Errors: INVALID when the sum has more than 18 digits.
func (d Decimal) Add(other Decimal) (Decimal, error) {
	if d.scale < other.scale {
		d, other = other, d
	}
	coef, exact := other.coef, true
	for range d.scale - other.scale {
		if abs64(coef) >= maxCoef/10 {
			exact = false
			break
		}
		coef *= 10
	}
	if sum := coef + d.coef; exact && abs64(sum) < maxCoef { // neither reaches 10^18, so that their sum fits
		return Decimal{sum, d.scale}, nil
	}
	return RoundRat(new(big.Rat).Add(d.Rat(), other.Rat()), int(d.scale))
}

// Scale is the number of decimals as written.
func (d Decimal) Scale() int { return int(d.scale) }

// String writes the value with the decimals it was given.
func (d Decimal) String() string {
	digits := fmt.Sprintf("%0*d", int(d.scale)+1, abs64(d.coef))
	if d.scale > 0 {
		digits = digits[:len(digits)-int(d.scale)] + "." + digits[len(digits)-int(d.scale):]
	}
	if d.coef < 0 {
		return "-" + digits
	}
	return digits
}

// MarshalText writes String.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal reads.
func (d *Decimal) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDecimal(string(text))
	return err
}

// Value stores the number as numeric text.
func (d Decimal) Value() (driver.Value, error) { return d.String(), nil }

// Scan reads a numeric column; NULL is 0.
func (d *Decimal) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Decimal{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	case int64:
		*d = Decimal{coef: v}
		return nil
	}
	return fmt.Errorf("scan decimal from %T", src)
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

func abs64(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
