//! `netvet convert`.

use clap::Args;

use super::args::Reading;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::convert::{convert, left_out};

/// Options of `convert`.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
}

/// Writes what the options name as one design file.
///
/// # Errors
/// If the file cannot be written.
pub fn run(args: &ConvertArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let run = Run::new(&args.reading, terminal)?;
    let loaded = run.load(&args.reading);
    run.spare(&loaded, args.reading.choices.output.as_deref())?;
    let faulty = run.complain(&loaded.problems());
    let written = convert(&loaded, &run.profiles);
    let choices = &args.reading.choices;
    if let Some(remark) = left_out(&written).filter(|_| !choices.quiet) {
        terminal.remark(&remark);
    }
    write_result(terminal, choices.output.as_deref(), |_, out| {
        out.write_all(written.text.as_bytes())
    })?;
    run.finish();
    Ok(Status::of(faulty, false))
}
