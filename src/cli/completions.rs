//! `netvet completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::args::Cli;
use super::exit::{Failure, Status};
use super::terminal::Terminal;

/// Options of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// For which shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// Prints completions.
///
/// # Errors
/// If they cannot be printed.
pub fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<Status, Failure> {
    // The generator panics on a closed pipe, so it writes to memory.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "netvet", &mut text);
    terminal.print(|out| out.write_all(&text))?;
    Ok(Status::Clean)
}
