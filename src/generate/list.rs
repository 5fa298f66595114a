//! A JSON list of an export, written item by item.

/// A list under construction.
#[derive(Clone, Debug)]
pub struct List {
    text: String,
    empty: bool,
}

impl List {
    /// The list under `key`, behind further members that are given as they are written, with their comma.
    #[must_use]
    pub fn new(before: &str, key: &str) -> Self {
        Self {
            text: format!("{{\n    {before}\"{key}\": ["),
            empty: true,
        }
    }

    /// Adds an item, given as lines without indentation.
    pub fn item(&mut self, lines: &str) {
        self.text.push_str(if self.empty { "\n" } else { ",\n" });
        self.empty = false;
        let mut first = true;
        for line in lines.lines() {
            if !first {
                self.text.push('\n');
            }
            first = false;
            self.text.push_str("        ");
            self.text.push_str(line);
        }
    }

    /// The whole text.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.text
            .push_str(if self.empty { "]\n}\n" } else { "\n    ]\n}\n" });
        self.text
    }
}

/// A JSON object over several lines; the values as they are written.
#[must_use]
pub fn object(members: &[(&str, String)]) -> String {
    let lines: Vec<String> = members
        .iter()
        .map(|(key, value)| format!("    \"{key}\": {value}"))
        .collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// A JSON text of words that need no escapes.
#[must_use]
pub fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}
