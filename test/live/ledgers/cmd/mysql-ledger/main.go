// Mysql-ledger keeps a ledger in MariaDB or MySQL.
package main

import (
	"context"
	"database/sql"
	"os"

	"github.com/go-sql-driver/mysql"

	"example.com/ledgers/internal/ledger"
)

type store struct{ db *sql.DB }

func main() {
	config := ledger.Must(mysql.ParseDSN(os.Getenv("ORDERS_DB_DSN")))
	ledger.Must(0, config.Apply(mysql.BeforeConnect(func(_ context.Context, c *mysql.Config) (err error) {
		c.Passwd, err = ledger.Password()
		return err
	})))
	db := sql.OpenDB(ledger.Must(mysql.NewConnector(config)))
	db.SetMaxOpenConns(8)
	ledger.Serve(store{db})
}

func (s store) Open(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS ledger (id BIGINT PRIMARY KEY, at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))")
	return err
}

func (s store) Put(ctx context.Context, id int64) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO ledger (id) VALUES (?)", id)
	return err
}

func (s store) All(ctx context.Context) ([]int64, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM ledger")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		all = append(all, id)
	}
	return all, rows.Err()
}
