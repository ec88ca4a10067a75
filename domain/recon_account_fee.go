package domain

import (
	"fmt"
	"strconv"
)

// AccountFee is a fee schedule of an account, which its rules name by key.
type AccountFee struct {
	Key     string  `json:"key"`
	Percent Decimal `json:"percent,omitzero"` // of the gross amount, 0 to 100
	Fixed   Money   `json:"fixed"`            // of each payment, in the account's currency
}

// FeeScheduleInput is a schedule as somebody writes it.
type FeeScheduleInput struct {
	Key     string
	Percent Decimal
	Fixed   Decimal
}

// maxFees is how many fee schedules an account has at most.
const maxFees = 20

// Name says the schedule in words.
func (f *AccountFee) Name() string { return fmt.Sprintf("%s %% and %s of each", f.Percent, f.Fixed) }

// Schedule is what the engine computes.
func (f *AccountFee) Schedule() FeeSchedule {
	return FeeSchedule{Name: f.Key + ": " + f.Name(), Percent: f.Percent, Fixed: f.Fixed}
}

// FeeSchedules are the schedules of the account for a run, by key; nil for none.
func (a *ReconAccount) FeeSchedules() map[string]FeeSchedule {
	if len(a.Fees) == 0 {
		return nil
	}
	fees := map[string]FeeSchedule{}
	for i := range a.Fees {
		fees[a.Fees[i].Key] = a.Fees[i].Schedule()
	}
	return fees
}

// hasFee says whether the account has a schedule of this key.
func (a *ReconAccount) hasFee(key string) bool {
	_, there := a.FeeSchedules()[key]
	return there
}

// takeFees writes schedules into the account. Each path of a violation names the place in the list.
func (a *ReconAccount) takeFees(in []*FeeScheduleInput, broken *Violations) {
	if len(in) > maxFees {
		broken.Add("feeSchedules", "bounds", "An account has at most %d fee schedules.", maxFees)
		return
	}
	a.Fees = make([]AccountFee, len(in))
	seen := map[string]bool{}
	for i, one := range in {
		path := "feeSchedules." + strconv.Itoa(i)
		if !reasonCode.MatchString(one.Key) || one.Key == FeeInferred {
			broken.Add(path+".key", "form", "A key is 2 to 40 capitals, digits and underscores, and not %s.", FeeInferred)
		}
		if seen[one.Key] {
			broken.Add(path+".key", "unique", "Two schedules have the key %.40s.", one.Key)
		}
		seen[one.Key] = true
		if one.Percent.Sign() < 0 || one.Percent.Cmp(NewDecimal(100, 0)) > 0 || !inHundredths(one.Percent) {
			broken.Add(path+".percent", "bounds", "A fee is 0 to 100 percent with at most two decimals.")
		}
		fixed, err := MoneyOf(one.Fixed, a.Currency)
		if err != nil || fixed.Minor < 0 {
			broken.Add(path+".fixed", "bounds", "The fixed part is an amount of %s without sign.", a.Currency)
		}
		a.Fees[i] = AccountFee{Key: one.Key, Percent: one.Percent, Fixed: fixed}
	}
}

// inHundredths says whether a decimal has at most two decimals: the engine computes in ten-thousandths of an amount.
func inHundredths(d Decimal) bool {
	rounded, err := RoundRat(d.Rat(), 2)
	return err == nil && rounded.Cmp(d) == 0
}
