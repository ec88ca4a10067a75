package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Directory is who and what the group consists of: small, read everywhere, immutable once loaded.
type Directory struct {
	Version  int64
	Currency domain.Currency // of the group
	Entities []*domain.Entity
	People   []*domain.User
	Centers  []*domain.CostCenter
	Accounts []*domain.Account
}

// Version reads which snapshots are in force.
func (db *DB) Version(ctx context.Context) (v Version, err error) {
	err = db.pool.QueryRow(ctx, `SELECT authz, directory FROM world WHERE id = 1`).Scan(&v.Authz, &v.Directory)
	return v, wrap("read the version in force", err)
}

// Directory loads who and what the group consists of, as of one instant.
func (db *DB) Directory(ctx context.Context) (*Directory, error) {
	d := &Directory{}
	err := db.snapshot(ctx, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `SELECT directory, group_currency FROM world`).Scan(&d.Version, &d.Currency); err != nil {
			return err
		}
		if err := each(ctx, tx, `
			SELECT number, code, name, country, base, time_zone, coalesce(parent, 0), tax_ids, workdays FROM entity ORDER BY code`,
			func(r pgx.Rows) error {
				e := &domain.Entity{}
				err := r.Scan(&e.Number, &e.Code, &e.Name, &e.Country, &e.Base, &e.TimeZone, &e.ParentNo, &e.TaxIDs, &e.Workdays)
				e.ID = domain.EntityNode(e.Number)
				d.Entities = append(d.Entities, e)
				return err
			}); err != nil {
			return err
		}
		if err := each(ctx, tx, `SELECT id, name, email, title, locale, home, active, manager FROM person ORDER BY name, id`,
			func(r pgx.Rows) error {
				p := &domain.User{ID: domain.ID{Kind: domain.NodeUser}}
				err := r.Scan(&p.ID.UUID, &p.Name, &p.Email, &p.Title, &p.Locale, &p.Home, &p.Active, &p.ManagerID)
				d.People = append(d.People, p)
				return err
			}); err != nil {
			return err
		}
		if err := each(ctx, tx, `SELECT entity_id, id, code, name, owner FROM cost_center ORDER BY entity_id, code`, func(r pgx.Rows) error {
			c := &domain.CostCenter{ID: domain.ID{Kind: domain.NodeCostCenter}}
			err := r.Scan(&c.ID.Entity, &c.ID.UUID, &c.Code, &c.Name, &c.OwnerID)
			d.Centers = append(d.Centers, c)
			return err
		}); err != nil {
			return err
		}
		return each(ctx, tx, `SELECT entity_id, id, code, name, kind FROM account ORDER BY entity_id, code`, func(r pgx.Rows) error {
			a := &domain.Account{ID: domain.ID{Kind: domain.NodeAccount}}
			err := r.Scan(&a.ID.Entity, &a.ID.UUID, &a.Code, &a.Name, &a.Kind)
			d.Accounts = append(d.Accounts, a)
			return err
		})
	})
	return d, wrap("load the directory", err)
}

// snapshot reads as of one instant.
func (db *DB) snapshot(ctx context.Context, read func(pgx.Tx) error) error {
	return pgx.BeginTxFunc(ctx, db.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, read)
}

func each(ctx context.Context, tx pgx.Tx, query string, take func(pgx.Rows) error) error {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := take(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
