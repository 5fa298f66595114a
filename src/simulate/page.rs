//! Lists that are answered page by page.

use super::operation::{Call, Checked, Done};
use super::refusal::Refusal;
use super::trace::Fields;
use super::world::World;
use crate::source::Text;

fn natural(call: &Call<'_>, name: &str, least: i64) -> Result<Option<usize>, Refusal> {
    match call.with.number(name) {
        None => Ok(None),
        Some(number) if number >= least => Ok(usize::try_from(number).ok()),
        Some(_) => Err(Refusal::value(name, &format!("{least} or more"))),
    }
}

/// How many a page holds at most, where the call says it.
pub(super) fn limit(call: &Call<'_>, name: &str) -> Result<Option<usize>, Refusal> {
    natural(call, name, 1)
}

/// The part of a list that a call asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    start: usize,
    most: Option<usize>,
}

impl Page {
    /// Reads how many a page holds at most, and the token of the page before, which is the place where this one begins.
    pub(super) fn read(call: &Call<'_>, most: &str, token: &str) -> Result<Self, Refusal> {
        Ok(Self {
            most: limit(call, most)?,
            start: natural(call, token, 0)?.unwrap_or(0),
        })
    }

    /// The page of a list, and the token of the next one, where there is one.
    fn of<T>(self, list: Vec<T>) -> (Vec<T>, Option<Text>) {
        let whole = list.len();
        let end = self
            .most
            .map_or(whole, |most| self.start.saturating_add(most));
        let next = (end < whole).then(|| Text::new(&end.to_string()));
        (list.into_iter().take(end).skip(self.start).collect(), next)
    }

    /// Answers with the page of a list, under the provider's names for the list and for the token.
    pub(super) fn answer<T: 'static>(
        self,
        list: Vec<T>,
        [name, token]: [&'static str; 2],
        put: impl Fn(&World, &T, &mut Fields) + 'static,
    ) -> Checked {
        let (shown, next) = self.of(list);
        Ok(Box::new(move |_| {
            Done::new(move |world| {
                let mut fields = Fields::default();
                for (at, one) in shown.iter().enumerate() {
                    let path = format!("{name}.{at}");
                    fields.below(&path, |fields| put(world, one, fields));
                }
                fields.put_some(token, next);
                fields
            })
        }))
    }
}
