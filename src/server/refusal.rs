//! Refused acts: in English for scripts, and with a code by which the page has them in both languages.

use super::answer::Answer;
use crate::review::Refused;

/// The answer to an act that is refused: nothing has changed.
pub(super) fn answer(refused: &Refused) -> Answer {
    let code = match refused {
        Refused::NoSuchBead { .. } | Refused::Backwards { .. } => "no-such-pair",
        Refused::NoNeighbour { .. } => "no-neighbour",
        Refused::Empty { .. } => "empty",
        Refused::OneSided { .. } => "one-sided",
        Refused::NoSuchPlace { .. } => "no-such-place",
        Refused::Pinned { .. } => "pinned",
        Refused::Locked { .. } => "locked",
        Refused::NoText { .. } => "no-text",
        Refused::Unchanged { .. } => "unchanged",
        Refused::NoProbability { .. } | Refused::OtherSentences { .. } => "other-sentences",
        Refused::NothingToUndo => "nothing-to-undo",
        Refused::NothingToRedo => "nothing-to-redo",
    };
    coded(code, &refused.to_string())
}

/// The answer where the aligner would change nothing.
pub(super) fn nothing_to_realign() -> Answer {
    coded("unchanged", "realigning changes no pair")
}

fn coded(code: &str, message: &str) -> Answer {
    let body = serde_json::json!({ "error": message, "code": code }).to_string().into_bytes();
    Answer { status: 422, ..Answer::bytes("application/json", body) }
}
