// OpenBLAS asks this when it is loaded, before any main, and would look into the environment.
//
// Products run on the threads that call them. Threads of its own it would start for nothing, one
// for each processor, each with a stack and 128 MB of addresses, and where these are limited with a
// loop that asks for them for ever.

int openblas_num_threads_env(void);

int openblas_num_threads_env(void) { return 1; }
