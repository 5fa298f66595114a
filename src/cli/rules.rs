//! `netvet rules`.

use clap::{Args, ValueEnum};

use super::exit::{Failure, Status};
use super::terminal::Terminal;
use crate::app::catalogue;
use crate::report::escape;

/// Options of `rules`.
#[derive(Args, Debug)]
pub struct RulesArgs {
    /// How to print the list.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RulesFormat::Table)]
    pub format: RulesFormat,
}

/// The formats of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum RulesFormat {
    /// Columns.
    Table,
    /// One document, with all texts.
    Json,
    /// A table for a page.
    Markdown,
}

/// Lists every rule.
///
/// # Errors
/// If the list cannot be printed.
pub fn run(args: &RulesArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let rules = catalogue::all();
    terminal.print(|out| match args.format {
        RulesFormat::Table => catalogue::table(&rules).text(out),
        RulesFormat::Json => escape::write_json(out, &catalogue::json(&rules)),
        RulesFormat::Markdown => catalogue::table(&rules).markdown(out),
    })?;
    Ok(Status::Clean)
}
