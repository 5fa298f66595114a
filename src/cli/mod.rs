//! The command line: arguments, files, colours, exit status.

pub mod args;
pub mod check;
pub mod choose;
pub mod completions;
pub mod convert;
pub mod diagram;
pub mod diff;
pub mod exit;
pub mod explain;
pub mod failures;
pub mod generate;
pub mod graphviz;
pub mod inventory;
pub mod load;
pub mod man;
pub mod output;
pub mod progress;
pub mod reach;
pub mod redact;
pub mod rules;
pub mod schema;
pub mod simulate;
pub mod terminal;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use exit::{Failure, Status};
use terminal::Terminal;

/// Runs the program on the arguments of this process.
#[must_use]
pub fn main() -> ExitCode {
    // Rules that break off are caught by the engine; this is for the rest.
    let status = catch_unwind(AssertUnwindSafe(|| run(std::env::args_os()))).unwrap_or_else(|_| {
        terminal::complain(
            "netvet: internal error; please report it with the command and, if you can, the input",
        );
        Status::Internal
    });
    status.into()
}

/// Runs the program on some arguments, the first being its own name.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Status {
    let arguments: Vec<_> = arguments.into_iter().collect();
    // A mistake in the arguments must be shown in the wanted colours too.
    let command = Cli::command().color(args::colour_of(&arguments).into());
    let cli = match command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches))
    {
        Ok(cli) => cli,
        Err(error) => {
            // Help that cannot be printed is not worth a message.
            let _ = error.print();
            return if error.use_stderr() {
                Status::Usage
            } else {
                Status::Clean
            };
        }
    };
    let terminal = Terminal::new(cli.color);
    match dispatch(cli.command, &terminal) {
        Ok(status) => status,
        Err(Failure::BrokenPipe) => Status::Clean,
        Err(Failure::Shown) => Status::Usage,
        Err(Failure::Problem(problem)) => {
            terminal.problem(&problem);
            Status::Usage
        }
    }
}

fn dispatch(command: Command, terminal: &Terminal) -> Result<Status, Failure> {
    match command {
        Command::Check(args) => check::run(&args, terminal),
        Command::Inventory(args) => inventory::run(&args, terminal),
        Command::Diagram(args) => diagram::run(&args, terminal),
        Command::Reach(args) => reach::run(&args, terminal),
        Command::Failures(args) => failures::run(&args, terminal),
        Command::Diff(args) => diff::run(&args, terminal),
        Command::Convert(args) => convert::run(&args, terminal),
        Command::Simulate(args) => simulate::run(&args, terminal),
        Command::Redact(args) => redact::run(&args, terminal),
        Command::Generate(args) => generate::run(&args, terminal),
        Command::Rules(args) => rules::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::Schema(args) => schema::run(&args, terminal),
        Command::Completions(args) => completions::run(&args, terminal),
        Command::Man(args) => man::run(&args, terminal),
    }
}
