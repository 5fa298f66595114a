//! Byte offsets to lines and columns.

use super::error::offset;
use super::span::Span;

/// Where a span begins and ends for a reader: lines and columns from 1, the end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the character after the last.
    pub end_line: u32,
    /// Column of the character after the last.
    pub end_column: u32,
}

impl Position {
    /// The beginning of a file.
    pub const START: Position = Position {
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
    };
}

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Unicode characters, for people.
    Characters,
    /// UTF-16 code units, for formats that ask for them.
    Utf16,
}

impl Unit {
    /// How many there are in a piece of UTF-8 text, which need not begin or end between characters.
    pub(crate) fn count(self, bytes: &[u8]) -> usize {
        // Every character has one byte that is no continuation; those above the basic plane take four bytes and two units.
        let first = |b: &&u8| (**b & 0xC0) != 0x80;
        let characters = bytes.iter().filter(first).count();
        match self {
            Unit::Characters => characters,
            Unit::Utf16 => characters + bytes.iter().filter(|b| **b >= 0xF0).count(),
        }
    }
}

/// Lines and columns of spans of one text, in their order.
pub(crate) fn of(text: &str, spans: &[Span], unit: Unit) -> Vec<Position> {
    let ends = spans.iter().flat_map(|span| [span.start, span.end]);
    let offsets: Vec<u32> = ends.collect();
    let position = |ends: &[(u32, u32)]| match ends {
        [(line, column), (end_line, end_column)] => Position {
            line: *line,
            column: *column,
            end_line: *end_line,
            end_column: *end_column,
        },
        _ => Position::START,
    };
    let places = places(text, &offsets, unit);
    places.chunks_exact(2).map(position).collect()
}

/// Line and column of each offset; one pass over the text up to the last of them, whatever their order.
fn places(text: &str, offsets: &[u32], unit: Unit) -> Vec<(u32, u32)> {
    let mut order: Vec<usize> = (0..offsets.len()).collect();
    order.sort_by_key(|at| offsets.get(*at));
    let bytes = text.as_bytes();
    let mut found = vec![(1, 1); offsets.len()];
    let (mut at, mut line, mut column) = (0, 1_usize, 1_usize);
    for index in order {
        let wanted = offsets
            .get(index)
            .map_or(0, |o| *o as usize)
            .min(bytes.len());
        let between = bytes.get(at..wanted).unwrap_or_default();
        match memchr::memrchr(b'\n', between) {
            None => column += unit.count(between),
            Some(last) => {
                line += memchr::memchr_iter(b'\n', between).count();
                column = 1 + unit.count(between.get(last + 1..).unwrap_or_default());
            }
        }
        at = at.max(wanted);
        if let Some(place) = found.get_mut(index) {
            *place = (offset(line), offset(column));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_or_units() {
        let text = "aé😀b\r\n\nx";
        let offsets: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| offset(at))
            .chain([offset(text.len()), 99])
            .collect();
        let lines = [1, 1, 1, 1, 1, 1, 2, 3, 3, 3];
        let characters = [1, 2, 3, 4, 5, 6, 1, 1, 2, 2];
        let units = [1, 2, 3, 5, 6, 7, 1, 1, 2, 2];
        let zip = |columns: [u32; 10]| lines.into_iter().zip(columns).collect::<Vec<_>>();
        assert_eq!(places(text, &offsets, Unit::Characters), zip(characters));
        assert_eq!(places(text, &offsets, Unit::Utf16), zip(units));
        let mut backwards = offsets.clone();
        backwards.reverse();
        let mut found = places(text, &backwards, Unit::Characters);
        found.reverse();
        assert_eq!(found, zip(characters));
    }
}
