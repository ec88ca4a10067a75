package domain

import (
	"database/sql/driver"
	"fmt"
	"math"
	"time"
)

// Date is an accounting date without a zone, in four bytes: a run holds millions of them. The zero Date means "not stated".
type Date struct {
	year       int16
	month, day uint8
}

// NewDate is a date as it is written: no calendar is asked whether it has that day. What does not fit becomes the nearest that
// does, which no calendar has.
func NewDate(year int, month time.Month, day int) Date {
	return Date{int16(min(max(year, math.MinInt16), math.MaxInt16)), uint8(min(max(month, 0), math.MaxUint8)), uint8(min(max(day, 0), math.MaxUint8))}
}

// ParseDate reads YYYY-MM-DD and refuses days that no calendar has (31 February).
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, RefuseField(CodeInvalid, "date", "%q is not a calendar date of the form YYYY-MM-DD.", s)
	}
	return DateOf(t), nil
}

// DateOf is the calendar date of t in t's own location.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// Year is the year of our era, 0 for the zero date.
func (d Date) Year() int { return int(d.year) }

// Month counts from 1, 0 for the zero date.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day is that of the month, from 1, 0 for the zero date.
func (d Date) Day() int { return int(d.day) }

// IsZero says whether the date was never stated.
func (d Date) IsZero() bool { return d == Date{} }

// Time is midnight UTC of the date.
func (d Date) Time() time.Time { return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, time.UTC) }

// AddDays moves the date by days, which may be negative.
func (d Date) AddDays(days int) Date { return DateOf(d.Time().AddDate(0, 0, days)) }

// Before says whether d lies before other.
func (d Date) Before(other Date) bool { return d.number() < other.number() }

// number is one that grows with the date.
func (d Date) number() int32 { return int32(d.year)<<16 | int32(d.month)<<8 | int32(d.day) }

// DaysUntil counts calendar days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int { return int(other.Time().Sub(d.Time()).Hours() / 24) }

// String is YYYY-MM-DD, "" for the zero date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Year(), int(d.Month()), d.Day()
	if y < 0 || y > 9999 || m > 99 || day > 99 {
		return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
	}
	digit := func(n int) byte { return byte('0' + n%10) }
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(m / 10), digit(m), '-', digit(day / 10), digit(day)})
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; empty text is the zero date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

// Value stores the date; the zero date is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a date column; NULL becomes the zero date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = DateOf(v)
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	default:
		return fmt.Errorf("scan date from %T", src)
	}
	return nil
}
