use super::model::{AxisKey, axis_name};
use crate::text::slug;

#[test]
fn the_axis_is_said_never_deduced() {
    assert_eq!(axis_name(Some(AxisKey::Numbered(3))), "Axe 3");
    assert_eq!(axis_name(Some(AxisKey::Transversal)), "Axe transversal");
    assert_eq!(axis_name(None), "Sans axe");
}

#[test]
fn no_region_can_take_a_reserved_address() {
    for name in ["Auvergne-Rhône-Alpes", "Hauts-de-France", "Occitanie", "Île-de-France", "La Réunion"] {
        assert!(!crate::RESERVED.contains(&slug(name).as_str()));
    }
}
