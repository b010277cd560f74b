//! Segmentation rules of other tools: SRX 2.0 and 1.0 (LISA/GALA).
//!
//! With the rules of the user's translation tool, segments are those that the
//! tool makes, and its memories match.

mod file;
mod literals;
mod pattern;
mod rules;

use std::collections::HashMap;
use std::ops::Range;

use fancy_regex::Regex;

pub use rules::SrxSplitter;

/// How rules are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SrxMode {
    /// As SRX 2.0 says: at each place the first rule that matches decides.
    #[default]
    Spec,
    /// As OmegaT does: the two patterns of a rule are searched apart, each without overlaps, and
    /// the rule holds where an end of the one is a start of the other.
    Omegat,
}

/// The rules of an SRX file.
#[derive(Debug, Clone)]
pub struct Srx {
    /// Whether every language pattern that fits a code counts, or only the first.
    cascade: bool,
    /// In file order: which codes, and the name of their rules.
    maps: Vec<(Regex, String)>,
    languages: Vec<Language>,
    faults: Vec<SrxFault>,
}

#[derive(Debug, Clone)]
struct Language {
    name: String,
    rules: Vec<Rule>,
}

/// A rule as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Rule {
    breaks: bool,
    before: String,
    after: String,
    line: usize,
}

/// A rule that cannot be applied, and so is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SrxFault {
    /// The name of the rules it belongs to, as the file has it.
    pub language: String,
    /// Its text: the pattern before the place and the one after it, or the language pattern.
    pub rule: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

impl std::fmt::Display for SrxFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "line {}: rule `{}` of {} is left out: {}",
            self.line, self.rule, self.language, self.reason
        )
    }
}

/// Why a file is no SRX.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SrxError {
    /// It is not well-formed XML, or declares entities.
    #[error("line {line}: {reason}: save the rules anew with the tool they come from")]
    Xml {
        /// The line of the file, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// It has no rules and no map.
    #[error("the file is no SRX: it has no language rules or no language map")]
    NotSrx,
}

impl Srx {
    /// Reads the rules of a decoded SRX file.
    ///
    /// # Errors
    /// [`SrxError`]. A rule that cannot be used is no error: see [`faults`](Self::faults) and
    /// [`SrxSplitter::faults`].
    pub fn parse(text: &str) -> Result<Self, SrxError> {
        file::parse(text)
    }

    /// The language patterns that cannot be used.
    pub fn faults(&self) -> &[SrxFault] {
        &self.faults
    }

    /// The rules for a language code (`zh-CN`), ready to split; `None` when no pattern fits it.
    pub fn splitter(&self, code: &str, mode: SrxMode) -> Option<SrxSplitter> {
        let fits = |pattern: &Regex| pattern.is_match(code).unwrap_or(false);
        let mut names = self.maps.iter().filter(|(pattern, _)| fits(pattern)).map(|(_, name)| name);
        let chosen: Vec<&String> =
            if self.cascade { names.collect() } else { names.next().into_iter().collect() };
        if chosen.is_empty() {
            return None;
        }
        let mut by_name: HashMap<&str, &Language> = HashMap::new();
        for language in &self.languages {
            by_name.entry(&language.name).or_insert(language);
        }
        // Rules that come again change nothing: the first decides in either mode.
        let languages = chosen.iter().filter_map(|name| by_name.remove(name.as_str()));
        let rules = languages
            .flat_map(|language| language.rules.iter().map(|rule| (language.name.as_str(), rule)));
        Some(SrxSplitter::new(rules, mode))
    }
}

/// The gapless pieces between cuts (ascending, inside the text); blank ones go to the piece before.
fn pieces(text: &str, cuts: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in cuts.into_iter().chain([text.len()]) {
        if end <= start {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if text[start..end].trim().is_empty() => last.end = end,
            _ => pieces.push(start..end),
        }
        start = end;
    }
    pieces
}
