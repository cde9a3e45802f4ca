package service

import (
	"context"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/internal/database"
)

// Database is the condition that the program's database answers.
const Database = "database"

// FollowDatabase prepares a database, and lets the condition Database follow
// whether it answers. Its pool is closed at the end.
func (s *Service) FollowDatabase(pool *pgxpool.Pool, db database.Database) {
	s.Work(func(ctx context.Context) {
		database.Watch(ctx, s.Log, db, func(answers bool) { s.Set(Database, answers) })
	})
	s.OnStop(pool.Close)
}
