package ml

import "math"

// The measures below compare bytes: what they are given is folded before. All lie in [0,1], 1 for equal texts; two empty texts are equal.

// jaroWinkler is the similarity of Jaro (1989) with Winkler's bonus (1990) of 0.1 for each of up to four equal first characters.
func jaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	if a == "" || b == "" {
		return 0
	}
	reach := max(len(a), len(b))/2 - 1
	usedA, usedB := make([]bool, len(a)), make([]bool, len(b))
	same := 0
	for i := range len(a) {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !usedB[j] && a[i] == b[j] {
				usedA[i], usedB[j] = true, true
				same++
				break
			}
		}
	}
	if same == 0 {
		return 0
	}
	swapped, j := 0, 0
	for i := range len(a) {
		if !usedA[i] {
			continue
		}
		for !usedB[j] {
			j++
		}
		if a[i] != b[j] {
			swapped++
		}
		j++
	}
	m := float64(same)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(swapped/2))/m) / 3
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + 0.1*float64(prefix)*(1-jaro)
}

// edits is the distance of Damerau and Levenshtein in its restricted form: insertions, deletions, substitutions and swaps
// of neighbours, no character touched twice.
func edits(a, b string) int {
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// grams is Dice's coefficient over pieces of q bytes, each counted as often as it stands there.
func grams(a, b string, q int) float64 {
	if a == b {
		return 1
	}
	n := max(len(a)-q+1, 0) + max(len(b)-q+1, 0)
	if n == 0 {
		return 0
	}
	count := map[string]int{}
	for i := 0; i+q <= len(a); i++ {
		count[a[i:i+q]]++
	}
	both := 0
	for i := 0; i+q <= len(b); i++ {
		if count[b[i:i+q]] > 0 {
			count[b[i:i+q]]--
			both++
		}
	}
	return 2 * float64(both) / float64(n)
}

// logistic is the regression of a yes on features, fitted by Newton's method.
type logistic struct{ weight []float64 }

// ridge keeps weights finite where the examples can be separated.
const ridge = 1.0

func (l *logistic) probability(x []float64) float64 { return l.moved(0, x) }

// moved is the probability where odds, natural logarithms, are known before anything of x is.
func (l *logistic) moved(odds float64, x []float64) float64 {
	for i, w := range l.weight {
		odds += w * x[i]
	}
	return 1 / (1 + math.Exp(-odds))
}

// fit finds the weights for rows x with answers y, each counted by its weight. The odds of each that are known before, if any are, stand
// as they are: without evidence against them no weight moves them.
func (l *logistic) fit(x [][]float64, y []bool, weight, odds []float64) {
	n := len(x[0])
	l.weight = make([]float64, n)
	for range 25 {
		gradient, curve := make([]float64, n), make([][]float64, n)
		for i := range curve {
			curve[i] = make([]float64, n)
			curve[i][i] = ridge
			gradient[i] = ridge * l.weight[i]
		}
		for r, row := range x {
			p := l.probability(row)
			if odds != nil {
				p = l.moved(odds[r], row)
			}
			d, c := p*weight[r], max(p*(1-p), 1e-6)*weight[r]
			if y[r] {
				d -= weight[r]
			}
			for i, v := range row {
				if v == 0 {
					continue
				}
				gradient[i] += d * v
				for j := range i + 1 {
					curve[i][j] += c * v * row[j]
				}
			}
		}
		step := solve(curve, gradient)
		largest := 0.0
		for i := range step {
			l.weight[i] -= step[i]
			largest = max(largest, math.Abs(step[i]))
		}
		if largest < 1e-6 {
			return
		}
	}
}

// solve finds s with m s = g for a symmetric positive m, of which the lower half is given and used up (Cholesky).
func solve(m [][]float64, g []float64) []float64 {
	n := len(g)
	for i := range n {
		for j := range i + 1 {
			sum := m[i][j]
			for k := range j {
				sum -= m[i][k] * m[j][k]
			}
			if i == j {
				m[i][i] = math.Sqrt(sum)
			} else {
				m[i][j] = sum / m[j][j]
			}
		}
	}
	s := make([]float64, n)
	for i := range n {
		s[i] = g[i]
		for k := range i {
			s[i] -= m[i][k] * s[k]
		}
		s[i] /= m[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			s[i] -= m[k][i] * s[k]
		}
		s[i] /= m[i][i]
	}
	return s
}
