//! `netvet failures`.

use clap::{Args, ValueEnum};

use super::args::Reading;
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::failures::{self, FailuresError};
use crate::app::progress::Progress as _;
use crate::app::reach;
use crate::report::Problem;

/// Options of `failures`.
#[derive(Args, Debug)]
pub struct FailuresArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// How many elements fail at once, at most.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub k: u8,
    /// Which kinds of element fail, or single elements as `kind/name` [default: all but associations and gateways]
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub of: Vec<String>,
    /// How to print the sweep.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FailuresFormat::Text)]
    pub format: FailuresFormat,
}

/// The formats of `failures`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FailuresFormat {
    Text,
    Json,
    Csv,
    Markdown,
}

/// Fails elements one by one, or several at once, and says what breaks.
///
/// # Errors
/// If the options name what does not exist, there is too much to try, or the result cannot be written.
pub fn run(args: &FailuresArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let run = Run::new(&args.reading, terminal)?;
    let loaded = run.load(&args.reading);
    run.spare(&loaded, args.reading.choices.output.as_deref())?;
    let faulty = run.complain(&loaded.problems());
    run.phase("routing", 1);
    let routing = reach::routing(&loaded.design, &run.profiles);
    run.step();
    run.phase("failing", 1);
    let wrong = |error: FailuresError| Failure::from(Problem::new(format!("--of: {error}")));
    let elements = failures::fallible(&routing, &args.of).map_err(wrong)?;
    let report = failures::failures(&routing, &elements, usize::from(args.k))
        .map_err(|error| Failure::from(Problem::new(error.to_string())))?;
    run.step();
    let output = args.reading.choices.output.as_deref();
    write_result(terminal, output, |style, out| match args.format {
        FailuresFormat::Text => report.text(style, out),
        FailuresFormat::Json => report.json(out),
        FailuresFormat::Csv => report.csv(out),
        FailuresFormat::Markdown => report.markdown(out),
    })?;
    run.finish();
    Ok(Status::of(faulty, false))
}
