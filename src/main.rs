//! The program `netvet`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    netvet::cli::main()
}
