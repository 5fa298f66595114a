//! Tables as text, Markdown and CSV: for statistics, the catalogue and whatever else comes in rows.

use std::io;

use super::escape;

/// Rows of text under a heading.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// A heading; empty for none.
    pub title: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// One cell per column.
    pub rows: Vec<Vec<String>>,
    /// Columns of numbers, aligned to the right.
    pub numeric: Vec<usize>,
}

impl Table {
    /// Columns aligned with blanks.
    ///
    /// # Errors
    /// If writing fails.
    pub fn text(&self, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.title.is_empty() {
            writeln!(out, "{}", escape::line(&self.title))?;
        }
        let rows: Vec<Vec<_>> = std::iter::once(&self.head)
            .chain(&self.rows)
            .map(|row| row.iter().map(|cell| escape::line(cell)).collect())
            .collect();
        let mut widths = vec![0; self.head.len()];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in &rows {
            let mut line = String::new();
            for (column, (width, cell)) in widths.iter().zip(row).enumerate() {
                let gap = " ".repeat(width - cell.chars().count());
                if column > 0 {
                    line.push_str("  ");
                }
                if self.numeric.contains(&column) {
                    line.push_str(&gap);
                    line.push_str(cell);
                } else {
                    line.push_str(cell);
                    line.push_str(&gap);
                }
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// A Markdown table.
    ///
    /// # Errors
    /// If writing fails.
    pub fn markdown(&self, out: &mut dyn io::Write) -> io::Result<()> {
        if !self.title.is_empty() {
            writeln!(out, "## {}\n", escape::markdown(&self.title))?;
        }
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escape::markdown(cell)).collect();
            format!("| {} |", cells.join(" | "))
        };
        writeln!(out, "{}", row(&self.head))?;
        let rule: Vec<&str> = (0..self.head.len())
            .map(|column| {
                if self.numeric.contains(&column) {
                    "---:"
                } else {
                    "---"
                }
            })
            .collect();
        writeln!(out, "| {} |", rule.join(" | "))?;
        for cells in &self.rows {
            writeln!(out, "{}", row(cells))?;
        }
        Ok(())
    }

    /// Comma separated values with a header.
    ///
    /// # Errors
    /// If writing fails.
    pub fn csv(&self, out: &mut dyn io::Write) -> io::Result<()> {
        for cells in std::iter::once(&self.head).chain(&self.rows) {
            let cells: Vec<String> = cells.iter().map(|cell| escape::csv(cell)).collect();
            writeln!(out, "{}", cells.join(","))?;
        }
        Ok(())
    }
}
