//! Longest-prefix match of many tables, in three flat arrays.
//!
//! A table is cut into segments of atoms; each leads to the slot of the longest prefix that covers it, and each slot to the next
//! shorter one. Which entries of a slot exist depends on what is down, so nothing is rebuilt when something fails.

use std::ops::Range;

use super::control::SlotId;
use super::num::id32;
use super::prefixes::{AtomId, PrefixId, Prefixes};
use super::topology::VgwId;

/// A row of a table.
pub type RowId = u32;
/// No row.
pub const NO_ROW: RowId = u32::MAX;
/// No row, because no route forwards these addresses.
pub const RESERVED: RowId = u32::MAX - 1;

/// What a row may hold, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Entry {
    /// Delivered in the network.
    Local,
    /// A written route, by its number.
    Static(u32),
    /// A written route to an entry of a prefix list.
    Listed(u32),
    /// Propagated from a route server, while it has the prefix.
    Server(SlotId, u32),
    /// Shown by an export as propagated from something that is not in the input.
    Shown(u32),
    /// Propagated from a virtual gateway, while it has the prefix.
    Vgw(SlotId, VgwId),
    /// A site's own prefix.
    Own,
    /// What a node chose for the prefix, while it has one.
    Best(SlotId),
    /// Announced by an association of a Direct Connect gateway.
    Association(u32),
}

/// A row: one prefix of one table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The prefix.
    pub prefix: PrefixId,
    /// The next shorter prefix of the table that covers it.
    pub parent: RowId,
    /// Its entries.
    pub entries: Range<u32>,
}

/// All tables.
#[derive(Debug, Default)]
pub struct Lpm {
    /// Segments of each table: `tables[t]..tables[t + 1]`.
    tables: Vec<u32>,
    starts: Vec<AtomId>,
    found: Vec<RowId>,
    rows: Vec<Row>,
    entries: Vec<Entry>,
    /// Rows of each table.
    own: Vec<u32>,
}

/// One table before it is appended.
#[derive(Debug, Default)]
pub(super) struct Built {
    segments: Vec<(AtomId, RowId)>,
    rows: Vec<Row>,
    entries: Vec<Entry>,
}

impl Built {
    /// Sorts entries into rows and cuts the space into segments. `reserved` holds the ranges that nothing forwards, in order and apart.
    pub(super) fn new(
        mut entries: Vec<(PrefixId, Entry)>,
        prefixes: &Prefixes,
        reserved: &[Range<AtomId>],
    ) -> Self {
        entries.sort_unstable();
        entries.dedup();
        let mut built = Self {
            entries: entries.iter().map(|(_, e)| *e).collect(),
            ..Self::default()
        };
        let mut stack: Vec<(RowId, AtomId)> = Vec::new();
        let mut at: AtomId = 0;
        let mut offset = 0;
        for same in entries.chunk_by(|a, b| a.0 == b.0) {
            let Some((prefix, _)) = same.first() else {
                continue;
            };
            let range = prefixes.range(*prefix);
            while let Some((row, end)) = stack.last().copied() {
                if end > range.start {
                    break;
                }
                built.emit(&mut at, end, row);
                stack.pop();
            }
            let parent = stack.last().map_or(NO_ROW, |(row, _)| *row);
            built.emit(&mut at, range.start, parent);
            let row = id32(built.rows.len());
            let end = offset + id32(same.len());
            built.rows.push(Row {
                prefix: *prefix,
                parent,
                entries: offset..end,
            });
            offset = end;
            stack.push((row, range.end));
        }
        while let Some((row, end)) = stack.pop() {
            built.emit(&mut at, end, row);
        }
        built.emit(&mut at, prefixes.atoms(), NO_ROW);
        built.reserve(reserved);
        built
    }

    fn emit(&mut self, at: &mut AtomId, end: AtomId, row: RowId) {
        if end > *at {
            if self.segments.last().is_none_or(|(_, last)| *last != row) {
                self.segments.push((*at, row));
            }
            *at = end;
        }
    }

    fn reserve(&mut self, reserved: &[Range<AtomId>]) {
        if reserved.is_empty() {
            return;
        }
        let mut out: Vec<(AtomId, RowId)> =
            Vec::with_capacity(self.segments.len() + 2 * reserved.len());
        let mut push = |start: AtomId, row: RowId| match out.last() {
            Some((_, last)) if *last == row => {}
            _ => out.push((start, row)),
        };
        for (at, (start, row)) in self.segments.iter().enumerate() {
            let end = self
                .segments
                .get(at + 1)
                .map_or(AtomId::MAX, |(next, _)| *next);
            let mut from = *start;
            for range in reserved.iter().filter(|r| r.start < end && r.end > *start) {
                if range.start > from {
                    push(from, *row);
                }
                push(range.start.max(*start), RESERVED);
                from = range.end;
            }
            if from < end {
                push(from, *row);
            }
        }
        self.segments = out;
    }
}

impl Lpm {
    /// Appends a table.
    pub(super) fn push(&mut self, built: Built) {
        if self.tables.is_empty() {
            self.tables.push(0);
            self.own.push(0);
        }
        let row_base = id32(self.rows.len());
        let entry_base = id32(self.entries.len());
        let shift = |row: RowId| if row >= RESERVED { row } else { row + row_base };
        for (start, row) in built.segments {
            self.starts.push(start);
            self.found.push(shift(row));
        }
        self.rows.extend(built.rows.into_iter().map(|row| Row {
            prefix: row.prefix,
            parent: shift(row.parent),
            entries: row.entries.start + entry_base..row.entries.end + entry_base,
        }));
        self.entries.extend(built.entries);
        self.tables.push(id32(self.starts.len()));
        self.own.push(id32(self.rows.len()));
    }

    /// The segments of a table that meet a range of atoms, cut to it.
    pub fn segments(
        &self,
        table: u32,
        range: Range<AtomId>,
    ) -> impl Iterator<Item = (Range<AtomId>, RowId)> + '_ {
        let low = self.tables[table as usize] as usize;
        let high = self.tables[table as usize + 1] as usize;
        let first = low
            + self.starts[low..high]
                .partition_point(|s| *s <= range.start)
                .saturating_sub(1);
        (first..high).map_while(move |at| {
            let start = self.starts[at];
            if start >= range.end {
                return None;
            }
            let end = if at + 1 < high {
                self.starts[at + 1]
            } else {
                range.end
            };
            Some((start.max(range.start)..end.min(range.end), self.found[at]))
        })
    }

    /// A row.
    #[must_use]
    pub fn row(&self, row: RowId) -> &Row {
        &self.rows[row as usize]
    }

    /// The entries of a row.
    #[must_use]
    pub fn entries(&self, row: RowId) -> &[Entry] {
        let range = &self.rows[row as usize].entries;
        &self.entries[range.start as usize..range.end as usize]
    }

    /// The rows of a table.
    #[must_use]
    pub fn rows_of(&self, table: u32) -> Range<RowId> {
        self.own[table as usize]..self.own[table as usize + 1]
    }

    /// How many tables.
    #[must_use]
    pub fn tables(&self) -> u32 {
        id32(self.tables.len().saturating_sub(1))
    }

    /// How many segments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}
