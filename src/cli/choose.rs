//! The options that choose among rules.

use clap::{Args, ValueEnum};

use crate::finding::Severity;
use crate::settings::{Choice, Settings, Written};

/// Which rules run, and which of their findings fail the run.
#[derive(Args, Clone, Debug, Default)]
pub struct RuleChoices {
    /// Run only these rules: names, codes, or beginnings of codes.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub select: Vec<String>,
    /// Run these rules too.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub extend_select: Vec<String>,
    /// Do not run these rules.
    #[arg(
        long,
        value_name = "RULES",
        value_delimiter = ',',
        help_heading = "Rules"
    )]
    pub ignore: Vec<String>,
    /// The lowest severity that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Rules")]
    pub fail_on: Option<FailOn>,
}

impl RuleChoices {
    /// What the command line chooses, to be laid over the settings file.
    #[must_use]
    pub fn choice(&self) -> Choice {
        Choice {
            select: (!self.select.is_empty()).then(|| self.select.clone()),
            extend_select: self.extend_select.clone(),
            ignore: self.ignore.clone(),
            severities: Vec::new(),
        }
    }

    /// The severity from which a finding fails the run, `None` if none does: the option, else the settings file, else errors.
    #[must_use]
    pub fn fail_on(&self, settings: &Settings) -> Option<Severity> {
        let written = || settings.written().and_then(Written::fail_on);
        match self.fail_on {
            Some(level) => level.severity(),
            None => written().unwrap_or(Some(Severity::Error)),
        }
    }
}

/// The option `--fail-on`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
    /// Every finding.
    Info,
    /// None.
    Never,
}

impl FailOn {
    /// The severity; `None` if no finding fails the run.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Info => Some(Severity::Info),
            FailOn::Never => None,
        }
    }
}
