//! The attributes of an element, as they stand in the file.

use crate::tally::same;

/// The attributes of one element: names and values in file order, unknown names included.
///
/// Values are unescaped. Names are kept as written, with their prefix (`xml:lang`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// No attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of the attribute of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| same(known, name)).map(|(_, value)| value.as_str())
    }

    /// Gives the attribute that value: in its place if it stands already, else at the end.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes the attribute away and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(at).1)
    }

    /// Names and values in file order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the attributes for which `keep(name, value)` holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &str) -> bool) {
        self.0.retain(|(name, value)| keep(name, value));
    }

    /// Takes all away; the memory is kept for the next element.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds one that is known to be new.
    pub(crate) fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// Gives a new name to the attribute `from`, in its place.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        if let Some((name, _)) = self.0.iter_mut().find(|(known, _)| known == from) {
            to.clone_into(name);
        }
    }

    /// Every value, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

/// How many attributes an element may have. Files made to do harm have more.
pub(crate) const ATTRIBUTES: usize = 1000;

/// The attributes of a start tag as they are written after its name: names and values with their
/// references. `Err` where that is not well-formed.
pub(crate) fn written(tag: &str) -> impl Iterator<Item = Result<(&str, &str), String>> {
    let mut rest = Some(tag);
    std::iter::from_fn(move || {
        let tag = rest.take()?;
        let inside = tag.trim_ascii_start();
        if inside.is_empty() {
            return None;
        }
        let attribute = first(inside).filter(|_| inside.len() < tag.len());
        Some(if let Some((name, value, after)) = attribute {
            rest = Some(after);
            Ok((name, value))
        } else {
            let shown: String = inside.chars().take(20).collect();
            Err(format!("{shown:?} is not written as an attribute"))
        })
    })
}

/// Name and value of the attribute at the start of the text, and what comes after it.
fn first(text: &str) -> Option<(&str, &str, &str)> {
    let name = &text[..text.bytes().position(|b| b == b'=' || b.is_ascii_whitespace())?];
    let after = text[name.len()..].trim_ascii_start().strip_prefix('=')?.trim_ascii_start();
    let quote = after.bytes().next().filter(|quote| matches!(quote, b'"' | b'\''))?;
    let length = memchr::memchr(quote, &after.as_bytes()[1..])?;
    let value = &after[1..=length];
    let is_good = is_name(name) && memchr::memchr(b'<', value.as_bytes()).is_none();
    is_good.then_some((name, value, &after[length + 2..]))
}

/// Whether an attribute, element or entity can have that name (XML 1.0, production 5, nearly).
pub(crate) fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || matches!(first, '_' | ':'))
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '·'))
}
