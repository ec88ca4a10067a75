package localpg

import "strconv"

// settings are handed over on every start, so a new program's settings hold for old data too.
//
// Sized for two cores and a few gigabytes beside other programs. Loopback only: no other address, no socket file.
func settings(port int, unsafe bool) []string {
	pairs := [][2]string{
		{"port", strconv.Itoa(port)},
		{"listen_addresses", "127.0.0.1"},
		{"unix_socket_directories", ""},
		{"max_connections", "200"}, // several servers, their workers and fifty test clients at once
		{"shared_buffers", "256MB"},
		{"effective_cache_size", "1GB"},
		{"work_mem", "16MB"},
		{"maintenance_work_mem", "128MB"},
		{"max_wal_size", "2GB"},
		{"checkpoint_timeout", "15min"},
		{"random_page_cost", "1.1"}, // there is no disk head to move
		{"jit", "off"},              // our statements are short; compiling them costs more than running them
		{"wal_level", "minimal"},    // nobody replicates from a private server
		{"max_wal_senders", "0"},
		{"timezone", "UTC"},
		{"log_timezone", "UTC"},
		{"lc_messages", "C"}, // we read what it says
	}
	if unsafe { // commits still reach the kernel: a killed server loses nothing, a power cut may lose everything
		pairs = append(pairs,
			[2]string{"shared_buffers", "128MB"},
			[2]string{"fsync", "off"},
			[2]string{"full_page_writes", "off"},
		)
	}
	args := make([]string, 0, 2*len(pairs))
	for _, pair := range pairs {
		args = append(args, "-c", pair[0]+"="+pair[1])
	}
	return args
}
