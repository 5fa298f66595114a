//! Widths of text in the embedded font.

use super::widths::WIDTHS;

/// Whether the embedded font has a glyph for this character.
#[cfg(any(feature = "png", test))]
#[must_use]
pub(in crate::diagram) fn has_glyph(c: char) -> bool {
    hundredths(c, false).is_some()
}

/// Width of one line of text in units of the picture.
#[must_use]
pub(in crate::diagram) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let sum: u32 = text.chars().map(|c| advance(c, bold)).sum();
    f64::from(sum) * size / 100.0
}

fn advance(c: char, bold: bool) -> u32 {
    if let Some(width) = hundredths(c, bold) {
        return u32::from(width);
    }
    match c {
        // Combining marks sit on the character before; where a program draws them beside it there is a margin.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{20d0}'..='\u{20ff}' => 10,
        // Scripts whose characters are as wide as high, and pictographs.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' => 105,
        '\u{1f000}'..='\u{1faff}' => 140,
        // Nothing is known: as wide as the wide ones.
        _ => 105,
    }
}

fn hundredths(c: char, bold: bool) -> Option<u8> {
    let after = WIDTHS.partition_point(|(first, ..)| *first <= c);
    let (first, regular, strong) = WIDTHS.get(after.checked_sub(1)?)?;
    let place = usize::try_from(u32::from(c) - u32::from(*first)).ok()?;
    let list = if bold { strong } else { regular };
    list.get(place).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // DejaVu Sans: 1401 of 2048 units for `A`, 569 for `i`; bold `A` 1585.
        assert!((width("A", 100.0, false) - 69.0).abs() < 0.1);
        assert!((width("Ai", 10.0, false) - 9.7).abs() < 0.1);
        assert!((width("A", 100.0, true) - 78.0).abs() < 0.1);
        assert!(has_glyph('Ж') && has_glyph('✖') && !has_glyph('共'));
        assert!(width("共", 10.0, false) >= 10.0);
    }
}
