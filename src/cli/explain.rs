//! `netvet explain`.

use clap::Args;

use super::exit::{Failure, Status};
use super::terminal::Terminal;
use crate::app::{catalogue, explain};
use crate::report::Problem;

/// Options of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// The name or the code of a rule, for example `peering-cidr-overlap`.
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// Explains a rule.
///
/// # Errors
/// If there is no such rule, or the text cannot be printed.
pub fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let rule = catalogue::find(&catalogue::all(), &args.rule).map_err(|near| {
        Problem::new(format!("there is no rule `{}`", args.rule)).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`netvet rules` lists all of them".to_owned(),
        })
    })?;
    terminal.print(|out| explain::write(rule, &terminal.out, out))?;
    Ok(Status::Clean)
}
