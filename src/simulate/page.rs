//! Lists that are answered page by page.

use super::operation::Call;
use super::refusal::Refusal;
use crate::source::Text;

/// The part of a list that a call asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    start: usize,
    most: Option<usize>,
}

impl Page {
    /// Reads how many a page holds at most, and the token of the page before, which is the place where this one begins.
    pub(super) fn read(call: &Call<'_>, most: &str, token: &str) -> Result<Self, Refusal> {
        let natural = |name: &str, least: i64| match call.with.number(name) {
            None => Ok(None),
            Some(number) if number >= least => Ok(usize::try_from(number).ok()),
            Some(_) => Err(Refusal::value(name, &format!("{least} or more"))),
        };
        Ok(Self {
            most: natural(most, 1)?,
            start: natural(token, 0)?.unwrap_or(0),
        })
    }

    /// The page of a list, and the token of the next one, where there is one.
    pub(super) fn of<T>(self, list: Vec<T>) -> (Vec<T>, Option<Text>) {
        let whole = list.len();
        let end = self
            .most
            .map_or(whole, |most| self.start.saturating_add(most));
        let next = (end < whole).then(|| Text::new(&end.to_string()));
        (list.into_iter().take(end).skip(self.start).collect(), next)
    }
}
