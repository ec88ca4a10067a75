package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/sync/errgroup"

	"countersign/domain"
	"countersign/workflow"
)

const (
	// importAtOnce is how many files are being handed in; each is held in memory meanwhile.
	importAtOnce = 4
	// importLook is how often jobs under way are looked at.
	importLook = 200 * time.Millisecond
)

// intakeRun is one import under way.
type intakeRun struct {
	service *workflow.Service
	entity  domain.EntityID
	account *domain.ID          // that the files are for; nil finds it by what they say
	source  *domain.ReconSource // whose lines they bring; nil is the account's standard
	out     io.Writer
	bars    *mpb.Progress
	bar     *mpb.Bar

	mu       sync.Mutex
	pending  map[domain.ID]string // jobs under way, to their file
	problems []string
	accepted int
}

func newIntakeRun(service *workflow.Service, entity domain.EntityID, out io.Writer, files int) *intakeRun {
	r := &intakeRun{service: service, entity: entity, out: out, pending: map[domain.ID]string{}}
	target := io.Discard
	if isTerminal(out) {
		target = out
	}
	r.bars = mpb.New(mpb.WithOutput(target))
	r.bar = r.bars.AddBar(int64(files), mpb.PrependDecorators(decor.CountersNoUnit("%d of %d files ")),
		mpb.AppendDecorators(decor.Percentage(), decor.Name("  "), decor.AverageETA(decor.ET_STYLE_MMSS)))
	return r
}

// all hands in every file, follows what comes of each, and ends with a count.
func (r *intakeRun) all(ctx context.Context, files []string) error {
	work, inner := errgroup.WithContext(ctx)
	work.SetLimit(importAtOnce)
	handedIn := make(chan error, 1)
	go func() {
		for _, file := range files {
			work.Go(func() error { return r.bring(inner, file) })
		}
		handedIn <- work.Wait()
	}()
	err := r.follow(ctx, handedIn)
	if err != nil {
		r.bar.Abort(false)
	}
	r.bars.Wait()
	for _, p := range r.problems {
		fmt.Fprintln(r.out, p)
	}
	fmt.Fprintf(r.out, "%d of %d files accepted\n", r.accepted, len(files))
	if err == nil && len(r.problems) > 0 {
		err = fmt.Errorf("%d of %d files were not accepted", len(r.problems), len(files))
	}
	return err
}

// bring keeps one file and asks for it to be read. Errors: when the house is away; a refused file is a problem, not one.
func (r *intakeRun) bring(ctx context.Context, file string) error {
	content, err := load(file)
	if err == nil {
		var intake *domain.Intake
		intake, err = r.service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: r.entity, Name: filepath.Base(file), Channel: "COMMAND", Content: content})
		if err == nil {
			var job *domain.Job
			job, err = r.read(ctx, intake.ID)
			if err == nil {
				r.mu.Lock()
				defer r.mu.Unlock()
				r.pending[job.ID] = file
				return nil
			}
		}
	}
	if domain.CodeOf(err) == domain.CodeInternal {
		return err
	}
	r.ended(file, err.Error())
	return nil
}

// read asks for a kept file to be read: as what it holds, or as lines of an account.
func (r *intakeRun) read(ctx context.Context, id domain.ID) (*domain.Job, error) {
	key := "command:" + id.String()
	if r.account == nil {
		return r.service.ImportInvoice(ctx, domain.ImportInvoiceInput{UploadID: id, IdempotencyKey: key})
	}
	return r.service.ImportStatement(ctx, domain.ImportStatementInput{UploadID: id, AccountID: r.account, Source: r.source, IdempotencyKey: key})
}

// ended counts one file; problem is "" when it was accepted.
func (r *intakeRun) ended(file, problem string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if problem == "" {
		r.accepted++
	} else {
		r.problems = append(r.problems, printable(file+": "+problem))
	}
	r.bar.Increment()
}

// follow looks at the jobs until all files are handed in and none is left.
func (r *intakeRun) follow(ctx context.Context, handedIn <-chan error) error {
	look := time.NewTicker(importLook)
	defer look.Stop()
	whole := false
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-handedIn:
			if err != nil {
				return err
			}
			whole, handedIn = true, nil
		case <-look.C:
			left, err := r.look(ctx)
			if err != nil || whole && left == 0 {
				return err
			}
		}
	}
}

// look asks for a page of the jobs under way and returns how many are left.
func (r *intakeRun) look(ctx context.Context) (left int, err error) {
	for {
		ids := r.page()
		if len(ids) == 0 {
			return r.left(), nil
		}
		nodes, err := r.service.Nodes(ctx, ids, 0)
		if err != nil {
			return 0, err
		}
		over := 0
		for i, node := range nodes {
			job, _ := node.(*domain.Job)
			if job != nil && (job.State == domain.JobQueued || job.State == domain.JobRunning) {
				continue
			}
			over++
			r.mu.Lock()
			file := r.pending[ids[i]]
			delete(r.pending, ids[i])
			r.mu.Unlock()
			switch {
			case job == nil:
				r.ended(file, "its job is gone")
			case job.Error != nil:
				r.ended(file, *job.Error)
			default:
				r.ended(file, "")
			}
		}
		if over < len(ids) { // the rest has not been worked off
			return r.left(), nil
		}
	}
}

func (r *intakeRun) page() []domain.ID {
	r.mu.Lock()
	defer r.mu.Unlock()
	ids := make([]domain.ID, 0, domain.MaxPage)
	for id := range r.pending {
		if len(ids) == domain.MaxPage {
			break
		}
		ids = append(ids, id)
	}
	return ids
}

func (r *intakeRun) left() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.pending)
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// firstWord is the first of words that says something.
func firstWord(words ...string) string {
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			return w
		}
	}
	return ""
}
