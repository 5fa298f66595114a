//! `netvet schema`.

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::exit::{Failure, Status};
use super::terminal::Terminal;
use crate::app::schema;
use crate::report::Problem;

/// Options of `schema`.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// Which format.
    #[arg(value_name = "NAME", value_parser = names())]
    pub name: String,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(schema::SCHEMAS.iter().map(|schema| schema.name))
}

/// Prints a schema.
///
/// # Errors
/// If it cannot be printed.
pub fn run(args: &SchemaArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let text = schema::text(&args.name)
        .ok_or_else(|| Problem::new(format!("there is no schema `{}`", args.name)))?;
    terminal.print(|out| out.write_all(text.as_bytes()))?;
    Ok(Status::Clean)
}
