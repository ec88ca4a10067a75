package domain

import "testing"

func TestValidIBAN_HoldsLengthAndCheckDigits(t *testing.T) {
	t.Parallel()
	for _, good := range []string{
		"DE89370400440532013000", "de89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "NO9386011117947",
		"FR1420041010050500013M02606", "MT84MALT011000012345MTLCAST001S", "BE68539007547034",
	} {
		if !ValidIBAN(good) {
			t.Errorf("%q is an IBAN", good)
		}
	}
	for _, bad := range []string{
		"", "DE", "DE8937040044053201300", "DE89370400440532013001", "DE98370400440532013000", "XX89370400440532013000",
		"12345678", "DE8937040044053201300é", "GB29NWBK6016133192681",
	} {
		if ValidIBAN(bad) {
			t.Errorf("%q is no IBAN", bad)
		}
	}
}

func TestValidIBAN_FindsEverySingleWrongDigitAndEverySwap(t *testing.T) {
	t.Parallel()
	good := "DE89370400440532013000"
	for i := 2; i < len(good); i++ {
		for d := byte('0'); d <= '9'; d++ {
			wrong := []byte(good)
			if wrong[i] = d; string(wrong) != good && ValidIBAN(string(wrong)) {
				t.Errorf("%s passed", wrong)
			}
		}
		if i > 2 && good[i] != good[i-1] {
			swapped := []byte(good)
			swapped[i], swapped[i-1] = swapped[i-1], swapped[i]
			if ValidIBAN(string(swapped)) {
				t.Errorf("%s passed", swapped)
			}
		}
	}
}

func TestMaskAccount_ShowsCountryAndLastFour(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"DE89 3704 0044 0532 0130 00": "DE•• •••• 3000", "1234567890": "•••• 7890", "1234": "••••", "1234567": "••••", "": "",
	} {
		if got := MaskAccount(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
