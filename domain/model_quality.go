package domain

// QualityFilter says of which advice the quality is asked, by the day on which it was given.
type QualityFilter struct {
	From     Date
	To       Date
	Use      []AiUse
	EntityID []ID
}

// AdviceQuality is how good the advice of one use in one entity was. Rates are in [0,1].
type AdviceQuality struct {
	Entity              *Entity
	Use                 AiUse
	N                   int // pieces of advice
	Known               int // of which it turned out what is right
	Precision           float64
	Recall              float64
	CalibrationError    float64
	Calibration         []CalibrationBin
	Drift               float64
	Decided             int
	OverrideRate        float64
	RubberStampRate     float64
	Automatic           int
	WrongAutomatic      int
	WrongAutomaticMoney Money
}

// CalibrationBin is advice of about one confidence.
type CalibrationBin struct {
	From, To  float64
	N         int
	Announced float64
	Observed  float64
}

// ThresholdSimulation is what a promise or a threshold would have meant.
type ThresholdSimulation struct {
	Considered     int
	Automatic      int
	Audited        int
	TouchesSaved   int
	Coverage       float64
	Wrong          int
	Bound          float64
	Money          Money
	WrongMoney     Money
	BoundMoney     Money
	StoppedOn      *Date
	StoppedBecause *string
}
