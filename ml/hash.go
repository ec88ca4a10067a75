package ml

// The memories know text by hashes of 64 bits: of a million keys, two meet with a chance of one in 37 million.

// kind starts a hash, so that equal text of different meaning stays apart.
func kind(k uint64) uint64 { return mix(k*0x9E3779B97F4A7C15 + 0x243F6A8885A308D3) }

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): each bit of x moves half of the bits of the result.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}

// join adds x to a hash; the order of joining matters.
func join(h, x uint64) uint64 { return mix(h ^ (x + 0x9E3779B97F4A7C15 + h<<6)) }

// joinText adds FNV-1a of s to a hash.
func joinText(h uint64, s string) uint64 {
	f := uint64(0xCBF29CE484222325)
	for i := range len(s) {
		f = (f ^ uint64(s[i])) * 0x100000001B3
	}
	return join(h, f)
}
