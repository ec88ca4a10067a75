package domain

import (
	"testing"
	"unicode/utf8"
)

func TestNormaliseNumber_JoinsWritingsOfOneNumber(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"RE-20931", "re 20931", "RE20931", "Re.20931", "RE/20931 ", "ＲＥ－２０９３１", "re‑20931", "RE\u200b20931", "RE-0020931"},
		{"2026-0042", "2026/42", "2026 0042", "2026.00042", "٢٠٢٦-٤٢", "𝟐𝟎𝟐𝟔-𝟜𝟚"},
		{"Größe 1", "GRÖSSE-1", "GRO\u0308SSE 01"},
		{"000", "0"},
		{"請求書-12", "請求書 012"},
	} {
		for _, writing := range same {
			if got, want := NormaliseNumber(writing), NormaliseNumber(same[0]); got != want {
				t.Errorf("%q became %q, but %q became %q", writing, got, same[0], want)
			}
		}
	}
}

func TestNormaliseNumber_KeepsDifferentNumbersApart(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"1/11", "11/1"}, {"2026-1-01", "2026-101"}, {"RE-1", "RE-10"}, {"A1", "B1"}, {"100", "1"}, {"--", "//"},
		{"10-1", "101"}, {"請求書1", "納品書1"}, {"1A0", "1A"},
	} {
		if a, b := NormaliseNumber(pair[0]), NormaliseNumber(pair[1]); a == b {
			t.Errorf("%q and %q both became %q", pair[0], pair[1], a)
		}
	}
}

func TestNormaliseNumber_WritesItsRules(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "RE-000123": "RE123", "2024-001": "2024-1", "INV 2024/007-B": "INV2024-7B", "0": "0", "00-00": "0-0",
		" -- ": "--", "a\x00b": "AB",
	} {
		if got := NormaliseNumber(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func FuzzNormaliseNumber_IsIdempotent(f *testing.F) {
	for _, seed := range []string{"RE-000123", "1/11", "ß", "٢٠٢٦", "ǆ", "\xff1", "½-٣", "ŉ", "İi", "Ⅷ 8"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, number string) {
		once := NormaliseNumber(number)
		if twice := NormaliseNumber(once); twice != once {
			t.Fatalf("%q became %q, then %q", number, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("%q became invalid UTF-8", number)
		}
		if name := FoldName(number); FoldName(name) != name {
			t.Fatalf("FoldName(%q) is %q, then %q", number, name, FoldName(name))
		}
		if id := FoldTaxID(number); FoldTaxID(id) != id {
			t.Fatalf("FoldTaxID(%q) is %q, then %q", number, id, FoldTaxID(id))
		}
	})
}

func TestFoldName_ForgivesWritingButNotTheLegalForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Stahlwerk Köln GmbH": "STAHLWERK KOLN GMBH", "stahlwerk  KÖLN, GmbH": "STAHLWERK KOLN GMBH",
		"Rossi S.p.A.": "ROSSI SPA", "L'Oréal": "LOREAL", "Müller & Söhne": "MULLER SOHNE", "三菱電機（株）": "三菱電機 株",
		"  ": "", "Łódź Sp. z o.o.": "LODZ SP Z OO",
	} {
		if got := FoldName(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	if FoldName("A GmbH") == FoldName("A GmbH & Co. KG") {
		t.Error("two companies became one")
	}
}

func TestFoldTaxID_KeepsLettersAndDigits(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"de 123.456-789": "DE123456789", "ＤＥ１": "DE1", "": "", "CHE-116.281.710 MWST": "CHE116281710MWST"} {
		if got := FoldTaxID(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
