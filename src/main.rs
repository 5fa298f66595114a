//! The program `netvet`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

// Reading makes many small values on every thread at once.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    netvet::cli::main()
}
