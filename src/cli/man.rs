//! `netvet man`.

use std::io::{self, Write};

use clap::{Args, CommandFactory};

use super::args::Cli;
use super::exit::{Failure, Status};
use super::terminal::Terminal;

/// Options of `man`.
#[derive(Args, Debug)]
pub struct ManArgs {}

/// Prints one manual page over all commands.
///
/// # Errors
/// If it cannot be printed.
pub fn run(_: &ManArgs, terminal: &Terminal) -> Result<Status, Failure> {
    terminal.print(page)?;
    Ok(Status::Clean)
}

fn page(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let mut out = out;
    let whole = clap_mangen::Man::new(command.clone());
    whole.render_title(&mut out)?;
    whole.render_name_section(&mut out)?;
    whole.render_synopsis_section(&mut out)?;
    whole.render_description_section(&mut out)?;
    whole.render_options_section(&mut out)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        writeln!(out, ".SH \"NETVET {}\"", sub.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(sub.clone());
        let mut sections = Vec::new();
        page.render_synopsis_section(&mut sections)?;
        page.render_description_section(&mut sections)?;
        page.render_options_section(&mut sections)?;
        // Sections of a command are subsections of the one page.
        let text = String::from_utf8_lossy(&sections).replace("\n.SH ", "\n.SS ");
        out.write_all(text.as_bytes())?;
    }
    whole.render_extra_section(&mut out)?;
    whole.render_version_section(&mut out)
}
