//! The program `netvet`.

use std::process::ExitCode;

fn main() -> ExitCode {
    netvet::cli::main()
}
