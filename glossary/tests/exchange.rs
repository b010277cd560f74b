//! Termbases there and back in every form, joined and compared.

use diptych_glossary::{
    Case, Concept, Contents, Holds, Inflect, Kind, Origin, Row, Status, Term, Weight,
    diff_of_termbases, lost, merge, read, to_multiterm, to_omegat, to_rows, to_tbx, to_tbx_2,
    to_tsv, to_utx,
};
use proptest::prelude::*;

const FULL: &str = "zh\ten\tadmitted\tsuperseded\tforbidden\tabbr\tshort\tcase\tinflect\tgap\tseverity\tnot_before\tnot_after\tnot_inside\tallow_short\talways\tdomain\tprovenance\tnote\tdefinition\tpart_of_speech\tcontext\tusage\n\
    网络空间|网络域\tcyberspace\tcyber domain\tinfosphere\tcyber space\tCS\tspace\texact\tnone\t1\tcritical\t站|台\t旧\t全网络空间\tyes\tyes\tlaw\tUN 2020\tone word\twhat is online\tnoun\tIn cyberspace, all is quick\tformal\n";

fn concepts(text: &str) -> Vec<Concept> {
    read("t.tsv", text).expect("a termbase")
}

/// What an entry says, wherever it stands.
fn said(concepts: &[Concept]) -> Vec<Concept> {
    let bare = |it: &Concept| Concept { id: None, origin: Origin::default(), ..it.clone() };
    concepts.iter().map(bare).collect()
}

#[test]
fn every_field_comes_back_from_each_form_that_holds_all() {
    let before = concepts(FULL);
    for (name, text) in [
        ("t.tsv", to_tsv(&before)),
        ("t.tbx", to_tbx(&before)),
        ("t.tbx", to_tbx_2(&before)),
        ("t.xml", to_multiterm(&before)),
    ] {
        let mut after = said(&read(name, &text).unwrap());
        // A term that only XML can hold: the order of a language's terms is kept, too.
        for concept in &mut after {
            for term in concept.terms.iter_mut().filter(|it| it.is_chinese()) {
                "zh".clone_into(&mut term.lang);
            }
        }
        assert_eq!(after, said(&before), "{name}: {text}");
    }
    assert_eq!(lost(&before, Holds::All), []);
    let rows: Vec<Row> =
        (1..).zip(to_rows(&before)).map(|(line, cells)| Row { line, cells }).collect();
    assert_eq!(said(&Contents::of_rows("t.xlsx", &rows).unwrap().concepts), said(&before));
}

#[test]
fn what_a_form_cannot_hold_is_named_with_its_count() {
    let before = concepts(&format!("{FULL}云\tcloud{}\n", "\t".repeat(21)));
    let of = |holds, field| {
        lost(&before, holds).into_iter().find(|it| it.0 == field).map_or(0, |it| it.1)
    };
    assert_eq!((of(Holds::Renderings, "forbidden"), of(Holds::Statuses, "forbidden")), (1, 0));
    assert_eq!((of(Holds::Renderings, "domain"), of(Holds::Statuses, "domain")), (1, 0));
    assert_eq!((of(Holds::Renderings, "gap"), of(Holds::Statuses, "note")), (1, 0));
    assert!(to_omegat(&before).contains("网络空间\tcyberspace\tone word"));
    let utx = read("t.utx", &to_utx(&before)).unwrap();
    assert_eq!(utx.len(), 2);
    let statuses: Vec<_> = utx[0].english().map(|it| (&*it.text, it.status)).collect();
    assert!(statuses.contains(&("cyber space", Status::Forbidden)), "{statuses:?}");
    assert!(statuses.contains(&("cyber domain", Status::Admitted)), "{statuses:?}");
}

#[test]
fn multiterm_is_read() {
    let text = r#"<?xml version="1.0" encoding="UTF-16"?><mtf>
<conceptGrp><concept>1</concept><transacGrp><transac type="origination">li</transac></transacGrp>
<descripGrp><descrip type="Subject">law</descrip></descripGrp>
<languageGrp><language type="Chinese" lang="ZH-CN"/>
<termGrp><term>合同</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN"/>
<termGrp><term>contract</term><descripGrp><descrip type="Status">Approved</descrip></descripGrp></termGrp>
<termGrp><term>agreement</term><descripGrp><descrip type="Status">Forbidden</descrip></descripGrp></termGrp></languageGrp>
</conceptGrp></mtf>"#;
    let read = read("t.xml", text).unwrap();
    let terms: Vec<_> = read[0].terms.iter().map(|it| (&*it.lang, &*it.text, it.status)).collect();
    assert_eq!(
        terms,
        [
            ("zh-CN", "合同", Status::Preferred),
            ("en", "contract", Status::Preferred),
            ("en", "agreement", Status::Forbidden)
        ]
    );
    assert_eq!(read[0].domain.as_deref(), Some("law"));
}

#[test]
fn a_column_of_answers_tells_the_status_of_the_rendering_beside_it() {
    let text = "zh\ten\tforbidden\tadmitted\tnote\n合同\tcontract\tno\t\t\n合同\tagreement\tyes\t\tnot binding\n合同\tcompact\t否\t是\t\n云\tcloud\t\t\t\n";
    let read = concepts(text);
    assert_eq!(read.len(), 2);
    let terms: Vec<_> = read[0].english().map(|it| (&*it.text, it.status)).collect();
    assert_eq!(
        terms,
        [
            ("contract", Status::Preferred),
            ("agreement", Status::Forbidden),
            ("compact", Status::Admitted)
        ]
    );
    // What a later row says of the entry is kept.
    assert_eq!(read[0].note.as_deref(), Some("not binding"));
    // A rendering among the answers: they are renderings.
    let read = concepts("zh\ten\tforbidden\n合同\tcontract\tyes\n云\tcloud\thaze\n");
    assert_eq!(read[0].english().count(), 2);
}

#[test]
fn what_is_no_termbase_is_refused_with_its_place() {
    let long = format!("zh\ten\n云\tcloud\n雨\t{}\n", "rain ".repeat(100_001));
    let told = read("t.tsv", &long).unwrap_err().to_string();
    assert!(told.starts_with("t.tsv:3"), "{told}");
    let many = format!("zh\ten\n{}", "云\tcloud\n".repeat(500_001));
    let told = read("t.tsv", &many).unwrap_err().to_string();
    assert!(told.starts_with("t.tsv:500002"), "{told}");
}

#[test]
fn the_first_of_two_termbases_counts_and_conflicts_are_named() {
    let mut all = concepts("zh\ten\tforbidden\tgap\n合同\tcontract\tagreement\t1\n云\tcloud\t\t\n");
    all.extend(concepts(
        "zh\ten\tadmitted\tgap\tnote\n合同\tcompact\tagreement\t2\tsee the law\n雨\train\t\t\t\n",
    ));
    let (merged, conflicts) = merge(all);
    assert_eq!(merged.len(), 3);
    let what: Vec<_> = conflicts.iter().map(|it| &*it.what).collect();
    assert_eq!(what.len(), 3, "{what:?}");
    assert!(
        what[0].contains("compact") && what[1].contains("gap") && what[2].contains("agreement")
    );
    assert_eq!((conflicts[0].kept.line, conflicts[0].other.line), (2, 2));
    assert_eq!(merged[0].note.as_deref(), Some("see the law"));
    assert_eq!(merged[0].approved()[0].text, "contract");
    assert!(merged[0].english().any(|it| it.text == "compact" && it.status == Status::Admitted));
}

#[test]
fn a_joined_entry_has_one_first_choice() {
    let mut all = concepts("zh\ten\tforbidden\n云\t\thaze\n雨\train\t\n");
    all.extend(concepts("zh\ten\n云|云朵\tcloud\n雨|雨水\trainfall\n"));
    let (merged, _) = merge(all);
    let terms = |at: usize| -> Vec<_> {
        merged[at].terms.iter().map(|it| (&*it.text, it.status)).collect()
    };
    assert!(terms(0).contains(&("cloud", Status::Preferred)), "{:?}", terms(0));
    assert!(terms(0).contains(&("云朵", Status::Preferred)), "{:?}", terms(0));
    assert!(terms(1).contains(&("雨水", Status::Preferred)), "{:?}", terms(1));
    assert!(terms(1).contains(&("rainfall", Status::Admitted)), "{:?}", terms(1));
}

#[test]
fn xml_has_no_empty_fields_and_names_each_language() {
    let text = to_multiterm(&concepts("zh\ten\tcontext\n云\tcloud\t\n"));
    assert!(
        text.contains("type=\"Chinese\" lang=\"ZH\"")
            && text.contains("type=\"English\" lang=\"EN\"")
    );
    let tbx = to_tbx(&concepts("zh\ten\tnote\tcontext\n云\tcloud\t\t\n"));
    assert!(!tbx.contains("<note>") && !tbx.contains("\"context\""), "{tbx}");
    // What stands for a term is kept where no rendering is there yet.
    let tbx = to_tbx(&concepts("zh\ten\tcontext\n云\t\t天上的云\n"));
    assert!(tbx.contains("天上的云"), "{tbx}");
}

#[test]
fn only_what_is_lost_is_counted() {
    let of = |text: &str| lost(&concepts(text), Holds::Statuses);
    assert_eq!(of("zh\ten\tabbr\n云\tcloud\tCL\n"), [("abbr and short", 1)]);
    let mut avoided = concepts("zh\ten\tforbidden\n云\tcloud\tCL\n");
    avoided[0].terms[2].kind = Kind::Abbreviation;
    assert_eq!(lost(&avoided, Holds::Statuses), []);
}

#[test]
fn a_difference_is_added_removed_or_changed() {
    let old = concepts("zh\ten\tnote\n合同\tcontract\t\n云\tcloud\t\n雨\train\t\n");
    let new = concepts("zh\ten\tnote\n雨\train\twet\n合同\tcontract\t\n风\twind\t\n");
    let changes: Vec<_> = diff_of_termbases(&old, &new)
        .into_iter()
        .map(|it| (it.term, it.old.is_some(), it.new.is_some()))
        .collect();
    assert_eq!(
        changes,
        [
            ("云".to_owned(), true, false),
            ("雨".to_owned(), true, true),
            ("风".to_owned(), false, true)
        ]
    );
}

fn concept() -> impl Strategy<Value = Concept> {
    let term = ("[a-c]{1,2}", 0..4_usize, 0..3_usize);
    ("[云雨风]{1,2}", prop::collection::vec(term, 0..4), 0..3_u8, any::<bool>(), "[a-c<&]{0,3}")
        .prop_map(|(zh, english, gap, always, note)| {
            let mut terms = vec![Term::new("zh", &zh, Status::Preferred)];
            for (text, status, kind) in english {
                let status =
                    [Status::Preferred, Status::Admitted, Status::Superseded, Status::Forbidden]
                        [status];
                let kind = [Kind::Full, Kind::Abbreviation, Kind::Short][kind];
                let term = Term::new("en", &text, status);
                terms.push(Term { kind, gap, case: Case::Title, inflect: Inflect::Noun, ..term });
            }
            Concept {
                terms,
                always,
                severity: always.then_some(Weight::Minor),
                note: Some(note).filter(|it| !it.is_empty()),
                ..Concept::default()
            }
        })
}

proptest! {
    #[test]
    fn joining_again_changes_nothing(concepts in prop::collection::vec(concept(), 0..6)) {
        let (once, _) = merge(concepts);
        let (twice, conflicts) = merge(once.clone());
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(conflicts, []);
        prop_assert_eq!(diff_of_termbases(&once, &once), []);
    }

    #[test]
    fn xml_holds_every_entry(concepts in prop::collection::vec(concept(), 1..5)) {
        for text in [to_tbx(&concepts), to_tbx_2(&concepts), to_multiterm(&concepts)] {
            let again = read("t.xml", &text).unwrap();
            let fields = |all: &[Concept]| -> Vec<_> {
                all.iter().map(|it| (it.terms.clone(), it.note.clone(), it.severity, it.always)).collect()
            };
            prop_assert_eq!(fields(&again), fields(&concepts));
        }
    }
}
