//! What a bilingual file says of a translation: whether it is one yet.

use crate::read::xml::Element;

/// Why a target is no translation that a memory should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unready {
    /// Nobody has translated it.
    Untranslated,
    /// Somebody has rejected it.
    Rejected,
    /// A machine made it, and nobody has confirmed it.
    MachineDraft,
}

impl Unready {
    /// What is left out, and why, for the input report.
    pub(super) fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Untranslated => {
                ("targets not translated yet", "the file says so; --states all takes them")
            }
            Self::Rejected => ("rejected targets", "the file says so; --states all takes them"),
            Self::MachineDraft => {
                ("unconfirmed machine translations", "the file says so; --states all takes them")
            }
        }
    }
}

/// What the states of a unit of XLIFF 1.2 say: `state` and `state-qualifier` of its target (XLIFF 1.2,
/// section "state"), `m:confirmed` and `m:trans-origin` of Phrase, `mq:status` of memoQ.
pub(super) fn of_unit(unit: &Element, target: &Element) -> Option<Unready> {
    let state = target.attr("state").unwrap_or("");
    let qualifier = target.attr("state-qualifier").unwrap_or("");
    let is_done = matches!(state, "translated" | "final" | "signed-off");
    if matches!(state, "new" | "needs-translation") {
        return Some(Unready::Untranslated);
    }
    if qualifier.starts_with("rejected-") {
        return Some(Unready::Rejected);
    }
    if qualifier == "mt-suggestion" && !is_done {
        return Some(Unready::MachineDraft);
    }
    if unit.attr("confirmed") == Some("0") && unit.attr("trans-origin") == Some("mt") {
        return Some(Unready::MachineDraft);
    }
    match unit.attr("status")? {
        "NotStarted" => Some(Unready::Untranslated),
        "Rejected" => Some(Unready::Rejected),
        "MachineTranslated" => Some(Unready::MachineDraft),
        _ => None,
    }
}

/// What `sdl:seg` says of a segment of Trados Studio: `conf` is its confirmation level, `origin` where
/// its first translation came from.
pub(super) fn of_studio(segment: &Element) -> Option<Unready> {
    let level = segment.attr("conf").unwrap_or("");
    if level.starts_with("Rejected") {
        return Some(Unready::Rejected);
    }
    let is_confirmed = level == "Translated" || level.starts_with("Approved");
    let is_machine = matches!(segment.attr("origin"), Some("mt" | "nmt" | "amt"));
    (is_machine && !is_confirmed).then_some(Unready::MachineDraft)
}

/// What the `state` of a segment of XLIFF 2 says, where it is given.
pub(super) fn of_segment(segment: &Element) -> Option<Unready> {
    (segment.attr("state") == Some("initial")).then_some(Unready::Untranslated)
}

/// What a target says of itself: `[NAB: NOT TRANSLATED]`, `[NAB: REVIEW]…`, as the tools of Business
/// Central write them.
pub(super) fn of_text(target: &str) -> Option<Unready> {
    let mark = target.trim_start().strip_prefix("[NAB:")?;
    mark.contains(']').then_some(Unready::Untranslated)
}
