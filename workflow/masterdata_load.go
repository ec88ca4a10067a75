package workflow

import (
	"context"
	"errors"

	"countersign/domain"
)

// LoadMasterData loads the rows of a received CSV file, all or none.
func (s *Service) LoadMasterData(ctx context.Context, task domain.LoadMasterData) error {
	return errors.New("not yet")
}
