package workflow

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/store"
)

// signEvery is how often a checkpoint is signed while there are new entries.
const signEvery = time.Second

// CheckpointKeeper keeps signed checkpoints where the database's administrator cannot write.
type CheckpointKeeper interface {
	// Newest is the signed checkpoint of the greatest size; nil when none is kept.
	Newest() ([]byte, error)
	// Put keeps a signed checkpoint of size. Errors: another text is kept under this size already.
	Put(size int64, signed []byte) error
}

// Signing is what checkpoints are signed with, and where they go.
type Signing struct {
	Signer note.Signer     // its name is the log's origin
	Known  []note.Verifier // keys whose checkpoints are believed: the signer's own and those before it
	Keeper CheckpointKeeper
}

// SignCheckpoints signs a checkpoint each second in which the log grew, whenever this process is the one to do so, until
// ctx ends. It signs nothing that does not continue the newest checkpoint that is kept.
func (s *Service) SignCheckpoints(ctx context.Context, with Signing) {
	s.perform(ctx, &duty{
		lock: store.CheckpointLock,
		work: func(ctx context.Context, session *store.LogSession) error {
			return (&notary{Signing: with, service: s, session: session}).follow(ctx)
		},
		state: func(l *LogStatus, busy bool, trouble string) {
			l.Signing, l.Unsigned = busy, trouble
			if !busy {
				l.Signed = 0
			}
		},
	})
}

// notary signs by the connection that holds the lock.
type notary struct {
	Signing
	service *Service
	session *store.LogSession
	said    complaint
}

func (n *notary) follow(ctx context.Context) error {
	for {
		signed, err := n.sign(ctx)
		if err != nil && (ctx.Err() != nil || n.session.Lost()) {
			return err
		}
		trouble := ""
		if err != nil {
			trouble = "checkpoints are not signed: " + err.Error()
			n.said.about(ctx, n.service, trouble)
		}
		n.service.tellLog(func(l *LogStatus) { l.Signed, l.Unsigned = signed, trouble })
		if !sleep(ctx, signEvery) {
			return nil
		}
	}
}

// sign signs a checkpoint of the log as it is when it grew since the newest one, and returns how many entries are covered
// then. Errors: a sentence's end on why the log does not continue what was signed.
func (n *notary) sign(ctx context.Context) (signed int64, err error) {
	newest, err := n.newest(ctx)
	if err != nil {
		return 0, err
	}
	size, err := n.session.Size(ctx)
	if err != nil {
		return newest.Size, err
	}
	root, err := n.continues(ctx, newest, size)
	if err != nil || size == newest.Size {
		return newest.Size, err
	}
	c := auditlog.Checkpoint{Origin: n.Signer.Name(), Size: size, Root: root, At: n.service.now()}
	text, err := c.Sign(n.Signer)
	if err != nil {
		return newest.Size, err
	}
	if err := n.Keeper.Put(size, text); err != nil {
		return newest.Size, err
	}
	return size, n.session.KeepCheckpoint(ctx, store.LogCheckpoint{Size: size, Text: string(text), At: c.At})
}

// newest is the newest checkpoint that is kept outside, once it and the database's own agree; of size 0 when nothing was
// ever signed.
func (n *notary) newest(ctx context.Context) (auditlog.Checkpoint, error) {
	var outside auditlog.Checkpoint
	text, err := n.Keeper.Newest()
	if err != nil {
		return outside, err
	}
	if text != nil {
		if outside, err = auditlog.Open(text, note.VerifierList(n.Known...)); err != nil {
			return outside, fmt.Errorf("the newest checkpoint that is kept was not signed with a key that is known: %w", err)
		}
	}
	if text != nil && outside.Origin != n.Signer.Name() {
		return outside, fmt.Errorf("the newest checkpoint that is kept is of another log, %s", outside.Origin)
	}
	inside, err := n.session.NewestCheckpoint(ctx)
	switch {
	case err != nil:
		return outside, err
	case inside != nil && inside.Size > outside.Size:
		return outside, fmt.Errorf("a checkpoint of %d entries was signed, and the newest that is kept has %d: checkpoints were lost outside",
			inside.Size, outside.Size)
	case text != nil && (inside == nil || inside.Size < outside.Size): // signed, and cut short before the database knew
		return outside, n.session.KeepCheckpoint(ctx, store.LogCheckpoint{Size: outside.Size, Text: string(text), At: outside.At})
	}
	return outside, nil
}

// continues proves that the log of size entries begins with those of the newest checkpoint, and returns its root.
func (n *notary) continues(ctx context.Context, newest auditlog.Checkpoint, size int64) (root tlog.Hash, err error) {
	if size < newest.Size {
		return root, fmt.Errorf("a checkpoint of %d entries was signed, and the log has %d: entries were lost, or this is another database",
			newest.Size, size)
	}
	tree := treeOf(ctx, n.session.Hashes)
	if root, err = tlog.TreeHash(size, tree); err != nil || newest.Size == 0 {
		return root, err
	}
	if size == newest.Size {
		if root != newest.Root {
			err = fmt.Errorf("the log's root at %d entries is not the one that was signed: it was changed", size)
		}
		return root, err
	}
	proof, err := tlog.ProveTree(size, newest.Size, tree)
	if err != nil {
		return root, err
	}
	if err := tlog.CheckTree(proof, size, root, newest.Size, newest.Root); err != nil {
		return root, fmt.Errorf("the log of %d entries does not continue the checkpoint of %d: what was signed was changed", size, newest.Size)
	}
	return root, nil
}
