//! Which rendering in the text belongs to which occurrence of a term.

/// Gives every occurrence at most one span and every span at most one occurrence, so that as many
/// occurrences as possible have one. `wishes[occurrence]` are the spans it may have, best first.
///
/// Law: the number served is the greatest possible.
pub(crate) fn matching(wishes: &[Vec<usize>], spans: usize) -> Vec<Option<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; spans];
    let mut seen = vec![usize::MAX; spans];
    for occurrence in 0..wishes.len() {
        serve(occurrence, occurrence, wishes, &mut holder, &mut seen);
    }
    let mut served = vec![None; wishes.len()];
    for (span, holder) in holder.into_iter().enumerate() {
        if let Some(occurrence) = holder {
            served[occurrence] = Some(span);
        }
    }
    served
}

/// Finds a span for `occurrence`, moving others to another span of theirs (an augmenting path).
fn serve(
    occurrence: usize,
    round: usize,
    wishes: &[Vec<usize>],
    holder: &mut [Option<usize>],
    seen: &mut [usize],
) -> bool {
    for &span in &wishes[occurrence] {
        if seen[span] == round {
            continue;
        }
        seen[span] = round;
        let free = match holder[span] {
            None => true,
            Some(other) => serve(other, round, wishes, holder, seen),
        };
        if free {
            holder[span] = Some(occurrence);
            return true;
        }
    }
    false
}
