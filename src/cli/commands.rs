//! Arguments of commands whose parts are not built in yet; none of them is offered.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// The formats of `inventory` and `diff`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PlainFormat {
    Text,
    Json,
    Markdown,
}

/// Options of `redact`.
#[derive(Args, Debug)]
pub struct RedactArgs {
    /// Files, directories, or `-` for standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the copies go.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Map account ids.
    #[arg(long)]
    pub accounts: bool,
    /// Map names and tags.
    #[arg(long)]
    pub names: bool,
    /// Map public addresses.
    #[arg(long)]
    pub public_addresses: bool,
    /// Makes the mapping repeatable.
    #[arg(
        long,
        value_name = "KEY",
        env = "NETVET_REDACT_KEY",
        hide_env_values = true
    )]
    pub key: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;
    use crate::cli::check::CheckArgs;

    #[test]
    fn options_are_consistent() {
        fn asserted<A: Args>(name: &'static str) {
            A::augment_args(Command::new(name)).debug_assert();
        }
        asserted::<CheckArgs>("check");
        asserted::<RedactArgs>("redact");
    }
}
