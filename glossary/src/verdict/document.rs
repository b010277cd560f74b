//! What the units around one make of a verdict in it.

use std::collections::BTreeMap;

use crate::index::Termbase;
use crate::verdict::rendering::{Checked, Reason, Rendering, Verdict};

/// How far back a pronoun, or a short form after another one, may look for its term, in units.
const LOOK_BACK: usize = 3;
/// How far back a short form in common nouns may look for a full mention.
const NEXT: usize = 1;
/// From this likeness on, a place is a rendering of the term, not of a longer word around it.
const MEANT: f32 = 0.6;

/// The rules of this file.
pub(crate) const DOCUMENT_RULES: [&str; 3] = ["neighbor", "source-word", "mention"];

/// What the units of a document so far show, for the verdicts in the next one.
#[derive(Debug, Default)]
pub struct Document {
    /// How many units have been decided.
    ordinal: usize,
    /// The concepts with a rendering to spare in the unit before.
    before: Vec<usize>,
    /// Those in the unit before or after.
    spare: Vec<usize>,
    /// The unit where a concept was last named in full.
    named: BTreeMap<usize, usize>,
    /// The unit where a short form or a pronoun last stood for a concept.
    handed_on: BTreeMap<usize, usize>,
}

impl Document {
    /// The verdicts on the renderings of the next unit, in their order. `after` is the unit that
    /// follows it, and `is_cut` says whether the term of a rendering seems to be made of parts of
    /// other words.
    pub fn verdicts(
        &mut self,
        base: &Termbase,
        unit: &Checked,
        after: Option<&Checked>,
        mut is_cut: impl FnMut(&Rendering) -> bool,
    ) -> Vec<Verdict> {
        self.ordinal += 1;
        self.spare = std::mem::replace(&mut self.before, not_needed(unit));
        self.spare.extend(after.into_iter().flat_map(not_needed));
        let mut verdicts = Vec::with_capacity(unit.renderings.len());
        for rendering in &unit.renderings {
            let verdict = self.verdict(base, rendering, &mut is_cut);
            self.remember(rendering, verdict);
            verdicts.push(verdict);
        }
        verdicts
    }

    fn verdict(
        &self,
        base: &Termbase,
        rendering: &Rendering,
        is_cut: impl FnOnce(&Rendering) -> bool,
    ) -> Verdict {
        let is_open = match rendering.verdict {
            Verdict::Missing => true,
            Verdict::Variant => rendering.doubtful,
            _ => return rendering.verdict,
        };
        let is_meant = rendering.score.is_some_and(|it| it >= MEANT);
        if base.has("source-word") && !is_meant && is_cut(rendering) {
            return Verdict::Ambiguous(Reason::SourceWord);
        }
        if !is_open {
            return rendering.verdict;
        }
        if base.has("neighbor") && self.spare.contains(&rendering.concept) {
            return Verdict::Ambiguous(Reason::Neighbor);
        }
        match &rendering.stand_in {
            Some(it) if self.is_known(base, rendering.concept, it.reason, it.is_common) => {
                Verdict::Ambiguous(it.reason)
            }
            _ => rendering.verdict,
        }
    }

    /// Whether the term was named so near that a stand-in of this kind may mean it.
    fn is_known(&self, base: &Termbase, concept: usize, reason: Reason, is_common: bool) -> bool {
        let within = |units: &BTreeMap<usize, usize>, most: usize| {
            units.get(&concept).is_some_and(|last| self.ordinal - last <= most)
        };
        if !base.has("mention") {
            return true;
        }
        let named = match reason {
            Reason::Pronoun => LOOK_BACK,
            _ if is_common => NEXT,
            _ => return self.named.contains_key(&concept),
        };
        within(&self.named, named) || within(&self.handed_on, LOOK_BACK)
    }

    /// Takes what was said of a rendering. A wrong rendering is a mention as well, a doubtful one
    /// is none.
    fn remember(&mut self, rendering: &Rendering, verdict: Verdict) {
        let units = match verdict {
            Verdict::Ambiguous(Reason::Pronoun | Reason::ShortForm) => &mut self.handed_on,
            Verdict::Missing | Verdict::Crossed | Verdict::Ambiguous(_) => return,
            Verdict::Variant if rendering.doubtful => return,
            _ => &mut self.named,
        };
        units.insert(rendering.concept, self.ordinal);
    }
}

/// The concepts whose renderings stand in a unit though the source does not name them, not even
/// inside a longer term.
fn not_needed(unit: &Checked) -> Vec<usize> {
    let is_named = |concept: usize| unit.skipped.iter().any(|it| it.concept == concept);
    unit.spare.iter().map(|it| it.concept).filter(|it| !is_named(*it)).collect()
}
