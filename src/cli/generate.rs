//! `netvet generate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::ProviderName;
use super::exit::{Failure, Status};
use super::terminal::Terminal;
use crate::app::generate::{Exporter, GenerateOptions, Kind, write};
use crate::report::Problem;

/// Options of `generate`.
#[derive(Args, Debug)]
pub struct GenerateArgs {
    /// Whose export.
    #[arg(long, value_enum, value_name = "NAME", default_value_t = ProviderName::Aws)]
    pub provider: ProviderName,
    /// About how many objects.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub objects: usize,
    /// The same seed gives the same bytes.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How the networks are joined.
    #[arg(long, value_enum, value_name = "SHAPE", default_value_t = ShapeName::Hub)]
    pub shape: ShapeName,
    /// How many faults are planted, at most one among eight networks, with an answer key beside the exports.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub faults: usize,
    /// Where the export goes: a directory that is empty or does not exist yet.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// How generated networks are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ShapeName {
    /// Hubs with spokes around them.
    Hub,
    /// Spokes are also peered with their neighbours.
    Mesh,
    /// Hubs also have Direct Connect.
    Hybrid,
}

/// Writes a synthetic export.
///
/// # Errors
/// If the directory is not empty or a file cannot be written.
pub fn run(args: &GenerateArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let options = GenerateOptions {
        exporter: match args.provider {
            ProviderName::Aws => Exporter::Aws,
            ProviderName::Outscale => Exporter::Outscale,
            ProviderName::Huawei => Exporter::Huawei,
            ProviderName::Otc => Exporter::Otc,
        },
        kind: match args.shape {
            ShapeName::Hub => Kind::Hub,
            ShapeName::Mesh => Kind::Mesh,
            ShapeName::Hybrid => Kind::Hybrid,
        },
        objects: args.objects,
        seed: args.seed,
        faults: args.faults,
    };
    let (files, bytes) = write(&options, &args.output)
        .map_err(|error| Problem::new(error.to_string()).help("name an empty directory with -o"))?;
    terminal.remark(&format!(
        "{files} files, {bytes} bytes in {}",
        args.output.display()
    ));
    Ok(Status::Clean)
}
