//! Results to files: regular files as a whole or not at all, everything else written through.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::terminal::Terminal;
use crate::report::{Format, Problem, Report, Style};

/// Writes a file. A regular file is replaced once the new one is complete; a pipe or device is written to as it is.
///
/// # Errors
/// If the file cannot be written, or nobody reads the pipe.
pub fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let fail = |error: io::Error| match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
        _ => Failure::file(path, &error),
    };
    // Where a link leads is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&target) {
        Ok(meta) if meta.is_dir() => {
            return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        Ok(meta) if !meta.is_file() => {
            let file = OpenOptions::new().write(true).open(&target).map_err(fail)?;
            return through(file, write).map_err(fail);
        }
        Ok(meta) if meta.permissions().readonly() => {
            return Err(fail(io::Error::from(io::ErrorKind::PermissionDenied)));
        }
        _ => {}
    }
    let (temporary, file) = beside(&target).map_err(fail)?;
    let result = through(file, write).and_then(|()| {
        if let Ok(meta) = fs::metadata(&target) {
            fs::set_permissions(&temporary, meta.permissions())?;
        }
        fs::rename(&temporary, &target)
    });
    result.map_err(|error| {
        // Best effort: the message is about the first error.
        let _ = fs::remove_file(&temporary);
        fail(error)
    })
}

fn through(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// A new file in the directory of `target`, so that renaming stays on one file system.
fn beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let name = target
        .file_name()
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    for n in 0..100_u32 {
        let mut temporary = std::ffi::OsString::from(".");
        temporary.push(name);
        temporary.push(format!(".{}-{n}.tmp", std::process::id()));
        let path = target.with_file_name(temporary);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// Writes to a file if one is named, else to standard output.
///
/// # Errors
/// If it cannot be written, or nobody reads.
pub fn write_result(
    terminal: &Terminal,
    output: Option<&Path>,
    write: impl FnOnce(&Style, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    match output {
        Some(path) => write_file(path, |out| write(&terminal.file(), out)),
        None => terminal.print(|out| write(&terminal.out, out)),
    }
}

/// A report to be written to a file: `FORMAT=FILE`.
#[derive(Clone, Debug)]
pub struct Written {
    /// The format.
    pub format: &'static Format,
    /// The file.
    pub path: PathBuf,
}

/// Writes all reports of a run. The files come first, so that a closed pipe costs none of them.
///
/// # Errors
/// If one cannot be written, or nobody reads.
pub fn write_reports(
    terminal: &Terminal,
    report: &Report,
    written: &[Written],
    output: Option<&Path>,
    quiet: bool,
    main: impl FnOnce(&Style, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut seen: Vec<&Path> = output.into_iter().collect();
    for Written { path, .. } in written {
        let is_kept = path.is_file() || !path.exists();
        if seen.contains(&path.as_path()) && is_kept {
            return Err(
                Problem::new(format!("two reports for one file: {}", path.display()))
                    .help("give each report a file of its own")
                    .into(),
            );
        }
        seen.push(path);
    }
    for Written { format, path } in written {
        let style = Style {
            quiet,
            ..terminal.file()
        };
        write_file(path, |out| (format.write)(report, &style, out))?;
    }
    write_result(terminal, output, |style, out| {
        main(&Style { quiet, ..*style }, out)
    })
}
