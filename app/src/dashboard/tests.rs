#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]
use super::model::{Alert, Declared, Filter, Order};
use crate::action_sheet::life::{Phase, StatusWord};
use crate::plan::model::AxisKey;
use crate::progress::model::Confidence;
use crate::theme::model::Theme;

fn read(query: &str) -> Filter {
    let pairs: std::collections::HashMap<String, String> = serde_qs::from_str(query).unwrap();
    Filter::read(|name| pairs.get(name).cloned())
}

#[test]
fn an_address_and_its_filter_say_the_same() {
    let filter = Filter {
        search: Some("é&= +".into()),
        axis: Some(Some(AxisKey::Numbered(2))),
        status: Some(StatusWord::Running),
        phase: Some(Phase::Diffusion),
        theme: Some(Some(Theme::Wear)),
        confidence: Some(Declared::As(Confidence::Support)),
        alert: Some(Alert::Silent),
        order: Some(Order::Update),
    };
    assert_eq!(read(&filter.query()), filter);
    let unset = Filter { confidence: Some(Declared::Unset), ..Filter::default() };
    assert_eq!(read(&unset.query()), unset);
    let unset = Filter { theme: Some(None), ..Filter::default() };
    assert_eq!(read(&unset.query()), unset);
    for axis in [None, Some(AxisKey::Transversal)] {
        let filter = Filter { axis: Some(axis), ..Filter::default() };
        assert_eq!(read(&filter.query()), filter);
    }
}

#[test]
fn what_cannot_be_read_filters_nothing() {
    assert_eq!(read("axe=x&etat=y&phase=z&theme=t&confiance=z&voir=w&tri=v&q=%20"), Filter::default());
    assert!(!read("tri=point").is_active());
    assert!(read("voir=silence").is_active());
}
