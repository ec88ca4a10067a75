package auditlog

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
)

// disorders is how many exports are edited without knowing what should come of it.
const disorders = 300

// TestVerifiers_AgreeOnAnyDisorder changes any bytes of any file of an export, the manifest and the key among them, half
// the time after an edit of the kinds: whatever is left, both verifiers say the same of it.
func TestVerifiers_AgreeOnAnyDisorder(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(11, 4))
	sizes := []int64{tamperEntries}
	for at := int64(2); at < 500; at += 1 + random.Int64N(30) {
		sizes = append(sizes, at)
	}
	l := makeLog(t, 19, tamperEntries, sizes...)
	originals := []*original{readOriginal(t, l, 0, 120), readOriginal(t, l, 100, 260), readOriginal(t, l, 333, 460)}
	work := t.TempDir()
	var questions []question
	var verdicts []string
	for n := range disorders {
		e := newEdit(originals[random.IntN(len(originals))], random)
		whole := *e.original
		e.original = &whole
		if random.IntN(2) == 0 {
			kinds[random.IntN(len(kinds))].make(t, e)
		}
		for range 1 + random.IntN(2) {
			whole.files = maps.Clone(whole.files)
			maps.Copy(whole.files, e.changed)
			maps.DeleteFunc(whole.files, func(_ string, text []byte) bool { return len(text) == 0 })
			e.scramble()
		}
		e.resum = false
		dir := e.write(t, filepath.Join(work, fmt.Sprint(n)))
		trust := Trust{Keys: []note.Verifier{l.public}}
		for _, size := range e.held {
			trust.Held = append(trust.Held, Held{"held", l.signed[size]})
		}
		verdicts = append(verdicts, verdict(Verify(os.DirFS(dir), trust)))
		questions = append(questions, l.ask(dir, e.held...))
	}
	counts := map[string]int{}
	for n, r := range askNode(t, questions) {
		second := "none"
		if r.Origin != "" {
			second = verdict(&r, nil)
		}
		require.Equal(t, verdicts[n], second, "disorder %d in %s: %s", n, questions[n].Dir, r.Reason)
		counts[second[:4]]++
	}
	t.Logf("of %d disorders: %v", disorders, counts)
}

func verdict(r *Report, err error) string {
	switch {
	case err != nil:
		return "none"
	case r.OK:
		return "good"
	}
	return fmt.Sprint("bad at ", *r.FirstBad)
}

// scramble changes some bytes somewhere.
func (e *edit) scramble() {
	names := slices.Sorted(maps.Keys(e.files))
	name := names[e.random.IntN(len(names))]
	text := slices.Clone(e.files[name])
	at := e.random.IntN(len(text))
	switch e.random.IntN(4) {
	case 0:
		text[at] = byte(e.random.Uint32())
	case 1:
		text = slices.Delete(text, at, min(len(text), at+1+e.random.IntN(60)))
	case 2:
		text = slices.Insert(text, at, text[at:min(len(text), at+1+e.random.IntN(60))]...)
	default:
		text = text[:at]
	}
	e.changed[name] = text
}
