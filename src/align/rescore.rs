//! Pairs that somebody else made keep together, and get a probability.

use diptych_segments::Text;

use super::streams::{Aligned, Link};

/// Scores the pairs of two texts, segment n with segment n, by an alignment of the same texts.
///
/// A pair that the alignment has too has its probability. One that it has not is as likely as
/// none of the beads that stand against it (the one that its source stands in, and the one of
/// its target) is right, as if these were independent, and no likelier than they are together:
/// the alignment takes the path whose beads are likeliest, and would have taken it. So a pair
/// that is no translation scores low, and so does each of a run of pairs that slipped by one.
///
/// Law: every segment with text stands in exactly one link, in the order of the pairs. A pair with
/// an empty side translates nothing, and its other side surely stands alone; an empty side is a
/// place in the file and no segment, and a pair of two gives no link.
pub fn rescore(source: &Text, target: &Text, aligned: &Aligned) -> Vec<Link> {
    let (sources, targets) = (source.segments().len(), target.segments().len());
    let by_source = by_segment(sources, aligned, |link| &link.source);
    let by_target = by_segment(targets, aligned, |link| &link.target);
    let score = |n: usize| {
        let met = [by_source[n], by_target[n]];
        let beads =
            |met: [Option<usize>; 2]| met.into_iter().flatten().map(|at| &aligned.links[at]);
        if let Some(same) = beads(met).find(|bead| bead.source == [n] && bead.target == [n]) {
            return same.score;
        }
        let against = if met[0] == met[1] { [met[0], None] } else { met };
        let neither: f32 = beads(against).map(|bead| 1.0 - bead.score).product();
        neither.min(beads(against).map(|bead| bead.score).sum())
    };
    let mut links = Vec::with_capacity(sources.max(targets));
    for n in 0..sources.max(targets) {
        let ids = |text: &Text, count: usize| {
            if n < count && !text.segment(n).is_empty() { vec![n] } else { vec![] }
        };
        let (source, target) = (ids(source, sources), ids(target, targets));
        match (source.is_empty(), target.is_empty()) {
            (true, true) => {}
            (false, false) => links.push(Link { source, target, score: score(n) }),
            _ => links.push(Link { source, target, score: 1.0 }),
        }
    }
    links
}

/// For each segment of a side, the number of the link that it stands in.
fn by_segment(
    segments: usize,
    aligned: &Aligned,
    side: impl Fn(&Link) -> &Vec<usize>,
) -> Vec<Option<usize>> {
    let mut links = vec![None; segments];
    for (at, link) in aligned.links.iter().enumerate() {
        for &segment in side(link) {
            links[segment] = Some(at);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use diptych_segments::{Lang, Paragraph, Role, segment_lines};

    use super::*;

    #[test]
    fn pairs_stay_and_wrong_ones_score_low() {
        let text = |lang, lines: &[&str]| {
            segment_lines(lang, lines.iter().map(|l| Paragraph::new(Role::Paragraph, *l)).collect())
        };
        let source = text(Lang::Zh, &["甲。", "乙。", "丙。", "丁。", "", ""]);
        let target = text(Lang::En, &["A.", "C.", "D.", "", "", "F."]);
        let link = |source: &[usize], target: &[usize], score| Link {
            source: source.to_vec(),
            target: target.to_vec(),
            score,
        };
        let aligned = Aligned {
            links: vec![
                link(&[0], &[0], 0.75),
                link(&[1], &[], 0.5),
                link(&[2], &[1], 0.875),
                link(&[3], &[2], 0.25),
                link(&[4, 5], &[3, 4], 1.0),
                link(&[], &[5], 1.0),
            ],
            ..Aligned::default()
        };
        assert_eq!(
            rescore(&source, &target, &aligned),
            [
                link(&[0], &[0], 0.75),
                link(&[1], &[1], 0.0625),
                link(&[2], &[2], 0.09375),
                link(&[3], &[], 1.0),
                link(&[], &[5], 1.0),
            ]
        );
    }
}
