package jobs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"countersign/domain"
	"countersign/workflow"
)

const (
	// watchEvery is how often the folder is looked at; a file must look the same twice before it is taken.
	watchEvery = 2 * time.Second
	doneDir    = "done"
	failedDir  = "failed"
)

// WatchOptions is what the watched folder is built from.
type WatchOptions struct {
	Dir     string            // holds one folder per legal entity, named by its code
	Service *workflow.Service // acts as the house's own intake
	Log     *slog.Logger      // nil is the default
	Every   time.Duration     // between two looks; 0 means 2 s
}

// Watcher is the running watch of one folder.
type Watcher struct {
	o        WatchOptions
	lock     *os.File
	entities map[string]domain.EntityID // by code; folders of other names are left alone
	seen     map[string]look            // by path
	pending  map[domain.ID]string       // jobs under way, to the file's place in done/
	ended    sync.WaitGroup
}

// look is what a file was like when it was last looked at.
type look struct {
	size int64
	at   time.Time
}

// Watch takes in what appears in o.Dir/<entity code>/ until ctx ends. A file stays where it is until the house has kept
// it; then it moves to done/ beside it, and on to failed/ with its reason in a .txt when it could not be read.
//
// A file is never lost and never overwritten. A crash between keeping and moving brings it in twice, which the house
// notices by its digest. One process watches a folder at a time; others wait for it to end.
// Errors: when the folder cannot be written.
func Watch(ctx context.Context, o WatchOptions) (*Watcher, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Every == 0 {
		o.Every = watchEvery
	}
	lock, err := os.OpenFile(filepath.Join(o.Dir, ".countersign.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("watch the folder %s: %w", o.Dir, err)
	}
	w := &Watcher{o: o, lock: lock, seen: map[string]look{}, pending: map[domain.ID]string{}}
	w.ended.Go(func() { w.run(domain.WithActor(ctx, folderActor())) })
	return w, nil
}

// Wait returns when the watch has ended, after the ctx of Watch.
func (w *Watcher) Wait() { w.ended.Wait() }

// folderActor is the intake, by a request id that says where a file came from.
func folderActor() domain.Actor {
	a := domain.SystemActor("intake")
	a.RequestID = "folder:" + domain.NewUUID(time.Now()).String()
	return a
}

func (w *Watcher) run(ctx context.Context) {
	defer w.lock.Close()
	tick := time.NewTicker(w.o.Every)
	defer tick.Stop()
	held := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if !held {
			held = syscall.Flock(int(w.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
		}
		if !held {
			continue
		}
		if err := w.round(ctx); err != nil && ctx.Err() == nil {
			w.o.Log.WarnContext(ctx, "watched folder", "error", err)
		}
	}
}

// round looks once at every folder and at the jobs under way.
func (w *Watcher) round(ctx context.Context) error {
	list, err := w.o.Service.Entities(ctx)
	if err != nil {
		return err
	}
	w.entities = map[string]domain.EntityID{}
	for _, e := range list {
		w.entities[e.Code] = e.Number
	}
	still := map[string]look{}
	for code, entity := range w.entities {
		dir := filepath.Join(w.o.Dir, code)
		files, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		for _, f := range files {
			path := filepath.Join(dir, f.Name())
			now, whole := w.settled(path, f)
			if now != (look{}) {
				still[path] = now
			}
			if whole {
				if err := w.take(ctx, entity, path); err != nil {
					return err // the house is away: the file waits where it is
				}
			}
		}
	}
	w.seen = still
	return w.followUp(ctx)
}

// settled says whether a file has stopped changing. Hidden files are somebody's work in progress.
func (w *Watcher) settled(path string, f fs.DirEntry) (look, bool) {
	info, err := f.Info()
	if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(f.Name(), ".") || strings.HasSuffix(f.Name(), ".part") {
		return look{}, false
	}
	now := look{info.Size(), info.ModTime()}
	return now, w.seen[path] == now
}

// take hands one file to the house. An error means that the house is away, not that the file is bad.
func (w *Watcher) take(ctx context.Context, entity domain.EntityID, path string) error {
	content, err := readCapped(path)
	if err == nil {
		var job *domain.Job
		job, err = w.bring(ctx, entity, filepath.Base(path), content)
		if err == nil {
			place, err := moveInto(path, doneDir)
			if err == nil {
				w.pending[job.ID] = place
			}
			return err
		}
	}
	if code := domain.CodeOf(err); code == domain.CodeInternal || code == domain.CodeTimeout || code == domain.CodeUpstream {
		return err
	}
	return w.fail(ctx, path, err.Error())
}

// bring keeps a file and asks for it to be read.
func (w *Watcher) bring(ctx context.Context, entity domain.EntityID, name string, content []byte) (*domain.Job, error) {
	intake, err := w.o.Service.ReceiveFile(ctx, workflow.ReceiveFile{Entity: entity, Name: name, Channel: "FOLDER", Content: content})
	if err != nil {
		return nil, err
	}
	return w.o.Service.ImportInvoice(ctx, domain.ImportInvoiceInput{UploadID: intake.ID, IdempotencyKey: "folder:" + intake.ID.String()})
}

// readCapped reads a file that the house would take. Errors: INVALID when it is too large.
func readCapped(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read a watched file: %w", err)
	}
	if info.Size() > workflow.MaxFileBytes {
		return nil, domain.RefuseField(domain.CodeInvalid, "file", "The file is larger than %d MiB.", workflow.MaxFileBytes>>20)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read a watched file: %w", err)
	}
	return content, nil
}

// followUp moves files whose reading failed from done/ to failed/, with the reason beside them.
func (w *Watcher) followUp(ctx context.Context) error {
	ids := make([]domain.ID, 0, len(w.pending))
	for id := range w.pending {
		if len(ids) < domain.MaxPage {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	nodes, err := w.o.Service.Nodes(ctx, ids, 0)
	if err != nil {
		return err
	}
	for i, node := range nodes {
		job, _ := node.(*domain.Job)
		if job != nil && (job.State == domain.JobQueued || job.State == domain.JobRunning) {
			continue
		}
		if job != nil && job.Error != nil {
			if err := w.fail(ctx, w.pending[ids[i]], *job.Error); err != nil {
				return err
			}
		}
		delete(w.pending, ids[i])
	}
	return nil
}

// fail moves a file to failed/ and writes why beside it.
func (w *Watcher) fail(ctx context.Context, path, reason string) error {
	place, err := moveInto(path, failedDir)
	if err != nil {
		return err
	}
	w.o.Log.InfoContext(ctx, "watched file failed", "reason", reason)
	half := place + ".txt.part" // whoever sees the reason sees all of it
	if err := os.WriteFile(half, []byte(reason+"\n"), 0o600); err != nil {
		return fmt.Errorf("write the reason of a failed file: %w", err)
	}
	if err := os.Rename(half, place+".txt"); err != nil {
		return fmt.Errorf("write the reason of a failed file: %w", err)
	}
	return nil
}

// moveInto moves a file of an entity's folder into one of its sub-folders and returns its new place. A name that is taken
// gets a number; nothing is ever overwritten.
func moveInto(path, folder string) (string, error) {
	dir := filepath.Dir(path)
	if base := filepath.Base(dir); base == doneDir || base == failedDir {
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, folder)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return "", fmt.Errorf("make %s: %w", folder, err)
	}
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(filepath.Base(path), ext)
	for n := 1; ; n++ {
		place := filepath.Join(dir, stem+ext)
		if n > 1 {
			place = filepath.Join(dir, stem+"-"+strconv.Itoa(n)+ext)
		}
		err := os.Link(path, place) // unlike a rename, a link refuses a name that is taken
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("move a watched file: %w", err)
		}
		if err := os.Remove(path); err != nil {
			return "", fmt.Errorf("move a watched file: %w", err)
		}
		return place, nil
	}
}
