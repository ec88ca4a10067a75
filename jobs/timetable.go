package jobs

import (
	"time"

	"github.com/riverqueue/river"

	"countersign/domain"
)

// timetable is what the clock asks for, and when. One process of all asks; whoever is free works. What fails is not
// repeated: the next time goes on.
func timetable(lookEvery time.Duration) []*river.PeriodicJob {
	once := func(period time.Duration) *river.InsertOpts {
		return &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: period}, MaxAttempts: 1}
	}
	atOnce := &river.PeriodicJobOpts{RunOnStart: true}
	return []*river.PeriodicJob{
		river.NewPeriodicJob(river.PeriodicInterval(lookEvery), func() (river.JobArgs, *river.InsertOpts) {
			return domain.ResumeLost{}, once(lookEvery)
		}, atOnce),
		river.NewPeriodicJob(river.PeriodicInterval(lookEvery), func() (river.JobArgs, *river.InsertOpts) {
			return domain.TendControls{}, once(lookEvery)
		}, atOnce),
		river.NewPeriodicJob(river.PeriodicInterval(feedEvery), func() (river.JobArgs, *river.InsertOpts) {
			return domain.WatchFeeds{}, once(feedEvery)
		}, atOnce),
		river.NewPeriodicJob(river.PeriodicInterval(feedEvery), func() (river.JobArgs, *river.InsertOpts) {
			return domain.PullLedger{}, once(feedEvery)
		}, atOnce),
		river.NewPeriodicJob(river.PeriodicInterval(foretellEvery), func() (river.JobArgs, *river.InsertOpts) {
			return domain.ForecastCloses{}, once(foretellEvery)
		}, atOnce),
		river.NewPeriodicJob(nightly{}, func() (river.JobArgs, *river.InsertOpts) {
			return domain.SweepDaily{}, once(time.Hour)
		}, nil),
		river.NewPeriodicJob(nightly{}, func() (river.JobArgs, *river.InsertOpts) {
			return domain.KeepModels{}, once(time.Hour)
		}, atOnce), // so that a new house has something to show, and the next start less to learn
	}
}

// feedEvery is how often it is looked whether statements are missing, and what is new in the ledger's books.
const feedEvery = 5 * time.Minute

// foretellEvery is how often it is looked which closes were not foretold today, and what came of earlier forecasts.
const foretellEvery = time.Hour

// sweepHour is when every row is looked at, in UTC: night in Europe, evening in America and not yet morning in Japan.
const sweepHour = 23

// nightly is once a day at sweepHour.
type nightly struct{}

// Next is the first sweepHour after an instant.
func (nightly) Next(after time.Time) time.Time {
	after = after.UTC()
	next := time.Date(after.Year(), after.Month(), after.Day(), sweepHour, 0, 0, 0, time.UTC)
	if !next.After(after) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}
