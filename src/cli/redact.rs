//! `netvet redact`.

use std::fs;
use std::path::PathBuf;

use clap::{ArgAction, Args};

use super::args::{Choices, Reading};
use super::exit::{Failure, Status};
use super::load::Run;
use super::output::write_file;
use super::terminal::Terminal;
use crate::app::redact::{Mapping, RedactOptions, What, copies};
use crate::report::Problem;

/// Options of `redact`.
#[derive(Args, Debug)]
pub struct RedactArgs {
    /// Files, directories, or `-` for standard input [default: the current directory]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the copies go: a directory that is empty or does not exist yet.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Map account ids.
    #[arg(long, value_name = "WHETHER", num_args = 0..=1, require_equals = true, default_value_t = true, default_missing_value = "true", action = ArgAction::Set)]
    pub accounts: bool,
    /// Map names, descriptions and the values of tags; in designs tags and descriptions only.
    #[arg(long, value_name = "WHETHER", num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    pub names: bool,
    /// Map public addresses, one prefix to one prefix.
    #[arg(long, value_name = "WHETHER", num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    pub public_addresses: bool,
    /// Makes the mapping repeatable; whoever knows the key can find out what was mapped to what.
    #[arg(
        long,
        value_name = "KEY",
        env = "NETVET_REDACT_KEY",
        hide_env_values = true
    )]
    pub key: Option<String>,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,
}

/// Writes the copies.
///
/// # Errors
/// If the directory is not empty or a file cannot be written.
pub fn run(args: &RedactArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let directory = &args.output;
    match fs::read_dir(directory).map(|mut entries| entries.next().is_some()) {
        Ok(false) => {}
        Ok(true) => {
            let message = format!("{} is not empty", directory.display());
            return Err(Problem::new(message)
                .help("name an empty directory with -o")
                .into());
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::file(directory, &error)),
    }
    let reading = Reading {
        paths: args.paths.clone(),
        choices: Choices {
            no_settings: true,
            quiet: true,
            ..Choices::default()
        },
    };
    let run = Run::new(&reading, terminal)?;
    let loaded = run.load(&reading);
    let mapping = args
        .key
        .as_deref()
        .map_or_else(Mapping::random, Mapping::from_key);
    let here = [PathBuf::from(".")];
    let options = RedactOptions {
        roots: if args.paths.is_empty() {
            &here
        } else {
            &args.paths
        },
        what: What {
            accounts: args.accounts,
            names: args.names,
            public_addresses: args.public_addresses,
        },
        mapping: &mapping,
        limits: &run.limits,
    };
    let failed =
        |error: crate::app::redact::RedactError| Failure::from(Problem::new(error.to_string()));
    let (mut files, mut secrets) = (0_usize, 0);
    for copy in copies(&loaded, &options).map_err(failed)? {
        let copy = copy.map_err(failed)?;
        let target = directory.join(&copy.to);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| Failure::file(parent, &error))?;
        }
        write_file(&target, |out| out.write_all(&copy.bytes))?;
        files += 1;
        secrets += copy.secrets;
    }
    if !args.quiet {
        for file in loaded.passed_over.iter().filter(|file| !file.named) {
            terminal.remark(&format!(
                "{} was not recognised and is not copied",
                file.path
            ));
        }
        let number = crate::report::summary::number;
        terminal.remark(&format!(
            "{} in {}; {} removed",
            number(files, "copy", "copies"),
            directory.display(),
            number(secrets, "secret", "secrets"),
        ));
    }
    Ok(Status::of(run.complain(&loaded.problems()), false))
}
