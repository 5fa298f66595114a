//! `netvet inventory`.

use clap::Args;

use super::args::{PlainFormat, Reading};
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_result;
use super::terminal::Terminal;
use crate::app::inventory::inventory;

/// Options of `inventory`.
#[derive(Args, Debug)]
pub struct InventoryArgs {
    /// What is read.
    #[command(flatten)]
    pub reading: Reading,
    /// How to print the inventory.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = PlainFormat::Text)]
    pub format: PlainFormat,
}

/// Counts what was read.
///
/// # Errors
/// If the result cannot be written.
pub fn run(args: &InventoryArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let run = Run::new(&args.reading, terminal)?;
    let loaded = run.load(&args.reading);
    run.spare(&loaded, args.reading.choices.output.as_deref())?;
    let faulty = run.complain(&loaded.problems());
    let inventory = inventory(&loaded);
    let output = args.reading.choices.output.as_deref();
    write_result(terminal, output, |_, out| match args.format {
        PlainFormat::Text => inventory.text(out),
        PlainFormat::Json => inventory.json(out),
        PlainFormat::Markdown => inventory.markdown(out),
    })?;
    run.finish();
    Ok(Status::of(faulty, false))
}
