package calls

import "testing"

func TestRetriesStayBelowTheirShareOfTheCalls(t *testing.T) {
	for _, percent := range []float64{0, 0.5, 20, 100} {
		b := newBudget(percent)
		retries := 0
		for range 1000 {
			b.call()
			for b.retry() {
				retries++
			}
		}
		if most := int(10*percent) + reserve; retries > most || (percent > 0 && retries < int(10*percent)-1) || (percent == 0 && retries > 0) {
			t.Errorf("%v %%: %d retries of 1000 calls", percent, retries)
		}
	}
}

func TestQuietTimesSaveUpNoStormOfRetries(t *testing.T) {
	b := newBudget(20)
	for range 1000 {
		b.call()
	}
	retries := 0
	for b.retry() {
		retries++
	}
	if retries != reserve {
		t.Errorf("%d retries at once", retries)
	}
}
