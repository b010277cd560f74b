//! Rules applied to a text.

use std::collections::BTreeMap;
use std::ops::Range;

use fancy_regex::Regex;

use super::{Rule, SrxFault, SrxMode, pattern, pieces};

/// How many bytes before a place a pattern may look, where it cannot be run backwards.
const WINDOW: usize = 400;

/// The rules for one language, compiled.
#[derive(Debug, Clone)]
pub struct SrxSplitter {
    rules: Rules,
    faults: Vec<SrxFault>,
}

#[derive(Debug, Clone)]
enum Rules {
    Spec(Vec<Placed>),
    Omegat(Vec<Searched>),
}

/// A rule that is tried at one place.
#[derive(Debug, Clone)]
struct Placed {
    breaks: bool,
    /// Both patterns, at the place where the search begins.
    at: Test,
    /// Both patterns anywhere; only for rules that break.
    find: Option<Regex>,
}

#[derive(Debug, Clone)]
enum Test {
    /// What is before, run backwards, and what is after.
    Around(Regex),
    /// What is before, up to the end of the text it is given, and what is after.
    Apart(Regex, Regex),
}

/// A rule whose patterns are searched through the text.
#[derive(Debug, Clone)]
struct Searched {
    breaks: bool,
    before: Regex,
    after: Regex,
}

impl SrxSplitter {
    pub(super) fn new<'r>(rules: impl Iterator<Item = (&'r str, &'r Rule)>, mode: SrxMode) -> Self {
        let mut faults = Vec::new();
        let mut keep = |language: &str, rule: &Rule, reason: String| {
            let text = format!("{} | {}", rule.before, rule.after);
            faults.push(SrxFault {
                language: language.to_owned(),
                rule: text,
                line: rule.line,
                reason,
            });
        };
        let rules = match mode {
            SrxMode::Spec => Rules::Spec(
                rules
                    .filter_map(|(language, rule)| {
                        placed(rule).map_err(|e| keep(language, rule, e)).ok()
                    })
                    .collect(),
            ),
            SrxMode::Omegat => Rules::Omegat(
                rules
                    .filter_map(|(language, rule)| {
                        searched(rule).map_err(|e| keep(language, rule, e)).ok()
                    })
                    .collect(),
            ),
        };
        Self { rules, faults }
    }

    /// The rules that could not be compiled and are left out.
    pub fn faults(&self) -> &[SrxFault] {
        &self.faults
    }

    /// Splits `text`: byte ranges, gapless and in order; a blank piece belongs to the one before.
    pub fn split(&self, text: &str) -> Vec<Range<usize>> {
        match &self.rules {
            Rules::Spec(rules) => pieces(text, spec_cuts(rules, text)),
            Rules::Omegat(rules) => pieces(text, omegat_cuts(rules, text)),
        }
    }
}

fn compiled(pattern: &str) -> Result<Regex, String> {
    Regex::new(pattern).map_err(|error| error.to_string())
}

fn placed(rule: &Rule) -> Result<Placed, String> {
    let (before, after) = (pattern::translated(&rule.before)?, pattern::translated(&rule.after)?);
    // Each alone first, so that the error is about the user's text.
    let (_, ahead) = (compiled(&before)?, compiled(&format!(r"\G(?:{after})"))?);
    let around = format!("(?<=(?:{before}))(?=(?:{after}))");
    if let (Ok(at), Ok(find)) = (compiled(&format!(r"\G{around}")), compiled(&around)) {
        return Ok(Placed {
            breaks: rule.breaks,
            at: Test::Around(at),
            find: rule.breaks.then_some(find),
        });
    }
    // What is before cannot be run backwards: it is run up to the place instead.
    let at = Test::Apart(compiled(&format!(r"(?:{before})\z"))?, ahead);
    Ok(Placed { breaks: rule.breaks, at, find: None })
}

fn searched(rule: &Rule) -> Result<Searched, String> {
    Ok(Searched {
        breaks: rule.breaks,
        before: compiled(&pattern::translated(&rule.before)?)?,
        after: compiled(&pattern::translated(&rule.after)?)?,
    })
}

/// The places where a rule that breaks holds and no rule before it does.
///
/// A pattern that gives up (its backtracking is bounded) does not hold.
fn spec_cuts(rules: &[Placed], text: &str) -> Vec<usize> {
    let inner = |at: &usize| *at > 0 && *at < text.len();
    let mut places: Vec<usize> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.breaks) {
        match &rule.find {
            Some(find) => places.extend(
                find.find_iter(text).map_while(Result::ok).map(|m| m.start()).filter(inner),
            ),
            None => places.extend(
                text.char_indices()
                    .map(|(at, _)| at)
                    .filter(|at| inner(at) && rule.at.holds(text, *at)),
            ),
        }
    }
    places.sort_unstable();
    places.dedup();
    places.retain(|at| {
        rules.iter().find(|rule| rule.at.holds(text, *at)).is_some_and(|rule| rule.breaks)
    });
    places
}

impl Test {
    /// Whether the rule's patterns meet at byte `at`, a character boundary.
    fn holds(&self, text: &str, at: usize) -> bool {
        match self {
            Self::Around(both) => both.find_from_pos(text, at).is_ok_and(|found| found.is_some()),
            Self::Apart(before, after) => {
                let start = text.floor_char_boundary(at.saturating_sub(WINDOW));
                before.is_match(&text[start..at]).unwrap_or(false)
                    && after.find_from_pos(text, at).is_ok_and(|found| found.is_some())
            }
        }
    }
}

/// The places as OmegaT finds them: rules from the last to the first, the earlier overruling.
fn omegat_cuts(rules: &[Searched], text: &str) -> Vec<usize> {
    let mut places: BTreeMap<usize, bool> = BTreeMap::new();
    for rule in rules.iter().rev() {
        let mut starts = found(&rule.after, text).map(|m| m.start).peekable();
        for end in found(&rule.before, text).map(|m| m.end) {
            while starts.next_if(|start| *start < end).is_some() {}
            if starts.peek() == Some(&end) && end > 0 && end < text.len() {
                places.insert(end, rule.breaks);
            }
        }
    }
    places.into_iter().filter(|(_, breaks)| *breaks).map(|(at, _)| at).collect()
}

/// All matches as Java finds them: each search begins where the last match ended, and one
/// character further after an empty match.
fn found<'t>(regex: &'t Regex, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let found = regex.find_from_pos(text, from?).ok().flatten()?.range();
        let next = |at: usize| text[at..].chars().next().map(|c| at + c.len_utf8());
        from = if found.is_empty() { next(found.end) } else { Some(found.end) };
        Some(found)
    })
}
