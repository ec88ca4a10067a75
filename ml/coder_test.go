package ml

import (
	"encoding/binary"
	"hash/crc32"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestCoder_SameHistoryGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	history := ledger(1, 30, 20)
	one, err := fitted(t, 7, history).MarshalBinary()
	require.NoError(t, err)
	two, err := fitted(t, 7, history).MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, crc32.ChecksumIEEE(one), crc32.ChecksumIEEE(two))
	require.Equal(t, len(one), len(two))

	other := fitted(t, 8, history)
	three, err := other.MarshalBinary()
	require.NoError(t, err)
	require.NotEqual(t, one, three, "the seed is part of a model")
	other.Learn(history[:1])
	require.NotEqual(t, fitted(t, 8, history).Version(), other.Version(), "a model that learned more is another one")
}

func TestCoder_KeepsItselfThroughBytes(t *testing.T) {
	t.Parallel()
	history := ledger(2, 60, 20)
	want := fitted(t, 1, history[:1000])
	data, err := want.MarshalBinary()
	require.NoError(t, err)
	got := NewCoder(9)
	require.NoError(t, got.UnmarshalBinary(data))
	require.Equal(t, want.Version(), got.Version())
	require.Equal(t, want.Labels(), got.Labels())
	for _, e := range history[1000:] { // it goes on learning exactly as the other one does
		require.Equal(t, want.Suggest(e.Line), got.Suggest(e.Line))
		require.Equal(t, want.Learn([]Example{e}), got.Learn([]Example{e}))
	}
	again, err := got.MarshalBinary()
	require.NoError(t, err)
	data, err = want.MarshalBinary()
	require.NoError(t, err)
	require.Equal(t, crc32.ChecksumIEEE(data), crc32.ChecksumIEEE(again))
}

func TestCoder_RefusesBytesThatAreNoModel(t *testing.T) {
	t.Parallel()
	data, err := fitted(t, 1, ledger(3, 5, 5)).MarshalBinary()
	require.NoError(t, err)
	sealed := func(b []byte) []byte { // with a right checksum, so that only the content is wrong
		body := b[:len(b)-4]
		return binary.LittleEndian.AppendUint32(append([]byte(nil), body...), crc32.ChecksumIEEE(body))
	}
	flipped := append([]byte(nil), data...)
	flipped[len(flipped)/2] ^= 1
	newer := append([]byte(nil), data...)
	newer[len(coderMagic)]++
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing": {nil, "The bytes are not a model for coding."},
		"text":    {[]byte("a shopping list, and some more of it"), "The bytes are not a model for coding."},
		"flipped": {flipped, "The model is damaged: its checksum differs."},
		"newer":   {sealed(newer), "The model is of format 2 and this program computes format 1: rebuild it from its history."},
		"cut":     {sealed(data[:len(data)-40]), "The model is damaged: its parts do not fit together."},
		"longer":  {sealed(append(append([]byte(nil), data...), 0)), "The model is damaged: its parts do not fit together."},
	} {
		kept := fitted(t, 1, ledger(4, 5, 5))
		before := kept.Version()
		var refusal *domain.Error
		require.ErrorAs(t, kept.UnmarshalBinary(c.data), &refusal, name)
		require.Equal(t, domain.CodeInvalid, refusal.Code, name)
		require.Equal(t, c.want, refusal.Message, name)
		require.Equal(t, before, kept.Version(), name)
	}
}

func TestCoder_RefusesAHistoryOutOfOrder(t *testing.T) {
	t.Parallel()
	history := ledger(5, 2, 1)
	history[0], history[1] = history[1], history[0]
	require.EqualError(t, NewCoder(1).Fit(history, nil), "INVALID: history: A line of 2031-03-03 follows one of 2031-03-04; a history is ordered by date.")
}

func TestCoder_OrderOfFieldsAndSiblingsMeansNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	history := ledger(6, 30, 20)
	mixed := make([]Example, len(history))
	for i := range history {
		l := &history[i].Line
		l.Text = "rent of rooms"
		l.Fields = []Field{{"entity", "NO01"}, {"buyer", l.Vendor[2:]}, {"order", "P7"}}
		l.Siblings = []int64{l.Amount, 500, l.Amount * 2}
		mixed[i] = history[i]
		m := &mixed[i].Line
		m.Fields = append([]Field(nil), l.Fields...)
		m.Siblings = append([]int64(nil), l.Siblings...)
		r.Shuffle(3, func(i, j int) {
			m.Fields[i], m.Fields[j] = m.Fields[j], m.Fields[i]
			m.Siblings[i], m.Siblings[j] = m.Siblings[j], m.Siblings[i]
		})
	}
	one, two := fitted(t, 1, history), fitted(t, 1, mixed)
	require.Equal(t, one.Version(), two.Version())
	require.Equal(t, one.Suggest(history[9].Line), two.Suggest(mixed[9].Line))
}

func TestCoder_LearnsWhatCanBeKnown(t *testing.T) {
	t.Parallel()
	history := ledger(7, 200, 20)
	c := fitted(t, 1, history[:3000])
	right, all := map[int]int{}, map[int]int{}
	var calibration Calibration
	for _, e := range history[3000:] {
		s := c.Suggest(e.Line)
		group := int(e.Line.Vendor[3]-'0'+10*(e.Line.Vendor[2]-'0')) % 4
		all[group]++
		if s.Choices[0].Label == e.Label {
			right[group]++
		}
		calibration.Add(s.Choices[0].Confidence, s.Choices[0].Label == e.Label)
	}
	for group, least := range []float64{0.99, 0.97, 0.97, 0.75} {
		require.Greater(t, float64(right[group])/float64(all[group]), least, "suppliers of kind %d", group)
	}
	require.Less(t, calibration.Error(), 0.04)
}

func TestCoder_SaysWhatIsUnseen(t *testing.T) {
	t.Parallel()
	history := ledger(8, 60, 20)
	require.Equal(t, Suggestion{Vendor: history[0].Line.Vendor, Unseen: UnseenVendor}, NewCoder(1).Suggest(history[0].Line), "who knows nothing says nothing")

	c := fitted(t, 1, history)
	known := history[0].Line
	require.Equal(t, NothingUnseen, c.Suggest(known).Unseen)
	stranger := known
	stranger.Vendor = "S999"
	s := c.Suggest(stranger)
	require.Equal(t, UnseenVendor, s.Unseen)
	require.NotEmpty(t, s.Choices, "a name is enough for a suggestion, never for more")
	nameless := known
	nameless.Vendor, nameless.Name = "", "Somebody Else"
	require.Equal(t, UnseenVendor, c.Suggest(nameless).Unseen)
}

func TestCoder_KnowsWhichLabelsAreNew(t *testing.T) {
	t.Parallel()
	c := NewCoder(1)
	e := ledger(9, 1, 1)[0]
	require.True(t, c.New(e.Label, firstDay))
	c.Learn([]Example{e})
	require.True(t, c.New(e.Label, firstDay.AddDays(NewDays)))
	require.False(t, c.New(e.Label, firstDay.AddDays(NewDays+1)))
}

func TestCoder_FollowsAChangeWithinAFewLines(t *testing.T) {
	t.Parallel()
	c := fitted(t, 1, ledger(10, 100, 20))
	e := Example{Line: ledger(10, 1, 1)[0].Line, Label: "999 Renamed"}
	e.Line.Vendor, e.Line.Name, e.Line.Date = "S004", "Supplier E4 Ltd", firstDay.AddDays(101) // it always booked one account
	lines := 0
	for c.Suggest(e.Line).Choices[0].Label != e.Label {
		c.Learn([]Example{e})
		lines++
		require.Less(t, lines, 6)
	}
	require.Positive(t, lines)
}

func TestCoder_ExplainsByCountsAndWords(t *testing.T) {
	t.Parallel()
	history := ledger(11, 60, 20)
	c := fitted(t, 1, history)
	l := history[len(history)-1].Line
	l.Vendor, l.Name = "S004", "Supplier E4 Ltd"
	s := c.Explain(l)
	plain := c.Suggest(l)
	require.Len(t, s.Choices, 3)
	for i := range s.Choices {
		require.Equal(t, plain.Choices[i].Label, s.Choices[i].Label)
		require.Equal(t, plain.Choices[i].Confidence, s.Choices[i].Confidence)
		require.Empty(t, plain.Choices[i].Reasons)
	}
	best := s.Choices[0].Reasons
	require.NotEmpty(t, best)
	require.Positive(t, best[0].Count)
	require.Equal(t, best[0].Of, best[0].Count, "this supplier has one account")
	require.Regexp(t, `^\d+ of \d+ lines of .+; the last one too\.$`, best[0].Sentence)
	words := 0
	for _, r := range best {
		require.Positive(t, r.Weight)
		if r.Count == 0 {
			require.Regexp(t, `^Learned from .+\.$`, r.Sentence)
			words++
		}
	}
	require.Positive(t, words)
}
