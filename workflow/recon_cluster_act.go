package workflow

import (
	"context"

	"countersign/domain"
	"countersign/ml"
)

// ClusterDone is what acting on a cluster came to.
type ClusterDone struct {
	Account    domain.ID
	Lines      int
	Case       *domain.ID // nil where none was opened
	Adjustment *domain.ID // nil where none was proposed
}

// clusterLines are the open lines of a cluster of an account as it is now; none when no such cluster is left.
func (s *Service) clusterLines(ctx context.Context, account *domain.ReconAccount, id domain.ID) ([]domain.UUID, error) {
	sample, err := s.db.SampleLines(ctx, account.ID, clusterOpen, 0)
	if err != nil {
		return nil, err
	}
	ids := []domain.UUID{}
	for _, c := range ml.Clusters(sample.Lines, maxClusters) {
		if clusterID(account, c.Key) != id {
			continue
		}
		for _, at := range c.Lines {
			ids = append(ids, sample.IDs[at])
		}
	}
	return ids, nil
}

// clusterID is the id of the cluster of an account with a key.
func clusterID(account *domain.ReconAccount, key string) domain.ID {
	return domain.ID{Kind: domain.NodeCluster, Entity: account.ID.Entity, UUID: domain.UUIDOf("cluster", account.ID.String(), key)}
}

// ResolveCluster acts on all lines of a cluster at once, or on none: puts them into one case, proposes one entry that settles
// them, or leaves them out.
//
// Errors: those of OpenCase, of ProposeAdjustment, or of ResolveCase with NOT_NEEDED, whichever it does; STALE when the cluster
// has another number of lines than was read, with that number; INVALID for more lines than can be acted on at once.
func (s *Service) ResolveCluster(ctx context.Context, in domain.ResolveClusterInput) (*ClusterDone, error) {
	done := ClusterDone{Account: in.AccountID}
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	accounts, err := s.reconAccountsByID(ctx, r, []domain.ID{in.AccountID}, 0)
	if err != nil {
		return nil, err
	}
	var cluster []domain.ID
	if account := accounts[in.AccountID.UUID]; account != nil && in.AccountID.Kind == domain.NodeReconAccount {
		lines, err := s.clusterLines(ctx, account, in.ClusterID)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			cluster = append(cluster, lineOf(account, line))
		}
	}
	c := command{name: "resolveCluster", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, permit, err := s.lockReconAccount(ctx, w, in.AccountID)
		if err != nil {
			return err
		}
		if err := in.Check(len(cluster)); err != nil { // it was made before the account was locked: what changed since is refused below
			return err
		}
		done.Lines = len(cluster)
		if in.Act == domain.ClusterAdjust {
			a, err := s.propose(ctx, w, account, in.Proposal(cluster))
			if err != nil {
				return err
			}
			done.Adjustment = &a.ID
			return nil
		}
		lines, err := w.linesToHold(ctx, account, cluster)
		if err != nil {
			return err
		}
		opened, err := s.putAside(ctx, w, account, permit, lines, in.Opening(cluster))
		if err != nil {
			return err
		}
		done.Case = &opened.ID
		if in.Act == domain.ClusterOpenCase {
			return nil
		}
		facts := opened.Facts()
		resolving, err := s.allowOn(ctx, w, domain.ResolveCase, &facts)
		if err != nil {
			return err
		}
		return s.resolveLines(ctx, w, account, opened, resolving, domain.ResolveCaseInput{ID: opened.ID, Version: opened.Version, Code: domain.ResolvedNotNeeded, Note: in.Note})
	})
}
