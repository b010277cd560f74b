//! What a reviewer accepted stays, and the rest is aligned again.

use diptych::align::Extra;
use diptych::bitext::{Bead, Bitext, Cell};
use diptych::lexicon::Lexicon;
use diptych::pipeline::realign;
use diptych::review::{Status, revise};

use super::{bitext, revised, rows_of, story};

fn aligned_again(bitext: &Bitext) -> Bitext {
    realign(bitext, &[], &Lexicon::embedded(), &Extra::default())
}

#[test]
fn accepted_beads_stay_when_the_rest_is_aligned_again() {
    let revision = revised(|rows| {
        rows[0].status = Status::Accepted;
        rows[1].target = "There was nobody in the street.".into();
        rows[2].target = "A dog barked. Then it was quiet again.".into();
    });
    let again = aligned_again(&revision.bitext);
    assert_eq!(again.beads[..3], revision.bitext.beads[..3]);
    let mut open = revision.bitext.clone();
    open.beads.iter_mut().for_each(|bead| bead.accepted = false);
    let again = aligned_again(&open);
    let ids: Vec<usize> = again.beads.iter().flat_map(|bead| bead.target.ids.to_vec()).collect();
    assert_eq!(ids, [0, 1, 2, 3]);
}

#[test]
fn a_side_with_one_text_for_several_numbers_stays_whole() {
    let mut joined = story();
    joined.beads[0].source.segments = ["雨停了。他推开窗。".into()].into();
    joined.beads[1].target.segments =
        ["There was nobody in the street. A dog barked.".into()].into();
    (joined.beads[0].accepted, joined.beads[0].score) = (true, 1.0);
    assert_eq!(revise(&joined, &rows_of(&joined)).unwrap().bitext, joined);
    let again = aligned_again(&joined);
    assert_eq!(again.beads[0], joined.beads[0]);
    for side in [|bead: &Bead| bead.source.clone(), |bead: &Bead| bead.target.clone()] {
        let all = |bitext: &Bitext| -> (Vec<usize>, String) {
            let cells: Vec<Cell> = bitext.beads.iter().map(side).collect();
            let texts = cells.iter().flat_map(|cell| cell.segments.clone()).collect();
            (cells.into_iter().flat_map(|cell| cell.ids).collect(), texts)
        };
        assert_eq!(all(&again), all(&joined));
    }
}

#[test]
fn empty_sentences_stand_alone_when_the_rest_is_aligned_again() {
    let mut bitext = bitext(&[
        (&[""], &[]),
        (&["雨停了。"], &["The rain had stopped."]),
        (&["", "他推开窗。"], &["", "He opened the window."]),
        (&["街上没有人。", ""], &["There was nobody in the street."]),
        (&[], &[""]),
    ]);
    bitext.beads[1].accepted = true;
    let again = aligned_again(&bitext);
    let shape = |bead: &Bead| (bead.source.ids.to_vec(), bead.target.ids.to_vec());
    let shapes: Vec<_> = again.beads.iter().map(shape).collect();
    let told: [(&[usize], &[usize]); 8] = [
        (&[0], &[]),
        (&[1], &[0]),
        (&[2], &[]),
        (&[], &[1]),
        (&[3], &[2]),
        (&[4], &[3]),
        (&[5], &[]),
        (&[], &[4]),
    ];
    assert_eq!(shapes, told.map(|(source, target)| (source.to_vec(), target.to_vec())));
}
