//! What can be chosen of how texts are read and split: by an option of a command or by a setting of
//! a project, under the same names.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use diptych_segments::{Layout, SrxMode};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Notes, Options};
use crate::read;

/// A value that is chosen by its name.
pub trait Choice: Copy + PartialEq + fmt::Debug + Send + Sync + 'static {
    /// Every value with its name and what it means, the default first.
    const ALL: &'static [(Self, &'static str, &'static str)];

    /// The value with this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(value, ..)| *value)
    }

    /// The name of the value.
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(value, ..)| *value == self).map_or("", |(_, name, _)| name)
    }
}

impl Choice for Layout {
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Auto, "auto", "Detect it"),
        (Self::Extracted, "extracted", "Lines of a page: joined into paragraphs"),
        (Self::Paragraphs, "paragraphs", "Each line is a paragraph"),
        (Self::Lines, "lines", "Each line is a segment"),
    ];
}

impl Choice for Notes {
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Align, "align", "Align them with each other"),
        (Self::Drop, "drop", "Leave them out"),
        (Self::Inline, "inline", "Put each after the sentence of its mark"),
    ];
}

/// Which translations of a bilingual file are taken, by the state that the file gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    /// Those that are ready.
    Translated,
    /// All of them.
    All,
}

impl Choice for States {
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (
            Self::Translated,
            "translated",
            "Not those that are untranslated, rejected, or unconfirmed machine translations",
        ),
        (Self::All, "all", "All of them"),
    ];
}

impl Choice for SrxMode {
    const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Spec, "spec", "At each place the first rule that matches decides"),
        (Self::Omegat, "omegat", "Patterns are searched apart and without overlaps"),
    ];
}

/// A choice as a setting: its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named<T>(pub T);

impl<T: Choice> Default for Named<T> {
    fn default() -> Self {
        Self(T::ALL[0].0)
    }
}

impl<'de, T: Choice> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        T::named(&name).map(Self).ok_or_else(|| {
            let names: Vec<&str> = T::ALL.iter().map(|(_, name, _)| *name).collect();
            D::Error::custom(format!("`{name}` is not one of {}", names.join(", ")))
        })
    }
}

impl<T: Choice> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

/// How texts are read and split.
#[derive(Debug, Clone)]
pub struct Choices {
    /// What the lines of a plain text are.
    pub layout: Layout,
    /// What becomes of footnotes and endnotes.
    pub notes: Notes,
    /// Whether bytes that cannot be decoded are replaced by U+FFFD.
    pub replace: bool,
    /// The input format; none lets content and name decide.
    pub from: Option<read::Format>,
    /// Which translations of a bilingual file are taken.
    pub states: States,
    /// The SRX rules of another tool, and how they are applied.
    pub srx: Option<(PathBuf, SrxMode)>,
}

/// The encoding of one text, and the option that sets it, for messages.
#[derive(Debug, Clone, Copy, Default)]
pub struct TextEncoding {
    /// The encoding; none lets the bytes decide.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The option; none where there is none.
    pub option: Option<&'static str>,
}

impl Choices {
    /// The options of one text, whose code the user may have given.
    ///
    /// # Errors
    /// When the SRX file cannot be read.
    pub fn options(
        &self,
        encoding: TextEncoding,
        code: Option<&str>,
    ) -> Result<Options, read::Error> {
        let srx = match &self.srx {
            Some((file, mode)) => Some((Arc::new(read::read_srx(file)?), *mode)),
            None => None,
        };
        Ok(Options {
            read: read::Options {
                from: self.from,
                encoding: encoding.encoding,
                encoding_option: encoding.option,
                replace: self.replace,
                all_states: self.states == States::All,
            },
            code: code.map(str::to_owned),
            layout: self.layout,
            notes: self.notes,
            srx,
            ..Options::default()
        })
    }
}
